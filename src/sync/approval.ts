import { changeKey, type SyncPlan, type Verdict } from '../domain/plan';
import type { Approval } from '../domain/run';
import { hashHeld, heldGroups } from './plan-hash';
import { heldRecord } from './changes-record';
import type { RunDeps, Slice } from './slice';

interface Judged {
  readonly plan: SyncPlan;
  readonly verdict: Verdict;
}

/**
 * Takes in what an administrator approved beforehand. An approval names the held changes that were shown, by the run and their hash: of those, what this
 * plan would hold runs; what it would not do any more is dropped; and what it holds besides waits. The notes of the run say each.
 */
export async function approve(slice: Slice, judged: Judged, deps: RunDeps): Promise<Verdict> {
  const { approval } = slice.run();
  const { verdict } = judged;
  if (approval.kind === 'none') return verdict;
  if (approval.kind === 'all') {
    if (verdict.reasons.length > 0) note(slice, 'What the safety limits would hold was approved beforehand.');
    return { ...verdict, heldAdditions: new Set(), heldRemovals: new Set(), reasons: [] };
  }
  const approved = await approvedChanges(approval, deps);
  if (approved === undefined) {
    note(
      slice,
      'The approval is not for what that run held, or what it held is not kept any more. Look at what is held now and approve it anew.',
    );
    return verdict;
  }
  return take(slice, judged, approved);
}

type HeldApproval = Extract<Approval, { kind: 'held' }>;

/** Keys of the changes that were approved; undefined where what was shown cannot be had any more, or was something else. */
async function approvedChanges(
  { runId, heldHash, sourceIds, exceptSourceIds = [] }: HeldApproval,
  deps: RunDeps,
): Promise<ReadonlySet<string> | undefined> {
  const record = heldRecord(await deps.data.get(runId, 'changes'));
  if (record === undefined || hashHeld(record.plan, record.verdict) !== heldHash) return undefined;
  const keys = new Set<string>();
  for (const { group, add, remove } of heldGroups(record.plan, record.verdict)) {
    if (sourceIds?.includes(group.sourceId) === false || exceptSourceIds.includes(group.sourceId)) continue;
    for (const accountId of add) keys.add(changeKey(group.group, 'add', accountId));
    for (const accountId of remove) keys.add(changeKey(group.group, 'remove', accountId));
  }
  return keys;
}

function take(slice: Slice, { plan, verdict }: Judged, approved: ReadonlySet<string>): Verdict {
  const held = [...heldGroups(plan, verdict)].flatMap(({ group, add, remove }) => [
    ...add.map((accountId) => changeKey(group.group, 'add', accountId)),
    ...remove.map((accountId) => changeKey(group.group, 'remove', accountId)),
  ]);
  const runs = held.filter((key) => approved.has(key));
  const planned = new Set(keysOf(plan));
  const stale = [...approved].filter((key) => !planned.has(key)).length;
  note(slice, approvedNote({ runs: runs.length, waits: held.length - runs.length, stale }));
  const left = { ...verdict, approved: new Set(runs) };
  return held.length === runs.length
    ? { ...left, heldAdditions: new Set(), heldRemovals: new Set(), reasons: [] }
    : { ...left, reasons: reasonsLeft(plan, left) };
}

/** Reasons of groups that were approved whole are none any more, and neither are the run's where nothing of their kind waits. */
function reasonsLeft(plan: SyncPlan, verdict: Verdict): Verdict['reasons'] {
  const waits = { additions: new Set<string>(), removals: new Set<string>() };
  for (const { group, add, remove } of heldGroups(plan, verdict)) {
    if (add.length > 0) waits.additions.add(group.sourceId);
    if (remove.length > 0) waits.removals.add(group.sourceId);
  }
  return verdict.reasons.filter(({ what, sourceId }) =>
    sourceId === undefined ? waits[what].size > 0 : waits[what].has(sourceId),
  );
}

function* keysOf(plan: SyncPlan): Generator<string> {
  for (const { group, add, remove } of plan.groups) {
    for (const accountId of add) yield changeKey(group, 'add', accountId);
    for (const accountId of remove) yield changeKey(group, 'remove', accountId);
  }
}

interface Counts {
  readonly runs: number;
  readonly waits: number;
  readonly stale: number;
}

function approvedNote({ runs, waits, stale }: Counts): string {
  const dropped =
    stale === 0
      ? ''
      : ` ${stale} of the approved changes ${stale === 1 ? 'is' : 'are'} not to be made any more, because the directory or the groups have changed since; ${stale === 1 ? 'it was' : 'they were'} dropped.`;
  const others =
    waits === 0 ? '' : ` ${changes(waits)} not part of the approval and ${waits === 1 ? 'waits' : 'wait'}.`;
  return `${changes(runs)} approved beforehand.${dropped}${others}`;
}

function changes(count: number): string {
  return count === 1 ? '1 held change was' : `${count} held changes were`;
}

function note(slice: Slice, sentence: string): void {
  slice.note({ notes: [...slice.run().notes, sentence] });
}
