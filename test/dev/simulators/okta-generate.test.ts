import {
  demoCompany,
  demoOktaGroupIds,
  demoOktaOrg,
  demoOktaUserId,
  demoSite,
  generateCompany,
  oktaOrgOf,
  startOkta,
} from '../../../dev/simulators';

const company = generateCompany({ users: 1000, groups: 50, seed: 7 });
const org = oktaOrgOf(company);

describe('the org of a company', () => {
  test('is the same for the same company and another for another', () => {
    expect(oktaOrgOf(generateCompany({ users: 1000, groups: 50, seed: 7 }))).toEqual(org);
    expect(oktaOrgOf(generateCompany({ users: 1000, groups: 50, seed: 8 }))).not.toEqual(org);
  });

  test('has the same people, with logins of their own', () => {
    const names = org.users.map(({ profile }) => [profile.firstName, profile.lastName, profile.email]);
    expect(names).toEqual(company.people.map((person) => [person.firstname, person.lastname, person.email]));
    expect(new Set(org.users.map((user) => user.profile.login.toLowerCase())).size).toBe(1000);
    expect(new Set(org.users.map((user) => user.id)).size).toBe(1000);
    for (const { id } of [...org.users, ...org.groups]) expect(id).toMatch(/^00[ug]\w{17}$/);
  });

  test('has every status of Okta, whatever the seed', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { users } = oktaOrgOf(generateCompany({ users: 200, groups: 5, seed }));
      expect(new Set(users.map((user) => user.status)).size).toBe(8);
    }
  });

  test('has the roles as groups of the same names and members', () => {
    const groups = org.groups.filter((group) => group.type === 'OKTA_GROUP');
    expect(groups.map((group) => [group.name, group.memberIds.length])).toEqual(
      company.roles.map((role) => [role.name, role.memberIds.length]),
    );
  });

  test('has everybody in the built-in group, and groups of a directory with their unescaped names', () => {
    const everyone = org.groups.find((group) => group.type === 'BUILT_IN');
    expect(everyone).toMatchObject({ name: 'Everyone', memberIds: { length: 1000 } });
    const imported = org.groups.filter((group) => group.type === 'APP_GROUP');
    expect(imported.length).toBeGreaterThan(2);
    for (const { name, source, memberIds } of imported) {
      expect(source?.distinguishedName.replaceAll('\\', '')).toContain(`CN=${name},OU=`);
      expect(memberIds.length).toBeGreaterThan(0);
    }
  });

  test('names nobody as a member who is not there', () => {
    const ids = new Set(org.users.map((user) => user.id));
    for (const group of org.groups) expect(group.memberIds.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the demo', () => {
  const status = (firstName: string) =>
    demoOktaOrg().users.find((user) => user.id === demoOktaUserId(firstName))?.status;

  test('is Lighthouse, with its story', () => {
    expect(['Marek', 'Farid', 'Grete', 'Rosa', 'Amelia'].map(status)).toEqual([
      'SUSPENDED',
      'LOCKED_OUT',
      'PASSWORD_EXPIRED',
      'STAGED',
      'ACTIVE',
    ]);
    const emails = demoOktaOrg().users.flatMap((user) => user.profile.email ?? []);
    expect(emails).toEqual(demoCompany().people.flatMap((person) => person.email ?? []));
    expect(() => demoOktaUserId('Nobody')).toThrow(RangeError);
  });

  test('fits the demo’s site: the same names of groups, the same addresses', () => {
    const names = new Set(demoOktaOrg().groups.map((group) => group.name));
    expect(names.has('Support')).toBe(true);
    const accounts = new Set(demoSite().accounts.map((account) => account.email));
    expect(accounts.has('nadia@lighthouse.example')).toBe(true);
    const byId = new Map(demoOktaOrg().groups.map((group) => [group.id, group.name]));
    expect(Object.values(demoOktaGroupIds).map((id) => byId.get(id))).toEqual([
      'Everyone',
      'Engineering',
      'Sales, Europe',
      'Support',
      'Finance',
      'Everyone at Lighthouse',
      'On call',
    ]);
  });
});

test('an org without anybody starts and answers', async () => {
  const okta = await startOkta({ org: oktaOrgOf({ ...company, people: [], roles: [] }) });
  const response = await fetch(`${okta.url}/api/v1/users`, { headers: { authorization: 'SSWS x' } });
  expect([response.status, await response.json()]).toEqual([200, []]);
  await okta.close();
});
