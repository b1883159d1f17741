import * as z from 'zod';
import type { SyncPlan, Verdict } from '../domain/plan';
import { forgottenPerson } from '../domain/forgotten';
import { groupPlan } from '../domain/plan-schema';
import type { RunMode } from '../domain/run';
import { doneChanges, groupIdsOf } from './ledger';
import { journalEntry, type JournalEntry, type PlanDocument } from './run-documents';
import { verdictOf } from './verdict';

/**
 * What each number of a report goes back to: the groups that were to change with the accounts to add and to remove, what waited or was kept, why people
 * lose what they had, and the outcome of each change in their order.
 */
export function changesRecord(document: PlanDocument, entries: readonly JournalEntry[], mode: RunMode) {
  const { heldAdditions, heldRemovals } = verdictOf(document);
  const groups = document.plan.groups.flatMap((group, index) => {
    const { waiting = [], kept = [], drift } = group;
    const isNews = group.add.length + group.remove.length + waiting.length + kept.length > 0;
    const held = { heldAdditions: heldAdditions.has(index), heldRemovals: heldRemovals.has(index) };
    return group.group.kind === 'create' || isNews || drift !== undefined ? [{ ...group, ...held }] : [];
  });
  const { plan, approved } = document;
  return {
    version: 1,
    mode,
    planHash: plan.hash,
    groups,
    leavers: plan.leavers,
    approved,
    outcomes: entries,
  };
}

const recordedGroup = groupPlan.extend({
  /** Absent in records of earlier versions. */
  present: z.int().default(0),
  heldAdditions: z.boolean(),
  heldRemovals: z.boolean(),
});
const heldPart = z.object({
  version: z.literal(1),
  groups: z.array(recordedGroup),
  approved: z.array(z.string()).default([]),
});

/** What a run held, out of its record; undefined where that is gone or cannot be read. */
export interface HeldRecord {
  readonly plan: Pick<SyncPlan, 'groups'>;
  readonly verdict: Omit<Verdict, 'reasons'>;
}

export function heldRecord(stored: unknown): HeldRecord | undefined {
  const { data } = heldPart.safeParse(stored);
  if (data === undefined) return undefined;
  const places = (isHeld: (group: z.infer<typeof recordedGroup>) => boolean) =>
    new Set(data.groups.flatMap((group, index) => (isHeld(group) ? [index] : [])));
  return {
    plan: { groups: data.groups },
    verdict: {
      heldAdditions: places((group) => group.heldAdditions),
      heldRemovals: places((group) => group.heldRemovals),
      approved: new Set(data.approved),
    },
  };
}

/** What a run did to one group: only what it itself changed. */
export interface DoneGroup {
  readonly sourceId: string;
  readonly groupId: string;
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Of those removed: whom somebody had put in by hand. */
  readonly handMade: readonly string[];
}

const donePart = z.object({
  version: z.literal(1),
  mode: z.enum(['preview', 'sync']),
  groups: z.array(recordedGroup),
  outcomes: z.array(journalEntry),
});

/** What a run did, out of its record; undefined where that is gone or cannot be read. */
export function doneRecord(stored: unknown): readonly DoneGroup[] | undefined {
  const { data } = donePart.safeParse(stored);
  if (data === undefined) return undefined;
  const done = data.mode === 'preview' ? [] : [...doneChanges(data, data.outcomes)];
  const ids = groupIdsOf(data, done);
  const groups = data.groups.map(({ sourceId, group, drift }) => ({
    sourceId,
    name: group.name,
    handMade: drift?.policy === 'repair' ? drift.putIn : [],
    added: new Array<string>(),
    removed: new Array<string>(),
  }));
  for (const { change, entry } of done) {
    if (change.kind === 'create-group' || !isDoing(entry)) continue;
    const group = groups[change.groupIndex];
    (change.kind === 'add-member' ? group?.added : group?.removed)?.push(change.accountId);
  }
  return groups.flatMap((group, index) => {
    const groupId = ids.get(index);
    if (groupId === undefined) return [];
    return [
      { ...group, groupId, added: group.added.filter(isKnown), removed: group.removed.filter(isKnown) },
    ];
  });
}

function isKnown(accountId: string): boolean {
  return accountId !== forgottenPerson;
}

/** An addition whose answer was lost may be one: the ledger has it. */
function isDoing(entry: JournalEntry): boolean {
  return entry === 'a' || (typeof entry === 'object' && 'unsure' in entry);
}
