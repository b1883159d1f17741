import pLimit from 'p-limit';
import { unlessDamaged } from '../domain/failure';
import type { DirectoryUser } from '../domain/directory';
import { forgottenPerson } from '../domain/forgotten';
import { createMemberships } from '../domain/memberships';
import type {
  LastTargetGroup,
  Ledger,
  MemoryStore,
  ReadingStore,
  RunData,
  RunNotes,
  RunStore,
} from '../domain/stores';
import { syncRun, type SyncRun } from '../domain/sync-run';
import { withoutPerson } from './without-person';

export interface ForgetDeps {
  readonly memory: MemoryStore;
  readonly readings: ReadingStore;
  readonly runs: RunStore;
  readonly data: RunData;
}

interface Person {
  readonly connectionId: string;
  /** Of the directory; or the account id, also of somebody whom no link leads to any more. */
  readonly userId: string;
}

/** What was stored of the person; all is gone now. */
export interface Forgotten {
  readonly memberships: number;
  readonly rejected: number;
  readonly runs: number;
  /** They were in the directory when it was read last. */
  readonly wasRead: boolean;
  readonly wasLinked: boolean;
  /** Ids and address by which settings may name them. */
  readonly knownAs: readonly string[];
}

/** More runs than are kept of a connection. */
const runsListed = 100;
const runsAtOnce = 4;

/**
 * Removes a person from everything that is stored of a connection, while no run of it is under way (the caller holds its lock). The link goes last,
 * because it says which account is theirs: after a crash, doing it again goes on where it was. Writes only what the person is in.
 *
 * @throws FailureError `stored-data-damaged` where links, ledger, notes or rejections cannot be read
 */
export async function forgetPerson(person: Person, deps: ForgetDeps): Promise<Forgotten> {
  const { connectionId } = person;
  const links = await deps.memory.getLinks(connectionId);
  const link = [...links.people].find((ids) => ids.includes(person.userId));
  const [userId, accountId] = link ?? [person.userId, person.userId];
  const ids = [...new Set([userId, accountId])];
  const runs = await forgetInRuns(connectionId, ids, deps);
  const rejected = await forgetRejected(connectionId, accountId, deps);
  await forgetNotes(connectionId, accountId, deps);
  await forgetLastTarget(connectionId, ids, deps);
  const memberships = await forgetLedger(connectionId, accountId, deps);
  const user = await forgetReading(connectionId, userId, deps);
  if (link !== undefined) {
    const people = new Map([...links.people].filter(([id]) => id !== userId));
    await deps.memory.putLinks(connectionId, { ...links, people });
  }
  const knownAs = user?.email === undefined ? ids : [...ids, user.email];
  return { memberships, rejected, runs, wasRead: user !== undefined, wasLinked: link !== undefined, knownAs };
}

/** How many runs named the person. */
async function forgetInRuns(connectionId: string, ids: readonly string[], deps: ForgetDeps): Promise<number> {
  const limit = pLimit(runsAtOnce);
  const runs = await deps.runs.newest(connectionId, runsListed);
  const named = await Promise.all(runs.map((run) => limit(() => forgetInRun(run, ids, deps))));
  return named.filter(Boolean).length;
}

async function forgetInRun(run: SyncRun, ids: readonly string[], deps: ForgetDeps): Promise<boolean> {
  let isNamed = false;
  for (const name of ['report', 'changes'] as const) {
    const stored = await unlessDamaged(deps.data.get(run.id, name).then((value) => ({ value })));
    // What cannot be read any more may name them, and is of no use to anybody.
    if (stored === undefined) await deps.data.remove(run.id, name);
    else if (stored.value !== undefined) {
      const left = withoutPerson(stored.value, ids);
      if (isSame(left, stored.value)) continue;
      await deps.data.put(run.id, name, left);
      isNamed = true;
    }
  }
  return (await forgetInRecord(run.id, ids, deps)) || isNamed;
}

