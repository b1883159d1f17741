import { aDirectory, aUser, type FakeDirectory } from './fake-directory';
import { aSite, membersOf, type FakeSite } from './fake-site';
import { aWorld } from './world';

export type ChangingScene = Awaited<ReturnType<typeof aChangingScene>>;

/** A site and a directory that need every kind of change: a group made, people added, people taken away, a claim and a release. */
export async function aChangingScene(calls = 4) {
  const directory = aDirectory(
    { Designers: ['ann', 'bob', 'cleo'], Leavers: ['dan', 'eve'] },
    { pageSize: 2 },
  );
  const site = aSite({ Designers: ['acc-bob'] }, ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay']);
  const world = aWorld(directory, site, { slice: { calls } });
  await world.addConnection();
  await world.sync();
  directory.users = directory.users.filter((user) => user.id !== 'dan');
  directory.users.push(aUser('fay'));
  directory.members['role:Leavers'] = ['eve'];
  directory.members['role:Designers'] = ['ann', 'cleo', 'fay'];
  directory.groups.push({ id: 'role:New', kind: 'role', name: 'New' });
  directory.members['role:New'] = ['ann', 'fay'];
  return { directory, site, world };
}

/** What is left when all has ended: the site, and what the app remembers. */
export async function endState({ site, world }: { site: FakeSite; directory: FakeDirectory; world: World }) {
  const ledger = await world.memory.getLedger('conn-1');
  const links = await world.memory.getLinks('conn-1');
  return {
    groups: site.groups.map(({ name }) => [name, membersOf(site, name)]),
    ledger: [...ledger].map(([groupId, members]) => [groupId, [...members.keys()].toSorted()]),
    people: [...links.people].toSorted(),
    linked: [...links.groups].toSorted(),
    lock: await world.lock.holder('conn-1'),
  };
}

type World = ReturnType<typeof aWorld>;
