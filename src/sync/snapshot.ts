import type { DirectoryGroup, DirectoryRecord, DirectorySnapshot, DirectoryUser } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { GroupSelection, ReadStream } from '../domain/ports';

/** A stream that has been read, page by page. */
export interface ReadStreamState {
  readonly stream: ReadStream;
  readonly done: boolean;
  /** The totals that its first and its last page named. */
  readonly firstTotal?: number;
  readonly lastTotal?: number;
}

/** Everything that was read, before it is known whether it is whole. */
export interface ReadRecords {
  readonly users: Map<string, DirectoryUser>;
  readonly groups: Map<string, DirectoryGroup>;
  readonly members: Map<string, Set<string>>;
}

export function emptyRecords(): ReadRecords {
  return { users: new Map(), groups: new Map(), members: new Map() };
}

/** Adds the records of one page. A record that comes twice counts once; the later one wins. */
export function addRecords(read: ReadRecords, records: readonly DirectoryRecord[]): void {
  for (const record of records) {
    if (record.type === 'user') read.users.set(record.user.id, record.user);
    else if (record.type === 'group') read.groups.set(record.group.id, record.group);
    else addMembers(read.members, record);
  }
}

function addMembers(
  members: Map<string, Set<string>>,
  piece: { readonly groupId: string; readonly userIds: readonly string[] },
): void {
  const present = members.get(piece.groupId) ?? new Set();
  for (const userId of piece.userIds) present.add(userId);
  members.set(piece.groupId, present);
}

/**
 * Says whether a finished stream can be trusted: the total that the API names stayed the same and equals the distinct records. When it
 * does not, people came or went under the pages and one may have slipped between two of them.
 */
export function addsUp(state: ReadStreamState, distinct: number): boolean {
  if (state.stream.counts === 'nothing' || state.lastTotal === undefined) return true;
  return state.firstTotal === state.lastTotal && state.lastTotal === distinct;
}

/**
 * The only maker of a DirectorySnapshot. Refuses streams that are not done, and reads without people or groups: an empty answer is
 * no reason to take anything from anybody.
 *
 * @throws FailureError `incomplete-read`, `empty-read`, or `settings-rejected` for a required group that does not exist
 */
export function buildSnapshot(read: ReadRecords, how: SnapshotInput): DirectorySnapshot {
  if (how.streams.length === 0 || how.streams.some((state) => !state.done)) {
    throw new FailureError({
      kind: 'incomplete-read',
      message: 'The directory was not read to its end. Nothing was changed.',
    });
  }
  refuseEmpty(read, how);
  const scope = scopeOf(read, how.selection);
  const members = new Map<string, readonly string[]>();
  for (const group of how.selection.synchronised) {
    const known = [...(read.members.get(group.id) ?? [])].filter((userId) => read.users.has(userId));
    members.set(group.id, known);
  }
  const groups = new Map(how.selection.synchronised.map((group) => [group.id, group]));
  return { readAtMs: how.readAtMs, users: read.users, groups, members, scope };
}

export interface SnapshotInput {
  readonly streams: readonly ReadStreamState[];
  readonly selection: GroupSelection;
  readonly readAtMs: number;
}

function refuseEmpty(read: ReadRecords, how: SnapshotInput): void {
  const unknown = how.selection.unknownRequired;
  if (unknown.length > 0) {
    throw new FailureError({
      kind: 'settings-rejected',
      field: 'configuration.settings.requiredGroups',
      message: `No group in the directory is called ${unknown.map((name) => `"${name}"`).join(', ')}. Correct the required groups and run again; nothing was changed.`,
    });
  }
  if (read.users.size === 0)
    throw empty('The directory answered with no people at all. Nothing was changed.');
  if (how.selection.synchronised.length === 0) {
    throw empty(
      'The directory answered with no group to synchronise. Check what to sync; nothing was changed.',
    );
  }
}

function scopeOf(read: ReadRecords, selection: GroupSelection): DirectorySnapshot['scope'] {
  if (selection.required === undefined) return { kind: 'everybody' };
  const userIds = new Set<string>();
  for (const group of selection.required) {
    for (const userId of read.members.get(group.id) ?? []) if (read.users.has(userId)) userIds.add(userId);
  }
  if (userIds.size === 0) throw empty('Nobody is in the required groups any more. Nothing was changed.');
  return { kind: 'members', userIds };
}

function empty(message: string): FailureError {
  return new FailureError({
    kind: 'empty-read',
    message: `${message} If this is right, empty the Atlassian groups by hand or delete the connector.`,
  });
}

/** Whether a person takes part: in scope, and active. */
export function takesPart(snapshot: DirectorySnapshot, user: DirectoryUser): boolean {
  return (
    user.status === 'active' && (snapshot.scope.kind === 'everybody' || snapshot.scope.userIds.has(user.id))
  );
}
