import { isDamage, type Failure } from '../domain/failure';
import type { Ledger } from '../domain/stores';
import { stillRejected } from './decide';
import { editable, foldLedger, foldLinks, takeIn, takenOver } from './ledger';
import { foldNotes } from './notes';
import { otherLedgers } from './other-ledgers';
import type { ReportInput } from './report';
import type { PlanDocument } from './run-documents';
import type { RunDeps, Slice } from './slice';

/**
 * Ledger, links and notes take in what the journal says was done. Each may be done again by a later slice. Answers with the damage that kept something
 * from being written, if any.
 */
export async function rememberOrSay(
  slice: Slice,
  left: ReportInput,
  deps: RunDeps,
): Promise<Failure | undefined> {
  try {
    await remember(slice, left, deps);
    return undefined;
  } catch (error) {
    if (isDamage(error)) return error.failure;
    throw error;
  }
}

/** The ledger is written whatever else is damaged: it says what may be taken away again. */
async function remember(slice: Slice, left: ReportInput, deps: RunDeps): Promise<void> {
  const { plan, matches, entries, stoppedBecause, run } = left;
  if (plan === undefined) return;
  const { id } = slice.connection;
  // Whoever has lost the run must not write over its successor's ledger.
  await slice.save();
  const others = await otherLedgers(slice, deps);
  const ledger = await deps.memory.getLedger(id);
  const document = { ...plan, handedOver: takenOver(plan.handedOver, others.ledgers) };
  const since = { runId: run.id, atMs: run.startedAtMs };
  await deps.memory.putLedger(id, foldLedger(ledger, { document, entries, run: since }));
  await takeBack(slice, { before: ledger, handedOver: document.handedOver }, deps);
  await deps.memory.putNotes(id, foldNotes(await deps.memory.getNotes(id), left, plan));
  if (stoppedBecause === undefined && plan.ended !== undefined)
    await deps.memory.putRejected(id, stillRejected(await deps.memory.getRejected(id), plan.ended));
  if (matches === undefined) return;
  const links = await deps.memory.getLinks(id);
  const gone = stoppedBecause === undefined ? ((await slice.documents.get('read'))?.gone ?? []) : [];
  await deps.memory.putLinks(id, foldLinks(links, { document: plan, entries, matches, gone }));
}

interface LetGo {
  /** As it was before this run: since when each membership was ours. */
  readonly before: Ledger;
  readonly handedOver: PlanDocument['handedOver'];
}

/**
 * Looks once more, now that our own ledger is written: of two connections that let go of each other's memberships in the same moment, the later
 * one sees that nobody is left, and keeps them, so that its next run removes them.
 */
async function takeBack(slice: Slice, { before, handedOver }: LetGo, deps: RunDeps): Promise<void> {
  if (handedOver.every(([, accountIds]) => accountIds.length === 0)) return;
  const { ledgers } = await otherLedgers(slice, deps);
  const still = new Map(
    takenOver(handedOver, ledgers).map(([groupId, accountIds]) => [groupId, new Set(accountIds)]),
  );
  const lost = handedOver.flatMap(([groupId, accountIds]) =>
    accountIds.flatMap((accountId) =>
      still.get(groupId)?.has(accountId) === true ? [] : [{ groupId, accountId }],
    ),
  );
  if (lost.length === 0) return;
  const ledger = editable(await deps.memory.getLedger(slice.connection.id));
  for (const { groupId, accountId } of lost) {
    const origin = before.get(groupId)?.get(accountId);
    if (origin !== undefined) takeIn(ledger, [[groupId, [accountId]]], origin);
  }
  await deps.memory.putLedger(slice.connection.id, ledger);
}
