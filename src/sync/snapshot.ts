import type { DirectoryGroup, DirectorySnapshot, DirectoryUser } from '../domain/directory';
import { FailureError } from '../domain/failure';
import { neededGroups, type GroupSelection } from '../domain/group-selection';
import { passes } from '../domain/pattern';
import type { PeopleRules } from '../domain/people-rules';
import type { ReadStream } from '../domain/ports';
import { passesConditions } from './conditions';
import { unclearGroups, type ReadRecords } from './records';

/** A stream that has been read, page by page. */
export interface ReadStreamState {
  readonly stream: ReadStream;
  readonly done: boolean;
  /** The totals that its first and its last page named. */
  readonly firstTotal?: number;
  readonly lastTotal?: number;
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
 * The only maker of a DirectorySnapshot. Refuses streams that are not done, changes that were not told, and reads without people or groups: an
 * empty answer is no reason to take anything from anybody.
 *
 * @throws FailureError `incomplete-read`, `empty-read`, or `settings-rejected` for a required or excluded group that does not exist
 */
export function buildSnapshot(read: ReadRecords, how: SnapshotInput): DirectorySnapshot {
  refusePartial(read, how);
  refuseUnknown(how.selection);
  refuseEmpty(read, how.selection);
  const members = memberLists(read, how.rules);
  const groups = new Map(how.selection.synchronised.map((group) => [group.id, group]));
  return {
    readAtMs: how.readAtMs,
    users: read.users,
    groups,
    members: new Map([...groups.keys()].map((groupId) => [groupId, members(groupId)])),
    scope: scopeOf(read.users, { ...how, members }),
  };
}

export interface SnapshotInput {
  readonly streams: readonly ReadStreamState[];
  readonly selection: GroupSelection;
  readonly rules: PeopleRules;
  readonly readAtMs: number;
}

function refusePartial(read: ReadRecords, { streams, selection }: SnapshotInput): void {
  const needed = new Set(neededGroups(selection).map((group) => group.id));
  const isPartial =
    streams.length === 0 ||
    streams.some((state) => !state.done) ||
    read.unclearUsers.size > 0 ||
    unclearGroups(read).some((groupId) => needed.has(groupId));
  if (!isPartial) return;
  throw new FailureError({
    kind: 'incomplete-read',
    message: 'The directory was not read to its end. Nothing was changed.',
  });
}

/** A name that means nothing here must not mean everybody. */
function refuseUnknown({ unknownRequired, unknownExcluded = [] }: GroupSelection): void {
  const [names, what, field] =
    unknownRequired.length > 0
      ? [unknownRequired, 'required', 'requiredGroups']
      : [unknownExcluded, 'excluded', 'excludedGroups'];
  if (names.length === 0) return;
  throw new FailureError({
    kind: 'settings-rejected',
    field: `configuration.settings.${field}`,
    message: `No group in the directory is called ${names.map((name) => `"${name}"`).join(', ')}. Correct the ${what} groups and run again; nothing was changed.`,
  });
}

function refuseEmpty(read: ReadRecords, { synchronised }: GroupSelection): void {
  if (read.users.size === 0)
    throw empty('The directory answered with no people at all. Nothing was changed.');
  if (synchronised.length === 0) {
    throw empty(
      'The directory answered with no group to synchronise. Check which groups take part, and the filter on their names; nothing was changed.',
    );
  }
}

export type MembersOf = (groupId: string) => readonly string[];

/** Members who are known people; with nested groups flattened, those of groups in the group as well. */
export function memberLists(
  read: Pick<ReadRecords, 'users' | 'groups' | 'members'>,
  { nestedGroups }: Pick<PeopleRules, 'nestedGroups'>,
): MembersOf {
  const collect = (groupId: string, into: Set<string>, seen: Set<string>): void => {
    seen.add(groupId);
    for (const id of read.members.get(groupId) ?? []) {
      if (read.users.has(id)) into.add(id);
      else if (read.groups.has(id) && !seen.has(id)) collect(id, into, seen);
    }
  };
  return (groupId) => {
    const direct = read.members.get(groupId) ?? [];
    if (nestedGroups === 'ignore') return direct.filter((id) => read.users.has(id));
    const members = new Set<string>();
    collect(groupId, members, new Set());
    return [...members];
  };
}

type ScopeInput = Pick<SnapshotInput, 'selection' | 'rules'> & { readonly members: MembersOf };

function scopeOf(users: ReadRecords['users'], input: ScopeInput): DirectorySnapshot['scope'] {
  const tests = scopeTests(input);
  if (tests.length === 0) return { kind: 'everybody' };
  const userIds = new Set<string>();
  for (const user of users.values()) if (tests.every(({ lets }) => lets(user))) userIds.add(user.id);
  if (userIds.size === 0) throw empty('The filters and conditions leave nobody. Nothing was changed.');
  return { kind: 'members', userIds };
}

/** What lets a person in, or keeps them out. */
export interface ScopeTest {
  readonly rule: 'required-groups' | 'excluded-groups' | 'emails' | 'guests' | 'conditions';
  readonly lets: (user: DirectoryUser) => boolean;
}

/** What a person must pass to take part, in the order in which it is looked at; none: everybody does. */
export function scopeTests(input: ScopeInput): readonly ScopeTest[] {
  const { selection, rules } = input;
  const required = requiredIds(input);
  if (required?.size === 0) throw empty('Nobody is in the required groups any more. Nothing was changed.');
  const excluded = peopleIn(selection.excluded ?? [], input.members);
  const tests: (ScopeTest | undefined)[] = [
    required && { rule: 'required-groups', lets: ({ id }) => required.has(id) },
    excluded.size === 0 ? undefined : { rule: 'excluded-groups', lets: ({ id }) => !excluded.has(id) },
    rules.emails && { rule: 'emails', lets: ({ email }) => passes(rules.emails, email) },
    rules.guests === 'include' ? undefined : { rule: 'guests', lets: ({ guest }) => guest !== true },
    rules.conditions.some(({ effect }) => effect.kind !== 'grant')
      ? { rule: 'conditions', lets: (user) => passesConditions(user, rules.conditions) }
      : undefined,
  ];
  return tests.filter((test) => test !== undefined);
}

function requiredIds({ selection, members }: ScopeInput): ReadonlySet<string> | undefined {
  if (selection.required === undefined) return undefined;
  if (selection.requiredEach === undefined) return peopleIn(selection.required, members);
  const [first = new Set<string>(), ...others] = selection.requiredEach.map((groups) =>
    peopleIn(groups, members),
  );
  return new Set([...first].filter((id) => others.every((people) => people.has(id))));
}

function peopleIn(groups: readonly DirectoryGroup[], members: MembersOf): ReadonlySet<string> {
  return new Set(groups.flatMap((group) => members(group.id)));
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
