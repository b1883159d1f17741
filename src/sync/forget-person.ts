import type { DirectoryUser } from '../domain/directory';
import { forgottenPerson } from '../domain/forgotten';
import { createMemberships } from '../domain/memberships';
import type {
  LastTargetGroup,
  Ledger,
  Links,
  MemoryStore,
  ReadingStore,
  RunData,
  RunNotes,
  RunStore,
} from '../domain/stores';
import { awaitedRun, forgetInRuns } from './forget-in-runs';

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
  /** Both of their ids are known. */
  readonly wasPaired: boolean;
  /** Ids and address by which settings may name them. */
  readonly knownAs: readonly string[];
}

/** Nothing was done: the run waits for a second approval beside theirs. */
interface Awaited {
  readonly awaitedRunId: string;
}

/**
 * Removes a person from everything that is stored of a connection, while no run of it is under way (the caller holds its lock). The link goes last,
 * because it says which account is theirs: after a crash, doing it again goes on where it was. Writes only what the person is in.
 *
 * @throws FailureError `stored-data-damaged` where links, ledger, notes or rejections cannot be read; what `forgetInRuns` throws
 */
export async function forgetPerson(person: Person, deps: ForgetDeps): Promise<Forgotten | Awaited> {
  const { connectionId } = person;
  const links = await deps.memory.getLinks(connectionId);
  const pair = linkOf(person.userId, links) ?? (await pairOf(person, links, deps));
  const [userId, accountId] = pair ?? [person.userId, person.userId];
  const ids = [...new Set([userId, accountId])];
  const awaitedRunId = await awaitedRun({ connectionId, ids }, deps);
  if (awaitedRunId !== undefined) return { awaitedRunId };
  // What else says which account is theirs goes before the last: the link keeps it.
  if (pair !== undefined && !links.people.has(userId))
    await deps.memory.putLinks(connectionId, { ...links, people: new Map([...links.people, pair]) });
  const runs = await forgetInRuns({ connectionId, ids }, deps);
  const rejected = await forgetRejected(connectionId, accountId, deps);
  await forgetNotes(connectionId, accountId, deps);
  await forgetLastTarget(connectionId, ids, deps);
  const memberships = await forgetLedger(connectionId, accountId, deps);
  const user = await forgetReading(connectionId, userId, deps);
  if (pair !== undefined) {
    const people = new Map([...links.people].filter(([id]) => id !== userId));
    await deps.memory.putLinks(connectionId, { ...links, people });
  }
  const knownAs = user?.email === undefined ? ids : [...ids, user.email];
  return { memberships, rejected, runs, wasRead: user !== undefined, wasPaired: pair !== undefined, knownAs };
}

/** Their id in the directory and that of their account. */
type Pair = readonly [userId: string, accountId: string];

function linkOf(id: string, { people }: Links): Pair | undefined {
  return [...people].find((pair) => pair.includes(id));
}

/** Of somebody without a link: as a preview paired them, or as the list of people who lose nothing knows them. Never an account that is somebody else's. */
async function pairOf(
  { connectionId, userId: id }: Person,
  links: Links,
  deps: ForgetDeps,
): Promise<Pair | undefined> {
  const paired = (await deps.memory.getLastTarget(connectionId))?.paired ?? new Map<string, string>();
  const { keptPeople } = await deps.memory.getNotes(connectionId);
  const listed = keptPeople.get(id);
  const found =
    [...paired].find((pair) => pair.includes(id)) ??
    (listed === undefined || listed === id ? undefined : ([id, listed] as const));
  return found !== undefined && linkOf(found[1], links) === undefined ? found : undefined;
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
  if (user === undefined && ![...members.memberIds()].includes(userId)) {
    // Sweeps what a crash left of the reading that they were in.
    await deps.readings.put(connectionId, reading);
    return undefined;
  }
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
