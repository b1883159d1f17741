import {
  demoAccountId,
  demoCompany,
  demoGroupIds,
  demoRoleIds,
  demoSite,
  generateCompany,
  generateSite,
  siteAdministrator,
} from '../../../dev/simulators';

const company = generateCompany({ users: 1000, groups: 50, seed: 7 });
const site = generateSite(company, { seed: 7 });

describe('a generated company', () => {
  test('is the same for the same seed and another for another', () => {
    expect(generateCompany({ users: 1000, groups: 50, seed: 7 })).toEqual(company);
    expect(generateCompany({ users: 1000, groups: 50, seed: 8 })).not.toEqual(company);
  });

  test('has as many people and roles as asked, none of them twice', () => {
    expect(new Set(company.people.map((person) => person.id)).size).toBe(1000);
    expect(new Set(company.roles.map((role) => role.name)).size).toBe(50);
    for (const role of company.roles) expect(new Set(role.memberIds).size).toBe(role.memberIds.length);
  });

  test('has every status, people without an address and some who share one', () => {
    expect(new Set(company.people.map((person) => person.status))).toEqual(new Set([0, 1, 2, 3, 4, 5, 7, 8]));
    expect(new Set(company.people.map((person) => person.state))).toEqual(new Set([0, 1, 2, 3]));
    const emails = company.people.flatMap((person) => person.email?.toLowerCase() ?? []);
    expect(emails.length).toBeLessThan(1000);
    expect(new Set(emails).size).toBeLessThan(emails.length);
    expect(
      company.people.some((person) => /\p{Script=Cyrillic}|\p{Script=Han}/u.test(person.firstname)),
    ).toBe(true);
  });

  test('has every status from 200 people on, whatever the seed', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { people } = generateCompany({ users: 200, groups: 5, seed });
      expect(new Set(people.map((person) => person.status)).size).toBe(8);
    }
  });

  test('has about five roles a person, a few large ones and many small ones', () => {
    const sizes = company.roles.map((role) => role.memberIds.length).toSorted((a, b) => b - a);
    const memberships = sizes.reduce((sum, size) => sum + size, 0);
    expect(memberships / 1000).toBeGreaterThan(4);
    expect(memberships / 1000).toBeLessThan(6);
    expect(sizes[0] ?? 0).toBeGreaterThan(5 * (sizes[25] ?? 0));
    expect(sizes.at(-1) ?? 0).toBeGreaterThan(0);
  });

  test('has distinguished names with escaped commas', () => {
    const names = company.people.flatMap((person) => person.memberOf);
    expect(names.some((name) => /^CN=[^,]+\\,[^,]+,OU=/.test(name))).toBe(true);
    expect(
      names.every((name) => name.endsWith(',OU=Groups,DC=corp,DC=example,DC=com') && !name.includes(';')),
    ).toBe(true);
  });

  test('may be empty', () => {
    const nobody = generateCompany({ users: 0, groups: 0, seed: 1 });
    expect([nobody.people, nobody.roles]).toEqual([[], []]);
    expect(generateSite(nobody, { seed: 1 }).groups.length).toBeGreaterThan(4);
  });
});

describe('a generated site', () => {
  test('is the same for the same seed', () => {
    expect(generateSite(company, { seed: 7 })).toEqual(site);
  });

  test('knows most of the people, hides some addresses and has some inactive accounts', () => {
    const people = site.accounts.filter((account) => account.accountType === 'atlassian');
    expect(people.length).toBeGreaterThan(930);
    expect(people.length).toBeLessThan(1000);
    expect(people.filter((account) => !account.emailVisible).length).toBeGreaterThan(3);
    expect(people.filter((account) => !account.active).length).toBeGreaterThan(2);
    expect(new Set(site.accounts.map((account) => account.accountId)).size).toBe(site.accounts.length);
  });

  test('gives as many accounts, hidden addresses and inactive people as wished', () => {
    const whole = generateSite(company, { seed: 7, missing: 0, hidden: 1, inactive: 0 });
    const people = whole.accounts.filter(
      (account) => account.accountId.startsWith('712020:') && !account.displayName.endsWith('Administrator'),
    );
    const addresses = new Set(company.people.flatMap((person) => person.email?.toLowerCase() ?? []));
    expect(people).toHaveLength(addresses.size);
    expect(people.every((account) => !account.emailVisible && account.active)).toBe(true);
  });

  test('has the groups of every site and some with the names of roles', () => {
    const byName = new Map(site.groups.map((group) => [group.name, group]));
    expect(byName.get('site-admins')).toMatchObject({
      accessType: 'site-admin',
      memberIds: [siteAdministrator.accountId],
    });
    expect(byName.get('jira-administrators')?.accessType).toBe('admin');
    expect(byName.get('jira-users')?.defaultFor).toEqual(['jira-software']);
    expect(site.groups.filter((group) => group.managedExternally)).toHaveLength(1);
    expect(
      site.groups.filter((group) => company.roles.some((role) => role.name === group.name)),
    ).toHaveLength(2);
  });
});

describe('the demo', () => {
  test('has a leaver, a locked person, somebody without an account and somebody without an address', () => {
    const people = new Map(demoCompany().people.map((person) => [person.firstname, person]));
    const accounts = new Set(demoSite().accounts.map((account) => account.accountId));
    expect(people.get('Marek')?.status).toBe(2);
    expect(people.get('Farid')?.status).toBe(3);
    expect(people.get('Xavier')).not.toHaveProperty('email');
    expect(accounts.has(demoAccountId('Wanjiru'))).toBe(false);
    expect(accounts.has(demoAccountId('Marek'))).toBe(true);
    expect(new Set(demoCompany().people.map((person) => person.email)).size).toBe(people.size);
  });

  test('has a group made by hand with members whom the directory does not name', () => {
    const support = demoSite().groups.find((group) => group.groupId === demoGroupIds.support);
    const role = demoCompany().roles.find((each) => each.id === demoRoleIds.support);
    const [nadia, amelia] = ['Nadia', 'Amelia'].map(
      (name) => demoCompany().people.find((person) => person.firstname === name)?.id,
    );
    expect(support?.memberIds).toEqual(
      expect.arrayContaining([demoAccountId('Nadia'), demoAccountId('Amelia')]),
    );
    expect(role?.memberIds).toContain(nadia);
    expect(role?.memberIds).not.toContain(amelia);
  });

  test('every address is written in plain letters', () => {
    const emails = demoCompany().people.flatMap((person) => person.email ?? []);
    expect(emails).toHaveLength(demoCompany().people.length - 1);
    expect(emails.filter((email) => !/^[a-z]+@lighthouse\.example$/i.test(email))).toEqual([]);
  });
});
