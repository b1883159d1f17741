import type { Account, Site, SiteGroup } from '../atlassian/site';
import type { Person } from '../onelogin/company';
import { demoCompany } from './demo-company';
import { jiraAdministrator, siteAdministrator } from './site';

/** Ids of the demo's groups that existed before the app came. */
export const demoGroupIds = {
  siteAdmins: '10000000-0000-4000-a000-000000000001',
  jiraAdministrators: '10000000-0000-4000-a000-000000000002',
  jiraUsers: '10000000-0000-4000-a000-000000000003',
  confluenceUsers: '10000000-0000-4000-a000-000000000004',
  support: '10000000-0000-4000-a000-000000000005',
  payroll: '10000000-0000-4000-a000-000000000006',
} as const;

/** People of the company who have no account here. */
const withoutAccount: ReadonlySet<string> = new Set(['Wanjiru']);
const hiddenEmail: ReadonlySet<string> = new Set(['Yara']);
const inactive: ReadonlySet<string> = new Set(['Quentin']);

/** The account of a person of the demo company, by first name. */
export function demoAccountId(firstname: string): string {
  const index = demoCompany().people.findIndex((person) => person.firstname === firstname);
  if (index < 0) throw new RangeError(`Nobody called ${firstname} works at Lighthouse.`);
  return `712020:20000000-0000-4000-a000-${String(index + 1).padStart(12, '0')}`;
}

/**
 * The site of the demo. "Support" was made by hand before: Nadia is rightly in it, Amelia and the visitor were put there by
 * somebody and are not the app's to remove. "Payroll" belongs to another identity provider. Yara hides her e-mail address,
 * Quentin's account is inactive, Wanjiru has none.
 */
export function demoSite(): Site {
  const staff = demoCompany()
    .people.filter((person) => !withoutAccount.has(person.firstname))
    .map(accountOf);
  const visitor = account(
    'visitor@partner.example',
    'Visiting Consultant',
    '712020:30000000-0000-4000-a000-000000000001',
  );
  const humans = [siteAdministrator, jiraAdministrator, ...staff, visitor];
  return {
    title: 'Lighthouse',
    accounts: [...humans, appAccount, customer],
    groups: groups(
      humans.map((each) => each.accountId),
      visitor.accountId,
    ),
    applications: [
      { key: 'jira-software', name: 'Jira' },
      { key: 'confluence', name: 'Confluence' },
    ],
  };
}

const appAccount: Account = {
  accountId: '557058:40000000-0000-4000-a000-000000000001',
  accountType: 'app',
  displayName: 'User & Group Sync',
  emailVisible: false,
  active: true,
};

/** A customer of the help desk with the address of somebody who works here. */
const customer: Account = {
  ...account('priya@lighthouse.example', 'Priya (customer)', 'qm:50000000-0000-4000-a000-000000000001'),
  accountType: 'customer',
};

function accountOf(person: Person): Account {
  const id = demoAccountId(person.firstname);
  return {
    ...account(
      person.email?.toLowerCase() ?? 'xavier.costa@lighthouse.example',
      `${person.firstname} ${person.lastname}`,
      id,
    ),
    emailVisible: !hiddenEmail.has(person.firstname),
    active: !inactive.has(person.firstname),
  };
}

function account(email: string, displayName: string, accountId: string): Account {
  return { accountId, accountType: 'atlassian', displayName, email, emailVisible: true, active: true };
}

function groups(everybody: readonly string[], visitorId: string): readonly SiteGroup[] {
  const { siteAdmins, jiraAdministrators, jiraUsers, confluenceUsers, support, payroll } = demoGroupIds;
  const admin = siteAdministrator.accountId;
  const jira = ['jira-software'];
  const confluence = ['confluence'];
  return [
    { groupId: siteAdmins, name: 'site-admins', memberIds: [admin], accessType: 'site-admin' },
    {
      groupId: jiraAdministrators,
      name: 'jira-administrators',
      memberIds: [admin, jiraAdministrator.accountId],
      accessType: 'admin',
    },
    {
      groupId: jiraUsers,
      name: 'jira-users',
      memberIds: everybody,
      accessType: 'user',
      applications: jira,
      defaultFor: jira,
    },
    {
      groupId: confluenceUsers,
      name: 'confluence-users',
      memberIds: everybody,
      accessType: 'user',
      applications: confluence,
      defaultFor: confluence,
    },
    {
      groupId: support,
      name: 'Support',
      memberIds: [demoAccountId('Nadia'), demoAccountId('Amelia'), visitorId],
    },
    { groupId: payroll, name: 'Payroll', memberIds: [demoAccountId('Sven')], managedExternally: true },
  ];
}
