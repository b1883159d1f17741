import { demoDirectories } from '../../../dev/demo/directories';
import { eventsHelp, letHappen, type Directories } from '../../../dev/start/events';

describe('what is typed while the page runs', () => {
  let directories: Directories;

  beforeAll(async () => {
    const now = () => Date.UTC(2026, 10, 1);
    directories = {
      onelogin: await demoDirectories.onelogin(now),
      okta: await demoDirectories.okta(now),
      entra: await demoDirectories.entra(now),
    };
  });

  afterAll(() => Promise.all(Object.values(directories).map((directory) => directory.close())));

  it('happens in every directory, or in the one that is named', () => {
    expect(letHappen('move', directories)).toHaveLength(3);
    const [lost, ...others] = letHappen(' Lose  OKTA ', directories);
    expect(lost).toMatch(/^Okta: 13 of 26 people were deleted/);
    expect(others).toEqual([]);
    expect(letHappen('restore okta', directories)).toEqual(['Okta: Everybody is back.']);
    expect(letHappen('lose okta', directories)[0]).toMatch(/^Okta: 13 of 26/);
  });

  it.each(['', 'explode', 'lose ldap', 'move okta now', 'constructor'])(
    'is answered with what can be typed where it is %j',
    (typed) => {
      expect(letHappen(typed, directories)).toEqual(eventsHelp);
    },
  );
});
