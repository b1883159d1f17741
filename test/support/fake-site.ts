import { emailKey } from '../../src/domain/directory';
import { FailureError } from '../../src/domain/failure';
import type { CallMeter, Target } from '../../src/domain/ports';
import type { AtlassianAccount, ChangeOutcome, SeatPool, TargetGroup } from '../../src/domain/target';

/** A site that a test changes as it likes. Members are account ids by group name. */
export interface FakeSite {
  accounts: AtlassianAccount[];
  groups: (TargetGroup & { members: Set<string> })[];
  pageSize: number;
  /** Every write that reached the site, in order. */
  writes: string[];
  /** Called before each write; throw here, or answer with an outcome of the test's own. */
  beforeWrite: (write: string) => ChangeOutcome | undefined;
  /** Called before each page of members; move the clock here, or throw. */
  beforeRead: () => void;
  nextId: number;
  /** Absent: the site does not tell. */
  seats?: readonly SeatPool[];
}

export function aSite(groups: Record<string, readonly string[]>, people: readonly string[]): FakeSite {
  return {
    accounts: people.map((id) => anAccount(id)),
    groups: Object.entries(groups).map(([name, members]) => ({
      id: `id-${name}`,
      name,
      members: new Set(members),
    })),
    pageSize: 2,
    writes: [],
    beforeWrite: () => undefined,
    beforeRead: () => undefined,
    nextId: 1,
  };
}

export function anAccount(id: string, change: Partial<AtlassianAccount> = {}): AtlassianAccount {
  return { accountId: `acc-${id}`, displayName: id, email: `${id}@example.com`, active: true, ...change };
}

export function membersOf(site: FakeSite, name: string): readonly string[] | undefined {
  const group = site.groups.find((each) => each.name === name);
  return group === undefined ? undefined : [...group.members].toSorted();
}

export function fakeTarget(site: FakeSite, meter: CallMeter): Target {
  const group = (id: string) => {
    const found = site.groups.find((each) => each.id === id);
    if (found === undefined)
      throw new FailureError({ kind: 'item-rejected', message: `The group ${id} does not exist.` });
    return found;
  };
  const change = (verb: 'add' | 'remove', groupId: string, accountId: string): ChangeOutcome => {
    meter.request('jira');
    const write = `${verb} ${accountId} ${group(groupId).name}`;
    const early = site.beforeWrite(write);
    if (early !== undefined) return early;
    const { members } = group(groupId);
    const isThere = members.has(accountId);
    if (isThere === (verb === 'add')) return { kind: 'already-so' };
    site.writes.push(write);
    if (verb === 'add') members.add(accountId);
    else members.delete(accountId);
    return { kind: 'applied' };
  };
  return {
    checkAccess: async () => [],
    findGroups: async ({ ids, names }) => {
      meter.request('jira');
      const wanted = new Set(names.map((name) => name.toLowerCase()));
      return site.groups
        .filter((each) => ids.includes(each.id) || wanted.has(each.name.toLowerCase()))
        .map(({ id, name, protection }) => ({
          id,
          name,
          ...(protection === undefined ? {} : { protection }),
        }));
    },
    readMembers: async (groupId, cursor) => {
      meter.request('jira');
      await Promise.resolve();
      site.beforeRead();
      const from = Number(cursor ?? 0);
      const all = [...group(groupId).members];
      const items = all.slice(from, from + site.pageSize);
      const next = from + site.pageSize;
      return next >= all.length ? { items, done: true } : { items, done: false, cursor: String(next) };
    },
    listAccounts: async (cursor) => {
      meter.request('jira');
      const from = Number(cursor ?? 0);
      const items = site.accounts.slice(from, from + 50);
      return items.length === 0 ? { items, done: true } : { items, done: false, cursor: String(from + 50) };
    },
    findAccounts: async (email) => {
      meter.request('jira');
      return site.accounts.filter(
        (account) => account.email !== undefined && emailKey(account.email) === emailKey(email),
      );
    },
    createGroup: async (name) => {
      meter.request('jira');
      const early = site.beforeWrite(`create ${name}`);
      if (early?.kind === 'rejected') return { kind: 'rejected', reason: early.reason };
      const present = site.groups.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (present !== undefined) return { kind: 'exists', group: { id: present.id, name: present.name } };
      site.writes.push(`create ${name}`);
      const created = { id: `made-${site.nextId}`, name, members: new Set<string>() };
      site.nextId += 1;
      site.groups.push(created);
      return { kind: 'created', group: { id: created.id, name } };
    },
    addMember: async (groupId, accountId) => change('add', groupId, accountId),
    removeMember: async (groupId, accountId) => change('remove', groupId, accountId),
    seats: async () => site.seats,
  };
}
