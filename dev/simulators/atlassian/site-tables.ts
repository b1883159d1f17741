import type { Account, GroupFacts, Site, SiteGroup } from './site';

/** A group without its members as a list: those are a set, with ordered copies made when asked for. */
interface GroupRow {
  readonly facts: GroupFacts;
  readonly members: Set<string>;
  ordered:
    | { readonly version: number; readonly all: readonly Account[]; readonly active: readonly Account[] }
    | undefined;
}

interface Move {
  readonly groupId: string;
  readonly accountId: string;
  readonly how: 'in' | 'out';
}

/** The indexes under a site's state. */
export interface SiteTables {
  readonly site: Site;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly groups: ReadonlyMap<string, GroupRow>;
  /** Grows with each change of an account. */
  version(): number;
  accountList(): readonly Account[];
  /** Visible addresses in small letters, ascending, for finding by their beginning. */
  visibleEmails(): readonly VisibleEmail[];
  groupIdsInOrder(): readonly string[];
  groupIdByName(name: string): string | undefined;
  groupIdsOf(accountId: string): readonly string[];
  putAccount(account: Account): void;
  removeAccount(accountId: string): void;
  putGroup(group: SiteGroup): void;
  removeGroup(groupId: string): void;
  setMember(move: Move): void;
}

export interface VisibleEmail {
  readonly key: string;
  readonly account: Account;
}

interface Data {
  readonly accounts: Map<string, Account>;
  readonly groups: Map<string, GroupRow>;
  readonly groupsByName: Map<string, string>;
  readonly groupsByAccount: Map<string, Set<string>>;
  version: number;
  list: readonly Account[] | undefined;
  emails: readonly VisibleEmail[] | undefined;
  groupOrder: readonly string[] | undefined;
}

export function openSite(site: Site): SiteTables {
  const data: Data = {
    accounts: new Map(site.accounts.map((account) => [account.accountId, account])),
    groups: new Map(),
    groupsByName: new Map(),
    groupsByAccount: new Map(),
    version: 0,
    list: undefined,
    emails: undefined,
    groupOrder: undefined,
  };
  for (const group of site.groups) putGroup(data, group);
  return { site, accounts: data.accounts, groups: data.groups, ...lookups(data), ...changes(data) };
}

/** Members by account id. */
export function membersOf(tables: SiteTables, groupId: string, which: 'all' | 'active'): readonly Account[] {
  const row = tables.groups.get(groupId);
  if (row === undefined) return [];
  if (row.ordered === undefined || row.ordered.version !== tables.version()) {
    const all = [...row.members].toSorted().flatMap((id) => tables.accounts.get(id) ?? []);
    row.ordered = { version: tables.version(), all, active: all.filter((account) => account.active) };
  }
  return row.ordered[which];
}

type Lookups = Pick<
  SiteTables,
  'version' | 'accountList' | 'visibleEmails' | 'groupIdsInOrder' | 'groupIdByName' | 'groupIdsOf'
>;

function lookups(data: Data): Lookups {
  return {
    version: () => data.version,
    accountList: () => (data.list ??= [...data.accounts.values()]),
    visibleEmails: () => (data.emails ??= byVisibleEmail(data.accounts.values())),
    groupIdsInOrder: () => (data.groupOrder ??= orderedGroups(data)),
    groupIdByName: (name) => data.groupsByName.get(nameKey(name)),
    groupIdsOf: (accountId) => [...(data.groupsByAccount.get(accountId) ?? [])],
  };
}

function changes(
  data: Data,
): Pick<SiteTables, 'putAccount' | 'removeAccount' | 'putGroup' | 'removeGroup' | 'setMember'> {
  return {
    putAccount(account) {
      data.accounts.set(account.accountId, account);
      forgetAccounts(data);
    },
    removeAccount(accountId) {
      for (const groupId of data.groupsByAccount.get(accountId) ?? [])
        setMember(data, { groupId, accountId, how: 'out' });
      data.groupsByAccount.delete(accountId);
      data.accounts.delete(accountId);
      forgetAccounts(data);
    },
    putGroup: (group) => putGroup(data, group),
    removeGroup: (groupId) => removeGroup(data, groupId),
    setMember: (move) => setMember(data, move),
  };
}

function forgetAccounts(data: Data): void {
  data.version += 1;
  data.list = undefined;
  data.emails = undefined;
}

function putGroup(data: Data, group: SiteGroup): void {
  removeGroup(data, group.groupId);
  const { memberIds, ...facts } = group;
  data.groups.set(group.groupId, { facts, members: new Set(), ordered: undefined });
  data.groupsByName.set(nameKey(group.name), group.groupId);
  data.groupOrder = undefined;
  for (const accountId of memberIds) setMember(data, { groupId: group.groupId, accountId, how: 'in' });
}

function removeGroup(data: Data, groupId: string): void {
  const row = data.groups.get(groupId);
  if (row === undefined) return;
  for (const accountId of row.members) data.groupsByAccount.get(accountId)?.delete(groupId);
  data.groupsByName.delete(nameKey(row.facts.name));
  data.groups.delete(groupId);
  data.groupOrder = undefined;
}

function setMember(data: Data, move: Move): void {
  const row = data.groups.get(move.groupId);
  if (row === undefined) return;
  row.ordered = undefined;
  const groupIds = data.groupsByAccount.get(move.accountId) ?? new Set<string>();
  data.groupsByAccount.set(move.accountId, groupIds);
  if (move.how === 'in') {
    row.members.add(move.accountId);
    groupIds.add(move.groupId);
    return;
  }
  row.members.delete(move.accountId);
  groupIds.delete(move.groupId);
}

function byVisibleEmail(accounts: Iterable<Account>): readonly VisibleEmail[] {
  const found = [...accounts].flatMap((account) =>
    account.email === undefined || !account.emailVisible
      ? []
      : [{ key: account.email.trim().toLowerCase(), account }],
  );
  return found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function orderedGroups(data: Data): readonly string[] {
  const keyed = [...data.groups].map(([id, row]) => ({ id, key: nameKey(row.facts.name) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id);
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}