async function forgetInRecord(runId: string, ids: readonly string[], deps: ForgetDeps): Promise<boolean> {
  const found = await unlessDamaged(deps.runs.get(runId));
  if (found === undefined) return false;
  const { revision, ...run } = found;
  const left = syncRun.parse(withoutPerson(run, ids));
  if (isSame(left, run)) return false;
  await deps.runs.save(left, revision);
  return true;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function forgetRejected(connectionId: string, accountId: string, deps: ForgetDeps): Promise<number> {
  const rejected = await deps.memory.getRejected(connectionId);
  const left = rejected
    .filter((each) => each.accountId !== accountId)
    .map((each) => (each.byAccountId === accountId ? { ...each, byAccountId: forgottenPerson } : each));
  if (!isSame(left, rejected)) await deps.memory.putRejected(connectionId, left);
  return rejected.length - left.length;
}

async function forgetNotes(connectionId: string, accountId: string, deps: ForgetDeps): Promise<void> {
  const notes = await deps.memory.getNotes(connectionId);
  const isKept = [...notes.keptPeople.values()].includes(accountId);
  const isPending = [...notes.pending.values()].some((accounts) => accounts.has(accountId));
  const isAccepted = [...notes.accepted.values()].some(
    ({ putIn, takenOut }) => putIn.has(accountId) || takenOut.has(accountId),
  );
  if (isPending || isAccepted || isKept)
    await deps.memory.putNotes(connectionId, notesWithout(notes, accountId));
}

function notesWithout(notes: RunNotes, accountId: string): RunNotes {
  const others = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => id !== accountId));
  return {
    ...notes,
    keptPeople: new Map([...notes.keptPeople].filter(([, kept]) => kept !== accountId)),
    pending: new Map(
      [...notes.pending].map(([groupId, accounts]) => [groupId, without(accounts, accountId)]),
    ),
    accepted: new Map(
      [...notes.accepted].map(([groupId, { putIn, takenOut }]) => [
        groupId,
        { putIn: others(putIn), takenOut: others(takenOut) },
      ]),
    ),
  };
}

/**
 * The groups that they are in go whole: without them alone, the next run would take them for put in by hand since the last one, and might take them out. Of a
 * group that it has not seen, a run takes everybody for having been there before.
 */
async function forgetLastTarget(
  connectionId: string,
  ids: readonly string[],
  deps: ForgetDeps,
): Promise<void> {
  const last = await deps.memory.getLastTarget(connectionId);
  if (last === undefined) return;
  const isNamed = ({ members, putIn, takenOut }: LastTargetGroup) =>
    ids.some((id) => members.has(id) || putIn.has(id) || takenOut.has(id));
  const groups = new Map([...last.groups].filter(([, group]) => !isNamed(group)));
  const unpaired = last.unpaired.filter(({ userId }) => !ids.includes(userId));
  const paired = new Map([...last.paired].filter(([userId]) => !ids.includes(userId)));
  const gone = (last.gone ?? []).filter((userId) => !ids.includes(userId));
  const isUntouched =
    groups.size === last.groups.size &&
    unpaired.length === last.unpaired.length &&
    paired.size === last.paired.size &&
    gone.length === (last.gone ?? []).length;
  if (isUntouched) return;
  await deps.memory.putLastTarget(connectionId, { ...last, groups, paired, unpaired, gone });
}

/** How many memberships were the app's own. */
async function forgetLedger(connectionId: string, accountId: string, deps: ForgetDeps): Promise<number> {
  const ledger = await deps.memory.getLedger(connectionId);
  const managed = [...ledger.values()].filter((accounts) => accounts.has(accountId)).length;
  if (managed === 0) return 0;
  const left: Ledger = new Map(
    [...ledger].map(([groupId, accounts]) => [groupId, without(accounts, accountId)]),
  );
  await deps.memory.putLedger(connectionId, left);
  return managed;
}

function without<T>(accounts: ReadonlyMap<string, T>, accountId: string): ReadonlyMap<string, T> {
  return new Map([...accounts].filter(([id]) => id !== accountId));
}

/** A reading that cannot be read goes whole; the next run reads everything then. */
async function forgetReading(
  connectionId: string,
  userId: string,
  deps: ForgetDeps,
): Promise<DirectoryUser | undefined> {
  const reading = await deps.readings.get(connectionId);
  const records = reading && (await deps.readings.records(connectionId, reading));
  if (reading === undefined || records === undefined) {
    await deps.readings.remove(connectionId);
    return undefined;
  }
  const { users, members } = records;
  const user = users.get(userId);
  if (user === undefined && ![...members.memberIds()].includes(userId)) return undefined;
  users.delete(userId);
  // Made anew: a list of members keeps the ids of those who have left it.
  const others = createMemberships();
  for (const [groupId, memberIds] of members)
    others.add(
      groupId,
      memberIds.filter((id) => id !== userId),
    );
  await deps.readings.put(connectionId, reading, { ...records, members: others });
  return user;
}
