import { FailureError } from '../domain/failure';
import { changeKey, type Change, type SyncPlan, type Verdict } from '../domain/plan';
import type { Target } from '../domain/ports';
import { changesOf } from './plan-hash';
import type { JournalEntry, PlanDocument } from './run-documents';
import { verdictOf } from './verdict';
import type { Slice } from './slice';

/** Changes in one piece of the journal. */
export const pieceLength = 500;
/** After so many changes in a row that could not be sent, the site is taken for unreachable. */
const unavailableAtMost = 3;

interface Apply {
  readonly slice: Slice;
  readonly target: Target;
  readonly plan: SyncPlan;
  readonly verdict: Verdict;
  readonly groupIds: Map<number, string>;
  entries: JournalEntry[];
  piece: number;
  /** Whether the journal says that the next change is about to be done. */
  intended: boolean;
  unavailable: number;
}

/**
 * Applies the plan, one change at a time: the change, then its outcome, then the next. The journal says before each change that it is about to
 * be done, so that a slice which takes over can tell its predecessor's addition from one made by hand.
 *
 * False when the slice must end before the plan does.
 */
export async function applyPlan(slice: Slice, document: PlanDocument, target: Target): Promise<boolean> {
  const apply: Apply = {
    slice,
    target,
    plan: document.plan,
    verdict: verdictOf(document),
    groupIds: existingIds(document.plan),
    entries: [],
    piece: 0,
    intended: false,
    unavailable: 0,
  };
  const changes = [...changesOf(document.plan)];
  const from = await takeUp(apply, changes);
  apply.intended = from.repeated;
  for (let place = from.place; place < changes.length; place += 1) {
    const change = changes[place];
    if (change === undefined) break;
    if (slice.mustEnd()) {
      await intend(apply, false);
      return false;
    }
    await one(apply, { change, next: changes[place + 1], repeated: place === from.place && from.repeated });
    slice.progress({ changesDone: place + 1, changesToDo: changes.length });
    await slice.beat();
  }
  return true;
}

/** Every entry, in the order of the changes, and whether the change behind the last was begun. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  readonly intent: boolean;
}

export async function readJournal(slice: Pick<Slice, 'documents'>): Promise<Journal> {
  const entries: JournalEntry[] = [];
  for (let index = 0; ; index += 1) {
    const piece = await slice.documents.getJournal(index);
    if (piece === undefined) return { entries, intent: false };
    entries.push(...piece.entries);
    if (piece.entries.length < pieceLength) return { entries, intent: piece.intent };
  }
}

/** Where the journal ends, and whether the change there was begun. */
async function takeUp(
  apply: Apply,
  changes: readonly Change[],
): Promise<{ readonly place: number; readonly repeated: boolean }> {
  const { entries, intent } = await readJournal(apply.slice);
  for (const [place, entry] of entries.entries()) {
    const change = changes[place];
    const groupId = groupIdIn(entry);
    if (change !== undefined && groupId !== undefined) apply.groupIds.set(change.groupIndex, groupId);
  }
  apply.piece = Math.floor(entries.length / pieceLength);
  apply.entries = entries.slice(apply.piece * pieceLength);
  return { place: entries.length, repeated: intent };
}

interface Step {
  readonly change: Change;
  readonly next: Change | undefined;
  /** Begun by a slice that did not live to note how it went. */
  readonly repeated: boolean;
}

async function one(apply: Apply, { change, next, repeated }: Step): Promise<void> {
  const runs = next !== undefined && !isHeld(next, apply);
  if (isHeld(change, apply)) return record(apply, 'h', runs);
  await intend(apply, true);
  await record(apply, await outcomeOf(apply, change, repeated), runs);
}

