import {
  demoCompany,
  demoEntraGroupIds,
  demoEntraTenant,
  demoEntraUserId,
  demoSite,
  entraTenantOf,
  generateCompany,
  startEntra,
  type EntraSimulator,
} from '../../../dev/simulators';

const company = generateCompany({ users: 400, groups: 60, seed: 11 });
const tenant = entraTenantOf(company);

describe('a generated tenant', () => {
  test('is the same for the same company, and another for another', () => {
    expect(entraTenantOf(company)).toEqual(tenant);
    const other = entraTenantOf(generateCompany({ users: 400, groups: 60, seed: 12 }));
    expect(other.users[0]?.id).not.toBe(tenant.users[0]?.id);
  });

  test('has ids of its own for everything', () => {
    const ids = [...tenant.users, ...tenant.groups, ...tenant.things].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test('has the people of the company with their addresses; the suspended are disabled', () => {
    expect(tenant.users.map(({ mail, givenName, surname }) => ({ mail, givenName, surname }))).toEqual(
      company.people.map(({ email, firstname, lastname }) => ({
        mail: email,
        givenName: firstname,
        surname: lastname,
      })),
    );
    expect(tenant.users.map(({ accountEnabled }) => accountEnabled)).toEqual(
      company.people.map(({ status }) => status !== 2),
    );
    expect(tenant.users.some(({ accountEnabled }) => !accountEnabled)).toBe(true);
  });

  test('has guests, whose principal name holds the address of their home', () => {
    const guests = tenant.users.filter(({ userType }) => userType === 'Guest');
    expect(guests.length).toBeGreaterThan(5);
    for (const { userPrincipalName, mail } of guests)
      expect(userPrincipalName).toBe(`${mail?.replace('@', '_')}#EXT#@${tenant.domains[0]}`);
    const names = tenant.users.map(({ userPrincipalName }) => userPrincipalName.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test('has the roles as groups of their names, with the same people', () => {
    const people = new Map(company.people.map(({ id }, index) => [id, tenant.users[index]?.id]));
    const users = new Set(people.values());
    expect(
      tenant.groups.map((group) => [group.displayName, group.memberIds.filter((id) => users.has(id))]),
    ).toEqual(company.roles.map((role) => [role.name, role.memberIds.map((id) => people.get(id))]));
  });

  test('has groups of several kinds, in each other, with devices, and from on-premises', () => {
    const kinds = new Set(
      tenant.groups.map(
        (group) => `${group.mailEnabled} ${group.securityEnabled} ${group.groupTypes.join()}`,
      ),
    );
    expect(kinds).toEqual(new Set(['false true ', 'true false Unified', 'true true ']));
    const groupIds = new Set(tenant.groups.map(({ id }) => id));
    const thingIds = new Set(tenant.things.map(({ id }) => id));
    const holding = (ids: ReadonlySet<string>) =>
      tenant.groups.filter((group) => group.memberIds.some((id) => ids.has(id)));
    expect([holding(groupIds).length, holding(thingIds).length].every((count) => count > 2)).toBe(true);
    expect(holding(groupIds).every(({ groupTypes }) => !groupTypes.includes('Unified'))).toBe(true);
    expect(tenant.groups.some(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)).toBe(true);
  });
});

describe('the tenant of the demo', () => {
  const demo = demoEntraTenant();

  test('has the people and the groups that the demo site fits', () => {
    expect(demo.users.map(({ mail }) => mail)).toEqual(demoCompany().people.map(({ email }) => email));
    expect(demo.groups.map(({ displayName }) => displayName)).toEqual(
      demoCompany().roles.map(({ name }) => name),
    );
    const addresses = new Set(demoSite().accounts.flatMap(({ email }) => email ?? []));
    const known = demo.users.filter(({ mail }) => addresses.has(mail?.toLowerCase() ?? ''));
    expect(known).toHaveLength(demo.users.length - 2);
  });

  test('has Marek disabled, and him only', () => {
    const disabled = demo.users.filter(({ accountEnabled }) => !accountEnabled);
    expect(disabled.map(({ id }) => id)).toEqual([demoEntraUserId('Marek')]);
    expect(() => demoEntraUserId('Nobody')).toThrow(RangeError);
  });

  test('has Engineering in the group of everybody', () => {
    const everyone = demo.groups.find(({ id }) => id === demoEntraGroupIds.everyone);
    expect(everyone?.memberIds).toEqual([...demo.users.map(({ id }) => id), demoEntraGroupIds.engineering]);
  });
});

describe('the state of a tenant', () => {
  let entra: EntraSimulator;
  beforeAll(async () => {
    entra = await startEntra({ tenant });
  });
  afterAll(() => entra.close());
  beforeEach(() => entra.reset());

  const [first, second] = [tenant.users[0]?.id ?? '', tenant.users[1]?.id ?? ''];
  const group = tenant.groups.find(({ memberIds }) => memberIds.includes(first))?.id ?? '';

  test('keeps a deleted user out of the groups until it is restored', () => {
    const before = entra.state.members(group);
    entra.state.deleteUser(first);
    expect(entra.state.members(group)).toEqual(before.filter(({ id }) => id !== first));
    entra.state.restoreUser(first);
    expect(entra.state.members(group)).toEqual(before);
    entra.state.purgeUser(first);
    expect(() => entra.state.restoreUser(first)).toThrow(RangeError);
  });

  test('knows the users at any depth', () => {
    const [outer, inner] = [
      entra.state.addGroup({ displayName: 'Outer', memberIds: [first] }),
      entra.state.addGroup({ displayName: 'Inner', memberIds: [first, second] }),
    ];
    entra.state.join(outer.id, [inner.id]);
    expect(entra.state.members(outer.id)).toEqual([
      { id: first, type: 'user' },
      { id: inner.id, type: 'group' },
    ]);
    expect(entra.state.transitiveUserIds(outer.id)).toEqual([first, second]);
    entra.state.deleteGroup(inner.id);
    expect(entra.state.transitiveUserIds(outer.id)).toEqual([first]);
  });

  test.each<[string, (state: EntraSimulator['state']) => unknown]>([
    ['changing a user', (state) => state.changeUser('x', {})],
    ['deleting a user', (state) => state.deleteUser('x')],
    ['purging a user', (state) => state.purgeUser('x')],
    ['restoring a living user', (state) => state.restoreUser(first)],
    ['changing a group', (state) => state.changeGroup('x', {})],
    ['restoring a group', (state) => state.restoreGroup('x')],
    ['joining a group that is not there', (state) => state.join('x', [first])],
    ['joining somebody who is not there', (state) => state.join(group, ['x'])],
    ['leaving a group that is not there', (state) => state.leave('x', [first])],
    ['adding a user twice', (state) => state.addUser({ id: first, displayName: 'Again' })],
  ])('refuses %s', (_what, work) => {
    expect(() => work(entra.state)).toThrow(RangeError);
  });

  test('gives new things ids that were never used', () => {
    const added = Array.from(
      { length: 20 },
      (_, index) => entra.state.addUser({ displayName: `New ${index}` }).id,
    );
    entra.state.purgeUser(added[19] ?? '');
    const all = [
      ...added,
      entra.state.addUser({ displayName: 'Last' }).id,
      entra.state.addGroup({ displayName: 'G' }).id,
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
