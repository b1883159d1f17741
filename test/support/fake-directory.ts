import type { DirectoryGroup, DirectoryRecord, DirectoryUser } from '../../src/domain/directory';
import { FailureError } from '../../src/domain/failure';
import { selectGroups } from '../../src/domain/group-selection';
import type { CallMeter, Connector } from '../../src/domain/ports';
import type { Page } from '../../src/domain/page';
import type { SelectionSettings } from '../../src/domain/selection-settings';

/** A directory that a test changes as it likes. Members are user ids by group id. */
export interface FakeDirectory {
  users: DirectoryUser[];
  groups: DirectoryGroup[];
  members: Record<string, string[]>;
  required: string[];
  pageSize: number;
  /** Called before each page with its stream and start; throw here to fail it, or change the directory under the pages. */
  beforePage: (stream: string, from: number) => void;
  remaining: { calls: number; floor: number; resetMs: number };
  /** What changed, oldest first. A directory that does not tell changes has none. */
  log: DirectoryRecord[] | undefined;
  /** Reads of changes list all people again, as where a query chooses them. */
  listsPeople: boolean;
  /** The directory has forgotten what changed before this place of the log. */
  forgottenBefore: number;
}

export function aUser(id: string, change: Partial<DirectoryUser> = {}): DirectoryUser {
  return {
    id,
    displayName: `Person ${id}`,
    email: `${id}@example.com`,
    status: 'active',
    reportedStatus: 'Active',
    ...change,
  };
}

export function aGroup(name: string, change: Partial<DirectoryGroup> = {}): DirectoryGroup {
  return { id: `role:${name}`, kind: 'role', name, ...change };
}

/** `{ Designers: ['ann', 'bob'] }` makes two people, one role and their memberships. */
export function aDirectory(
  groups: Record<string, readonly string[]>,
  change: Partial<FakeDirectory> = {},
): FakeDirectory {
  const ids = [...new Set(Object.values(groups).flat())];
  return {
    users: ids.map((id) => aUser(id)),
    groups: Object.keys(groups).map((name) => aGroup(name)),
    members: Object.fromEntries(
      Object.entries(groups).map(([name, userIds]) => [`role:${name}`, [...userIds]]),
    ),
    required: [],
    pageSize: 3,
    beforePage: () => undefined,
    remaining: { calls: 1_000, floor: 0, resetMs: 0 },
    log: undefined,
    forgottenBefore: 0,
    listsPeople: false,
    ...change,
  };
}

