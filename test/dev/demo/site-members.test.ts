import { difference, expectSame, membersOf } from '../../../dev/demo/site-members';
import { demoAccountId, demoGroupIds, demoSite, type Site } from '../../../dev/simulators';

const before = membersOf(demoSite());

function siteWith(groupId: string, memberIds: readonly string[]): Site {
  const site = demoSite();
  return {
    ...site,
    groups: site.groups.map((group) => (group.groupId === groupId ? { ...group, memberIds } : group)),
  };
}

describe('what the demo claims of the site', () => {
  const after = membersOf(
    siteWith(demoGroupIds.support, [demoAccountId('Nadia'), demoAccountId('Priya'), demoAccountId('Amelia')]),
  );
  const found = difference(before, after);

  it('is a difference by name of member and group', () => {
    expect(found).toEqual({ added: ['Priya Raman in Support'], removed: ['Visiting Consultant in Support'] });
    expect(() => expectSame('so', found, found)).not.toThrow();
  });

  it.each([
    ['somebody was removed besides', { ...found, removed: [] }, /removed: Visiting Consultant in Support/],
    [
      'somebody was not removed',
      { ...found, removed: [...found.removed, 'Amelia Hart in Support'] },
      /expected besides: Amelia Hart in Support/,
    ],
    ['somebody was added besides', { ...found, added: [] }, /added: Priya Raman in Support/],
  ])('is refused where %s', (_what, expected, words) => {
    expect(() => expectSame('all is well', found, expected)).toThrow(words);
    expect(() => expectSame('all is well', found, expected)).toThrow(/This is not so: all is well/);
  });
});
