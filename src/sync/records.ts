import type { DirectoryGroup, DirectoryRecord, DirectoryUser } from '../domain/directory';
import { createDirectoryUsers, type DirectoryUsers } from '../domain/directory-users';
import { createMemberships, type Memberships } from '../domain/memberships';
import type { ReadingRecords } from '../domain/stores';

/** Everything that was read, before it is known whether it is whole. */
export interface ReadRecords {
  readonly users: DirectoryUsers;
  readonly groups: Map<string, DirectoryGroup>;
  readonly members: Memberships;
  /** Groups whose members changed, the time of it, and whether and until when it was told how (`GroupsRead`). */
  readonly unclear: Map<string, number>;
  readonly told: Map<string, number>;
  /** People to be asked for by id. */
  readonly unclearUsers: Set<string>;
  /** People of whom the directory said that they are gone. */
  readonly gone: Set<string>;
}

/** Nothing yet, or what an earlier read left, which belongs to the read from then on. */
export function startRecords(known?: ReadingRecords): ReadRecords {
  return {
    users: known?.users ?? createDirectoryUsers(),
    groups: known?.groups ?? new Map(),
    members: known?.members ?? createMemberships(),
    unclear: new Map(),
    told: new Map(),
    unclearUsers: new Set(),
    gone: new Set(),
  };
}

/** Adds the records of one page. A record that comes twice counts once; the later one wins. */
export function addRecords(read: ReadRecords, records: readonly DirectoryRecord[]): void {
  for (const record of records) addRecord(read, record);
}

function addRecord(read: ReadRecords, record: DirectoryRecord): void {
  switch (record.type) {
    case 'user':
      return addUser(read, record.user);
    case 'group':
      return void read.groups.set(record.group.id, record.group);
    case 'members':
      return join(read, record);
    case 'members-left':
      return leave(read, record);
    case 'user-gone':
      return removeUser(read, record.userId);
    case 'group-gone':
      return removeGroup(read, record.groupId);
    case 'user-unclear':
      return void read.unclearUsers.add(record.userId);
    case 'members-unclear':
      return doubt(read, record);
  }
}

function addUser(read: ReadRecords, user: DirectoryUser): void {
  read.users.set(read.members.keep(user.id), user);
  read.gone.delete(user.id);
  read.unclearUsers.delete(user.id);
}

/** Their memberships stay noted: a person who is restored comes back with them, and who is not known is no member. */
function removeUser(read: ReadRecords, userId: string): void {
  read.users.delete(userId);
  read.unclearUsers.delete(userId);
  read.gone.add(userId);
}

/** A page may be older than the one before it: the newest change is the one that must be told. */
function doubt(read: ReadRecords, { groupId, changedAtMs }: Told<'members-unclear'>): void {
  read.unclear.set(groupId, Math.max(changedAtMs, read.unclear.get(groupId) ?? changedAtMs));
}

type Told<Type extends DirectoryRecord['type']> = Extract<DirectoryRecord, { readonly type: Type }>;

function leave(read: ReadRecords, record: Told<'members-left'>): void {
  read.members.remove(record.groupId, record.userIds);
  tell(read, record);
}

function join(read: ReadRecords, record: Told<'members'>): void {
  if (record.anew === true) read.members.drop(record.groupId);
  read.members.add(record.groupId, record.userIds);
  // Told by the whole list: whatever changed before is in it.
  tell(read, record.anew === true ? { ...record, atMs: Number.POSITIVE_INFINITY } : record);
}

function tell(
  read: ReadRecords,
  { groupId, atMs }: { readonly groupId: string; readonly atMs?: number },
): void {
  if (atMs !== undefined) read.told.set(groupId, Math.max(atMs, read.told.get(groupId) ?? 0));
}

export function removeGroup(read: ReadRecords, groupId: string): void {
  read.groups.delete(groupId);
  read.members.drop(groupId);
}

/** Groups whose changed members nothing told to the end; a change that was told up to a moment before counts as told. */
export function unclearGroups(read: ReadRecords): readonly string[] {
  return [...read.unclear].flatMap(([groupId, changedAtMs]) =>
    (read.told.get(groupId) ?? Number.NEGATIVE_INFINITY) >= changedAtMs ? [] : [groupId],
  );
}
