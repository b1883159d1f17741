import type { Company, Person } from '../onelogin/company';
import type { Account, Application, Site, SiteGroup } from '../atlassian/site';
import { createRandom, type Random } from './random';

export interface SiteWishes {
  readonly seed: number;
  /** Share of the people without an account, 0 to 1. Default: 0.02. */
  readonly missing?: number;
  /** Share of the accounts whose e-mail address is hidden. Default: 0.02. */
  readonly hidden?: number;
  /** Share of the accounts that are inactive. Default: 0.01. */
  readonly inactive?: number;
  /** Existing groups that have the names of roles already, with some members. Default: 2. */
  readonly adopted?: number;
}

/** The administrator of every generated site; the host acts as this person where nobody is named. */
export const siteAdministrator: Account = {
  accountId: '712020:00000000-0000-4000-a000-000000000001',
  accountType: 'atlassian',
  displayName: 'Site Administrator',
  email: 'admin@example.com',
  emailVisible: true,
  active: true,
};

/** An account whose holder administers Jira and not the site. */
export const jiraAdministrator: Account = {
  accountId: '712020:00000000-0000-4000-a000-000000000002',
  accountType: 'atlassian',
  displayName: 'Jira Administrator',
  email: 'jira-admin@example.com',
  emailVisible: true,
  active: true,
};

const applications: readonly Application[] = [
  { key: 'jira-software', name: 'Jira' },
  { key: 'confluence', name: 'Confluence' },
];

/** The site of a company: accounts for most of its people, apps and customers besides, and the groups that every site has. */
export function generateSite(company: Company, wishes: SiteWishes): Site {
  const random = createRandom(wishes.seed ^ 0x517e);
  const people = accountsOf(company, wishes, random);
  const others = [...machines(random), ...customers(company, random)];
  const all = [siteAdministrator, jiraAdministrator, ...people, ...others];
  return {
    title: `Site of ${company.name}`,
    accounts: all,
    groups: [
      ...usualGroups([siteAdministrator, jiraAdministrator, ...people], random),
      ...adoptedGroups(company, wishes, { random, people }),
    ],
    applications,
  };
}

function accountsOf(company: Company, wishes: SiteWishes, random: Random): readonly Account[] {
  const taken = new Set<string>();
  return company.people.flatMap((person) => {
    const isMissing = random.chance(wishes.missing ?? 0.02);
    const key = person.email?.toLowerCase();
    const account = accountFor(person, wishes, random);
    if (isMissing || key === undefined || taken.has(key)) return [];
    taken.add(key);
    return [account];
  });
}

function accountFor(person: Person, wishes: SiteWishes, random: Random): Account {
  return {
    accountId: `712020:${random.uuid()}`,
    accountType: 'atlassian',
    displayName: `${person.firstname} ${person.lastname}`,
    ...(person.email === undefined ? {} : { email: person.email.toLowerCase() }),
    emailVisible: !random.chance(wishes.hidden ?? 0.02),
    active: !random.chance(wishes.inactive ?? 0.01),
  };
}

function machines(random: Random): readonly Account[] {
  return ['User & Group Sync', 'Automation for Jira', 'Slack'].map((displayName) => ({
    accountId: `557058:${random.uuid()}`,
    accountType: 'app',
    displayName,
    emailVisible: false,
    active: true,
  }));
}

/** Customers of the help desk: one has the same e-mail address as a person of the company. */
function customers(company: Company, random: Random): readonly Account[] {
  const shared = company.people.find((person) => person.email !== undefined)?.email?.toLowerCase();
  const emails = [
    'customer.one@example.org',
    'customer.two@example.org',
    ...(shared === undefined ? [] : [shared]),
  ];
  return emails.map((email, index) => ({
    accountId: `qm:${random.uuid()}`,
    accountType: 'customer',
    displayName: `Customer ${index + 1}`,
    email,
    emailVisible: true,
    active: true,
  }));
}

function usualGroups(people: readonly Account[], random: Random): readonly SiteGroup[] {
  const everybody = people.map((account) => account.accountId);
  const admins = [siteAdministrator.accountId];
  const group = (name: string, memberIds: readonly string[], facts: Partial<SiteGroup> = {}): SiteGroup => ({
    groupId: random.uuid(),
    name,
    memberIds,
    ...facts,
  });
  return [
    group('site-admins', admins, { accessType: 'site-admin' }),
    group('org-admins', admins, { accessType: 'site-admin' }),
    group('jira-administrators', [...admins, jiraAdministrator.accountId], { accessType: 'admin' }),
    group('confluence-administrators', admins, { accessType: 'admin' }),
    group('jira-users', everybody, {
      accessType: 'user',
      applications: ['jira-software'],
      defaultFor: ['jira-software'],
    }),
    group('confluence-users', everybody, {
      accessType: 'user',
      applications: ['confluence'],
      defaultFor: ['confluence'],
    }),
    group('Payroll (Workday)', everybody.slice(2, 8), { managedExternally: true }),
    group('book-club', everybody.slice(4, 10)),
  ];
}

/** Groups that somebody made by hand with the name of a role: half of the right members and one who does not belong. */
function adoptedGroups(
  company: Company,
  wishes: SiteWishes,
  made: { random: Random; people: readonly Account[] },
): readonly SiteGroup[] {
  const byEmail = new Map(made.people.map((account) => [account.email, account.accountId]));
  const emails = new Map(company.people.map((person) => [person.id, person.email?.toLowerCase()]));
  return company.roles.slice(1, 1 + (wishes.adopted ?? 2)).map((role) => {
    const right = role.memberIds.flatMap((id) => byEmail.get(emails.get(id)) ?? []);
    const stranger = made.people.find((account) => !right.includes(account.accountId));
    const half = right.slice(0, Math.ceil(right.length / 2));
    return {
      groupId: made.random.uuid(),
      name: role.name,
      memberIds: [...half, ...(stranger === undefined ? [] : [stranger.accountId])],
    };
  });
}