/** A group that is to be created waits with those who are to be in it: an empty one would be another group than was shown. */
export function isHeld(change: Change, { plan, verdict }: Pick<Apply, 'plan' | 'verdict'>): boolean {
  const held = change.kind === 'remove-member' ? verdict.heldRemovals : verdict.heldAdditions;
  if (!held.has(change.groupIndex)) return false;
  const group = plan.groups[change.groupIndex];
  if (group === undefined || verdict.approved.size === 0) return true;
  const isApproved = (kind: 'add' | 'remove', accountId: string) =>
    verdict.approved.has(changeKey(group.group, kind, accountId));
  if (change.kind === 'create-group') return !group.add.some((accountId) => isApproved('add', accountId));
  return !isApproved(change.kind === 'add-member' ? 'add' : 'remove', change.accountId);
}

/** Notes an outcome and, in the same write, that the next change is about to be done. */
async function record(apply: Apply, entry: JournalEntry, nextRuns: boolean): Promise<void> {
  apply.entries.push(entry);
  const isFull = apply.entries.length === pieceLength;
  apply.intended = nextRuns && !isFull;
  await writePiece(apply);
  if (!isFull) return;
  apply.piece += 1;
  apply.entries = [];
}

async function intend(apply: Apply, intended: boolean): Promise<void> {
  if (apply.intended === intended) return;
  apply.intended = intended;
  await writePiece(apply);
}

function writePiece(apply: Apply): Promise<void> {
  return apply.slice.documents.putJournal(apply.piece, { entries: apply.entries, intent: apply.intended });
}

async function outcomeOf(apply: Apply, change: Change, repeated: boolean): Promise<JournalEntry> {
  // Of a group that could not be created nothing is asked: it says nothing of the site.
  if (!isPossible(apply, change)) return notCreated;
  try {
    const entry = await send(apply, change, repeated);
    apply.unavailable = 0;
    return entry;
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined;
    if (failure?.kind === 'item-rejected') return { rejected: failure.message };
    if (failure?.kind !== 'unavailable') {
      // The site answered without doing it: whoever goes on from here has not begun it.
      if (failure !== undefined) await intend(apply, false);
      throw error;
    }
    apply.unavailable += 1;
    if (apply.unavailable >= unavailableAtMost) throw error;
    return { rejected: failure.message, unsure: true };
  }
}

function isPossible({ groupIds }: Apply, change: Change): boolean {
  return change.kind === 'create-group' || groupIds.has(change.groupIndex);
}

const notCreated: JournalEntry = { rejected: 'The group could not be created.' };

function send(apply: Apply, change: Change, repeated: boolean): Promise<JournalEntry> {
  return change.kind === 'create-group' ? create(apply, change, repeated) : member(apply, change, repeated);
}

async function create(
  apply: Apply,
  change: Extract<Change, { kind: 'create-group' }>,
  repeated: boolean,
): Promise<JournalEntry> {
  const answer = await apply.target.createGroup(change.name);
  if (answer.kind === 'rejected') return { rejected: answer.reason };
  apply.groupIds.set(change.groupIndex, answer.group.id);
  return answer.kind === 'created' || repeated ? { created: answer.group.id } : { found: answer.group.id };
}

async function member(
  apply: Apply,
  change: Exclude<Change, { kind: 'create-group' }>,
  repeated: boolean,
): Promise<JournalEntry> {
  const groupId = apply.groupIds.get(change.groupIndex);
  if (groupId === undefined) return notCreated;
  const isAddition = change.kind === 'add-member';
  const outcome = isAddition
    ? await apply.target.addMember(groupId, change.accountId)
    : await apply.target.removeMember(groupId, change.accountId);
  if (outcome.kind === 'rejected') {
    return {
      rejected: outcome.reason,
      ...(outcome.accountGone === true ? { accountGone: true as const } : {}),
    };
  }
  // Begun by a slice that did not live to note it: the addition that is already there is ours.
  return outcome.kind === 'applied' || repeated ? 'a' : 's';
}

/** The group of an entry that made or found one. */
export function groupIdIn(entry: JournalEntry): string | undefined {
  if (typeof entry !== 'object' || 'rejected' in entry) return undefined;
  return 'created' in entry ? entry.created : entry.found;
}

function existingIds(plan: SyncPlan): Map<number, string> {
  const ids = new Map<number, string>();
  for (const [index, { group }] of plan.groups.entries())
    if (group.kind === 'existing') ids.set(index, group.id);
  return ids;
}
