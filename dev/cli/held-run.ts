import type { RunView } from '../../src/contract';
import { hasEnded } from '../../src/domain/run';
import type { Host } from '../host';
import { ask } from './ask';
import { CommandError, exitCodes } from './failure-exit';
import { momentText } from './texts';

/** A run that held changes about which nobody has decided yet, or only in part. */
export interface HeldRun {
  readonly runId: string;
  readonly heldHash: string;
  readonly view: RunView;
}

/** The run that is named, or the last one that came to its end. Throws CommandError where nothing of it waits for a decision. */
export async function heldRun(host: Host, connectionId: string, runId?: string): Promise<HeldRun> {
  const view = await (runId === undefined ? lastRun(host, connectionId) : ask(host, 'getRun', { runId }));
  if (view === undefined) throw nothing('There is no run yet.');
  if (view.connectionId !== connectionId) throw nothing(`${view.id} is no run of this connection.`);
  return heldOf(view);
}

function heldOf(view: RunView): HeldRun {
  const heldHash = view.report?.heldHash;
  const when = `The run of ${momentText(view.startedAtMs)} (${view.id})`;
  if (view.status !== 'held' || heldHash === undefined) throw nothing(`${when} holds nothing.`);
  if (isDecided(view))
    throw nothing(`What ${when.replace('The', 'the')} held was ${view.decision?.kind ?? 'decided'}.`);
  return { runId: view.id, heldHash, view };
}

function isDecided({ decision }: RunView): boolean {
  if (decision === undefined || decision.kind === 'waiting') return false;
  return decision.kind === 'approved' || decision.sourceIds === undefined;
}

/** A run that stopped says nothing about what is held: the one before it still does. */
async function lastRun(host: Host, connectionId: string): Promise<RunView | undefined> {
  const { runs } = await ask(host, 'listRuns', { connectionId });
  const last = runs.find(({ status }) => hasEnded(status) && status !== 'stopped');
  return last && ask(host, 'getRun', { runId: last.id });
}

function nothing(why: string): CommandError {
  return new CommandError(
    `Nothing waits for approval. ${why} "ugs plan" shows what a sync would do now.`,
    exitCodes.usage,
  );
}
