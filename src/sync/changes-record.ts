import { verdictOf } from './make-plan';
import type { JournalEntry, PlanDocument } from './run-documents';

/**
 * What each number of a report goes back to: the groups that were to change with the accounts to add and to remove, and the outcome of each
 * change in their order.
 */
export function changesRecord(document: PlanDocument, entries: readonly JournalEntry[]) {
  const { heldAdditions, heldRemovals } = verdictOf(document);
  const groups = document.plan.groups.flatMap((group, index) => {
    const isChanged = group.group.kind === 'create' || group.add.length + group.remove.length > 0;
    const held = { heldAdditions: heldAdditions.has(index), heldRemovals: heldRemovals.has(index) };
    return isChanged ? [{ ...group, ...held }] : [];
  });
  return { version: 1, planHash: document.plan.hash, groups, outcomes: entries };
}
