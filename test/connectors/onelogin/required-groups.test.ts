import { startOneLoginTwin, type OneLoginTwin } from '../../support/onelogin-twin';
import { readDirectory } from '../../support/read-directory';

let twin: OneLoginTwin;
beforeEach(async () => (twin = await startOneLoginTwin({ users: 3_000, groups: 20 })));
afterEach(() => twin.close());

/** A new role with these people. */
function roleOf(
  name: string,
  people: number,
): { readonly id: string; readonly memberIds: readonly string[] } {
  const { state } = twin.simulator;
  const role = state.addRole({ name });
  const memberIds = state
    .personIds()
    .filter((_id, index) => index % 7 === 3)
    .slice(0, people);
  state.join(role.id, memberIds);
  return { id: `role:${role.id}`, memberIds: memberIds.map(String) };
}

async function read(requiredGroups: readonly string[]) {
  const connector = twin.with({ requiredGroups: [...requiredGroups], groupSources: ['roles', 'member_of'] });
  const all = await readDirectory(() => connector);
  return { ...all, connector };
}

test('only the members of a required role are read, with their memberships', async () => {
  const { memberIds } = roleOf('Jira users', 250);
  const { users, members, plan } = await read(['jira USERS']);
  expect(plan.way).toBe('members');
  expect([...users.keys()].toSorted()).toEqual(memberIds.toSorted());
  for (const [groupId, real] of twin.truth().members) {
    if (!groupId.startsWith('member_of:')) continue;
    const expected = memberIds.filter((id) => real.has(id));
    expect([...(members.get(groupId) ?? [])].toSorted()).toEqual(expected.toSorted());
  }
});

test('the reading takes as many calls as the plan told', async () => {
  roleOf('Jira users', 250);
  const { plan } = await read(['Jira users']);
  const { requests } = twin.simulator;
  expect(requests['GET /api/2/users']).toBe(plan.estimatedCalls);
});

test('a required member of two roles is read once', async () => {
  const first = roleOf('First', 30);
  roleOf('Second', 50);
  const { users, plan } = await read(['First', 'Second']);
  expect(plan.estimatedCalls).toBe(1);
  expect(users.size).toBe(50);
  expect(first.memberIds.every((id) => users.has(id))).toBe(true);
});

test('a member who was deleted after the roles were read is absent, not a failure', async () => {
  const { memberIds } = roleOf('Jira users', 40);
  const connector = twin.with({ requiredGroups: ['Jira users'] });
  const [gone = ''] = memberIds;
  const all = await readDirectory(() => connector, {
    beforePage: (page) => {
      if (page === 3) twin.simulator.state.removePerson(Number(gone));
    },
  });
  expect(all.plan.way).toBe('members');
  expect(all.users.has(gone)).toBe(false);
  expect(all.users.size).toBe(39);
});

test('a required member_of group is known after everybody is read', async () => {
  const [person] = twin.simulator.state.personIds();
  if (person === undefined) throw new Error('a company has people');
  twin.simulator.state.changePerson(person, { memberOf: [String.raw`CN=Law\, Berlin,OU=Groups,DC=acme`] });
  const { plan, groups, members, connector } = await read(['law, berlin']);
  expect(plan.way).toBe('everybody');
  const selection = connector.selectGroups([...groups.values()]);
  expect(selection).toMatchObject({ required: [{ name: 'Law, Berlin' }], unknownRequired: [] });
  expect([...(members.get(selection.required?.[0]?.id ?? '') ?? [])]).toEqual([String(person)]);
});

test('a required name that nothing has is told by name once everybody is read', async () => {
  const { groups, connector } = await read(['No such thing']);
  expect(connector.selectGroups([...groups.values()]).unknownRequired).toEqual(['No such thing']);
});

test('a required OneLogin group leaves its members in scope although groups are not synchronised', async () => {
  const [group] = twin.simulator.state.groups();
  const { groups, members, connector } = await read([group?.name ?? '']);
  const { required, synchronised } = connector.selectGroups([...groups.values()]);
  expect(required?.map((each) => each.id)).toEqual([`group:${group?.id}`]);
  expect(synchronised.some((each) => each.kind === 'group')).toBe(false);
  expect(members.get(`group:${group?.id}`)?.length).toBeGreaterThan(0);
});

test('an excluded member_of group is found although only required people are read', async () => {
  const { memberIds } = roleOf('Jira users', 40);
  const [person = ''] = memberIds;
  twin.simulator.state.changePerson(Number(person), { memberOf: ['CN=Leavers,DC=acme'] });
  const connector = twin.with({ requiredGroups: ['Jira users'], excludedGroups: ['Leavers'] });
  const { plan, groups, members } = await readDirectory(() => connector);
  // Whether anybody has that name in member_of only everybody's records can tell.
  expect(plan.way).toBe('everybody');
  const { excluded, unknownExcluded } = connector.selectGroups([...groups.values()]);
  expect(unknownExcluded).toEqual([]);
  expect([...(members.get(excluded?.[0]?.id ?? '') ?? [])]).toEqual([person]);
});

test('of an excluded OneLogin group the members are known among those of the required role', async () => {
  const { memberIds } = roleOf('Jira users', 250);
  const [group] = twin.simulator.state.groups();
  const connector = twin.with({ requiredGroups: ['Jira users'], excludedGroups: [group?.name ?? ''] });
  const { plan, members } = await readDirectory(() => connector);
  expect(plan.way).toBe('members');
  const { state } = twin.simulator;
  const expected = memberIds.filter((id) => state.person(Number(id))?.groupId === group?.id);
  expect(expected.length).toBeGreaterThan(0);
  expect([...(members.get(`group:${group?.id}`) ?? [])].toSorted()).toEqual(expected.toSorted());
});

test('with nobody required, excluded groups need everybody', async () => {
  roleOf('Externals', 40);
  const connector = twin.with({ groupSources: ['roles'], excludedGroups: ['externals'] });
  const { plan, groups } = await readDirectory(() => connector);
  expect(plan.way).toBe('everybody');
  expect(connector.selectGroups([...groups.values()]).excluded?.map(({ name }) => name)).toEqual([
    'Externals',
  ]);
});
