import { randomUUID } from 'node:crypto';
import { compact } from '../server/compact';
import type { AccessType, Account, Application, GroupFacts, Site, SiteGroup } from './site';
import { membersOf, openSite, type SiteTables, type VisibleEmail } from './site-tables';

export type NewAccount = Partial<Account> & Pick<Account, 'displayName'>;
export type AccountChange = Partial<Omit<Account, 'accountId'>>;
export type NewGroup = Partial<SiteGroup> & Pick<SiteGroup, 'name'>;
export type GroupChange = Partial<Omit<GroupFacts, 'groupId' | 'accessType'>> & {
  /** `undefined` takes the access away. */
  readonly accessType?: AccessType | undefined;
};

/** The site while it lives. Ids that do not exist throw; names are looked up without case. */
export interface SiteState {
  title(): string;
  applications(): readonly Application[];
  /** In the order in which they came to the site. */
  accounts(): readonly Account[];
  account(accountId: string): Account | undefined;
  /** Accounts whose visible e-mail address begins so, without case. */
  accountsWithVisibleEmail(beginning: string): readonly Account[];
  /** By name. */
  groups(): readonly GroupFacts[];
  group(groupId: string): GroupFacts | undefined;
  groupNamed(name: string): GroupFacts | undefined;
  /** By account id. */
  members(groupId: string, which: 'all' | 'active'): readonly Account[];
  memberCount(groupId: string): number;
  isMember(groupId: string, accountId: string): boolean;
  groupsOf(accountId: string): readonly GroupFacts[];
  isInAccess(accountId: string, accessTypes: readonly AccessType[]): boolean;
  /** The people in a `site-admin` group. */
  siteAdmins(): readonly Account[];
  /** Active people who use the product. */
  seatsTaken(applicationKey: string): number;
  addAccount(account: NewAccount): Account;
  changeAccount(accountId: string, change: AccountChange): Account;
  removeAccount(accountId: string): void;
  addGroup(group: NewGroup): GroupFacts;
  changeGroup(groupId: string, change: GroupChange): GroupFacts;
  removeGroup(groupId: string): void;
  addMember(groupId: string, accountId: string): void;
  removeMember(groupId: string, accountId: string): void;
  snapshot(): Site;
  /** Back to the site of the start, or to another one. */
  reset(site?: Site): void;
}

interface Store {
  readonly start: Site;
  tables: SiteTables;
}

export function createSiteState(site: Site): SiteState {
  const store: Store = { start: site, tables: openSite(site) };
  return {
    ...accountReads(store),
    ...groupReads(store),
    ...accountChanges(store),
    ...groupChanges(store),
    ...whole(store),
  };
}

function whole(store: Store): Pick<SiteState, 'title' | 'applications' | 'snapshot' | 'reset'> {
  return {
    title: () => store.tables.site.title,
    applications: () => store.tables.site.applications,
    snapshot: () => ({
      ...store.tables.site,
      accounts: [...store.tables.accounts.values()],
      groups: [...store.tables.groups.values()].map((row) => ({ ...row.facts, memberIds: [...row.members] })),
    }),
    reset(site = store.start) {
      store.tables = openSite(site);
    },
  };
}

function accountReads(store: Store): Pick<SiteState, 'accounts' | 'account' | 'accountsWithVisibleEmail'> {
  return {
    accounts: () => store.tables.accountList(),
    account: (id) => store.tables.accounts.get(id),
    accountsWithVisibleEmail: (beginning) =>
      withBeginning(store.tables.visibleEmails(), beginning.trim().toLowerCase()),
  };
}

type GroupReads = Pick<
  SiteState,
  | 'groups'
  | 'group'
  | 'groupNamed'
  | 'members'
  | 'memberCount'
  | 'isMember'
  | 'groupsOf'
  | 'isInAccess'
  | 'siteAdmins'
  | 'seatsTaken'
>;

