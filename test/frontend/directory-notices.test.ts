import { lostPeopleWords, sharedWords } from '../../src/frontend/words/directory-notices';
import { aReport } from '../support/page-fixtures';

describe('what a run says of its directory and of other connectors', () => {
  it('names a loss of people only where the report calls it one', () => {
    const report = aReport({ connector: 'okta', peopleBefore: 1_624 });
    expect(lostPeopleWords(report)).toBeUndefined();
    expect(lostPeopleWords({ ...report, manyPeopleGone: true })).toBe(
      'Okta has 812 people; it had 1,624 before.',
    );
  });

  it.each([
    [
      { groups: 6, stay: 20 },
      '6 of these groups are also synced by X; 20 memberships stay because it wants them.',
    ],
    [
      { groups: 1, stay: 1 },
      '1 of these groups is also synced by X; 1 membership stays because it wants it.',
    ],
    [{ groups: 2, stay: 0 }, '2 of these groups are also synced by X.'],
  ])('tells what stays for another connector: %j', (shared, words) => {
    expect(sharedWords({ name: 'X', ...shared })).toBe(words);
  });
});