/** The Connector port over a FakeDirectory, with offset pages that shift when people come and go, as real ones do. */
export function fakeConnector(
  directory: FakeDirectory,
  meter: CallMeter,
  settings: SelectionSettings = { requiredGroups: [] },
): Connector {
  const spend = () => {
    if (directory.remaining.calls <= directory.remaining.floor) {
      throw new FailureError({
        kind: 'retry-later',
        afterMs: directory.remaining.resetMs,
        message: 'Waiting for the hour to end.',
      });
    }
    directory.remaining.calls -= 1;
    meter.request('onelogin');
    meter.remaining('onelogin', { limit: 5_000, remaining: directory.remaining.calls, resetsAtMs: 0 });
  };
  const page = (items: readonly DirectoryRecord[], all: number, from: number): Page<DirectoryRecord> => {
    const next = from + directory.pageSize;
    return next >= all
      ? { items, done: true, total: all }
      : { items, done: false, cursor: String(next), total: all };
  };
  const pageOfChanges = (log: readonly DirectoryRecord[], start: number, from: number) => {
    if (start < directory.forgottenBefore)
      throw new FailureError({ kind: 'changes-lost', message: 'The directory has forgotten what changed.' });
    const next = from + directory.pageSize;
    const items = log.slice(from, next);
    return next >= log.length
      ? { items, done: true as const, mark: String(log.length) }
      : { items, done: false as const, cursor: String(next) };
  };
  return {
    api: 'onelogin',
    test: async () => [],
    checkQueries: async () => undefined,
    changesUnreadable: () =>
      directory.log === undefined ? 'this directory does not tell what changed' : undefined,
    budget: async () => {
      spend();
      return { limit: 5_000, remaining: directory.remaining.calls, resetsAtMs: 0 };
    },
    groupStreams: (since) =>
      since === undefined
        ? [
            { name: 'roles', params: {}, counts: 'group' },
            // Whatever happens from here on is told again by the next read.
            { name: 'changes', params: { mark: String(directory.log?.length ?? 0) }, counts: 'nothing' },
          ]
        : [{ name: 'changes', params: { from: since['changes'] ?? '0' }, counts: 'nothing' }],
    planPeople: async (_, since) =>
      since === undefined
        ? {
            way: 'everybody',
            why: 'There are few people.',
            estimatedCalls: 1,
            streams: [{ name: 'users', params: {}, counts: 'user' }],
          }
        : {
            way: directory.listsPeople ? 'query' : 'changes',
            why: 'Only what changed.',
            estimatedCalls: 1,
            streams: directory.listsPeople
              ? [{ name: 'users', params: {}, counts: 'nothing', lists: 'users' }]
              : [],
          },
    readPage: async (stream, cursor) => {
      const { mark } = stream.params;
      if (mark !== undefined) return { items: [], done: true, mark };
      const start = Number(stream.params['from'] ?? 0);
      const from = Number(cursor ?? start);
      directory.beforePage(stream.name, from);
      spend();
      if (stream.name === 'changes') return pageOfChanges(directory.log ?? [], start, from);
      if (stream.name === 'roles') {
        const groups = directory.groups.slice(from, from + directory.pageSize);
        const records = groups.flatMap((group) => recordsOf(group, directory));
        const listed = page(records, directory.groups.length, from);
        return listed.done ? { ...listed, mark: 'listed' } : listed;
      }
      const users = directory.users.slice(from, from + directory.pageSize);
      return page(userRecords(users), directory.users.length, from);
    },
    readUsers: async (ids) => {
      spend();
      return userRecords(directory.users.filter((user) => ids.includes(user.id)));
    },
    readPerson: async (userId) => {
      spend();
      const user = directory.users.find(({ id }) => id === userId);
      if (user === undefined) return undefined;
      const groups = directory.groups.filter(({ id }) => directory.members[id]?.includes(userId));
      return [
        { type: 'user', user },
        ...groups.flatMap((group): DirectoryRecord[] => [
          { type: 'group', group },
          { type: 'members', groupId: group.id, userIds: [userId] },
        ]),
      ];
    },
    selectGroups: (groups) => {
      const requiredGroups = [...settings.requiredGroups, ...directory.required];
      return selectGroups(groups, { ...settings, requiredGroups }, { isOffered: () => true });
    },
  };
}

function userRecords(users: readonly DirectoryUser[]): readonly DirectoryRecord[] {
  return users.map((user) => ({ type: 'user', user }));
}

function recordsOf(group: DirectoryGroup, directory: FakeDirectory): readonly DirectoryRecord[] {
  return [
    { type: 'group', group },
    { type: 'members', groupId: group.id, userIds: directory.members[group.id] ?? [] },
  ];
}

/** Changes a directory as its administrators do; one that tells changes notes each. */
export function changing(directory: FakeDirectory) {
  const note = (...records: DirectoryRecord[]) => directory.log?.push(...records);
  return {
    user(user: DirectoryUser) {
      directory.users = [...directory.users.filter(({ id }) => id !== user.id), user];
      note({ type: 'user', user });
    },
    removeUser(userId: string) {
      directory.users = directory.users.filter(({ id }) => id !== userId);
      for (const [groupId, userIds] of Object.entries(directory.members))
        directory.members[groupId] = userIds.filter((id) => id !== userId);
      note({ type: 'user-gone', userId });
    },
    group(group: DirectoryGroup) {
      directory.groups = [...directory.groups.filter(({ id }) => id !== group.id), group];
      note({ type: 'group', group });
    },
    removeGroup(groupId: string) {
      directory.groups = directory.groups.filter(({ id }) => id !== groupId);
      delete directory.members[groupId];
      note({ type: 'group-gone', groupId });
    },
    join(groupId: string, userIds: readonly string[]) {
      directory.members[groupId] = [...new Set([...(directory.members[groupId] ?? []), ...userIds])];
      note({ type: 'members', groupId, userIds });
    },
    leave(groupId: string, userIds: readonly string[]) {
      directory.members[groupId] = (directory.members[groupId] ?? []).filter((id) => !userIds.includes(id));
      note({ type: 'members-left', groupId, userIds });
    },
  };
}
