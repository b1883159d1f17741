import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const ids = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);

describe('a report', () => {
  it('names the first of the people whom a decision is about, and says how many there are', async () => {
    const [wanted, present] = [ids(150, 'w'), ids(230, 'x')];
    const directory = aDirectory({ Design: wanted, Print: ['w0000'] }, { pageSize: 500 });
    const site = { ...aSite({ Design: present.map((id) => `acc-${id}`), Print: [] }, wanted), pageSize: 500 };
    const world = aWorld(directory, site);
    const existingGroups = { policy: 'ask' as const, suffix: ' (d)', decisions: [], released: [] };
    await world.addConnection({ rules: { existingGroups } });
    const { undecided = [] } = await world.sync();
    expect(undecided).toMatchObject([{ addCount: 150, removeCount: 230 }, { add: ['acc-w0000'] }]);
    expect(undecided[0]?.add).toEqual(wanted.slice(0, 100).map((id) => `acc-${id}`));
    expect(undecided[0]?.remove).toHaveLength(100);
    expect(undecided[1]).not.toHaveProperty('addCount');
  });

  it('names the first of those who were changed by hand, and says how many there are', async () => {
    const [managed, byHand] = [ids(150, 'm'), ids(120, 'h')];
    const directory = aDirectory({ Design: managed }, { pageSize: 500 });
    const site = { ...aSite({}, managed), pageSize: 500 };
    const world = aWorld(directory, site);
    await world.addConnection({ rules: { drift: { policy: 'report', groups: [] } } });
    await world.sync();
    const [design] = site.groups;
    if (design === undefined) throw new Error('no group');
    design.members = new Set(byHand);
    const { drift = [] } = await world.sync();
    expect(drift).toMatchObject([{ putInCount: 120, takenOutCount: 150 }]);
    expect(drift[0]?.putIn).toEqual(byHand.slice(0, 100));
    expect(drift[0]?.takenOut).toHaveLength(100);
  });

  it('stays small where very many groups wait for a decision', async () => {
    const names = ids(150, 'g');
    const members = ids(100, 'x');
    const directory = aDirectory(Object.fromEntries(names.map((name) => [name, ['ann']])), { pageSize: 500 });
    directory.remaining.calls = 100_000;
    const site = {
      ...aSite(Object.fromEntries(names.map((name) => [name, members])), ['ann']),
      pageSize: 500,
    };
    const world = aWorld(directory, site);
    const existingGroups = { policy: 'ask' as const, suffix: ' (d)', decisions: [], released: [] };
    await world.addConnection({ rules: { existingGroups } });
    const { undecided = [] } = await world.sync();
    expect(undecided).toHaveLength(150);
    expect(undecided.flatMap(({ add, remove }) => [...add, ...remove])).toHaveLength(10_000);
    expect(undecided.at(-1)).toMatchObject({ add: [], addCount: 1, remove: [], removeCount: 100 });
  });
});