function groupReads(store: Store): GroupReads {
  const groupsOf = (accountId: string) =>
    store.tables.groupIdsOf(accountId).flatMap((id) => store.tables.groups.get(id)?.facts ?? []);
  const people = (matches: (group: GroupFacts) => boolean) => {
    const ids = store.tables.groupIdsInOrder().filter((id) => matches(groupOf(store, id)));
    return new Map(
      ids
        .flatMap((id) => membersOf(store.tables, id, 'active'))
        .map((account) => [account.accountId, account]),
    );
  };
  return {
    groups: () => store.tables.groupIdsInOrder().map((id) => groupOf(store, id)),
    group: (id) => store.tables.groups.get(id)?.facts,
    groupNamed: (name) => store.tables.groups.get(store.tables.groupIdByName(name) ?? '')?.facts,
    members: (groupId, which) => membersOf(store.tables, groupId, which),
    memberCount: (groupId) => store.tables.groups.get(groupId)?.members.size ?? 0,
    isMember: (groupId, accountId) => store.tables.groups.get(groupId)?.members.has(accountId) ?? false,
    groupsOf,
    isInAccess: (accountId, types) =>
      groupsOf(accountId).some((group) => types.some((type) => type === group.accessType)),
    siteAdmins: () => [...people((group) => group.accessType === 'site-admin').values()],
    seatsTaken: (key) => people((group) => group.applications?.includes(key) ?? false).size,
  };
}

function accountChanges(store: Store): Pick<SiteState, 'addAccount' | 'changeAccount' | 'removeAccount'> {
  return {
    addAccount(account) {
      const accountId = account.accountId ?? `712020:${randomUUID()}`;
      const added: Account = {
        accountType: 'atlassian',
        emailVisible: true,
        active: true,
        ...account,
        accountId,
      };
      store.tables.putAccount(added);
      return added;
    },
    changeAccount(accountId, change) {
      const changed = { ...accountOf(store, accountId), ...change };
      store.tables.putAccount(changed);
      return changed;
    },
    removeAccount: (accountId) => store.tables.removeAccount(accountOf(store, accountId).accountId),
  };
}

function groupChanges(
  store: Store,
): Pick<SiteState, 'addGroup' | 'changeGroup' | 'removeGroup' | 'addMember' | 'removeMember'> {
  return {
    addGroup(group) {
      const groupId = group.groupId ?? randomUUID();
      store.tables.putGroup({ memberIds: [], ...group, groupId });
      return groupOf(store, groupId);
    },
    changeGroup(groupId, change) {
      const memberIds = [...(store.tables.groups.get(groupId)?.members ?? [])];
      store.tables.putGroup(compact({ ...groupOf(store, groupId), ...change, memberIds }));
      return groupOf(store, groupId);
    },
    removeGroup: (groupId) => store.tables.removeGroup(groupOf(store, groupId).groupId),
    addMember: (groupId, accountId) =>
      store.tables.setMember({
        groupId: groupOf(store, groupId).groupId,
        accountId: accountOf(store, accountId).accountId,
        how: 'in',
      }),
    removeMember: (groupId, accountId) =>
      store.tables.setMember({ groupId: groupOf(store, groupId).groupId, accountId, how: 'out' }),
  };
}

function accountOf(store: Store, accountId: string): Account {
  const account = store.tables.accounts.get(accountId);
  if (account === undefined) throw new RangeError(`No account ${accountId}.`);
  return account;
}

function groupOf(store: Store, groupId: string): GroupFacts {
  const group = store.tables.groups.get(groupId)?.facts;
  if (group === undefined) throw new RangeError(`No group ${groupId}.`);
  return group;
}

function withBeginning(emails: readonly VisibleEmail[], beginning: string): readonly Account[] {
  const found = emails.slice(firstFrom(emails, beginning), firstFrom(emails, `${beginning}\uffff`));
  return found.map((each) => each.account);
}

/** Where the first address stands that is not before this text, by bisection. */
function firstFrom(emails: readonly VisibleEmail[], text: string): number {
  let [low, high] = [0, emails.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((emails[middle]?.key ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
