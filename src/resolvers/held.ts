import type { App } from '../compose';
import type { Input } from '../contract';
import type { Connection, Revised } from '../domain/connection';
import { hasEnded, type HeldDecision, type RunReport } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { RefusedError, type Handled } from './guard';
import { isOpen } from './held-run';
import { existing } from './views';

export type Wish = Pick<Input<'decideHeld'>, 'runId' | 'heldHash' | 'sourceIds' | 'remember'>;

/** A run with held changes that are open, and what somebody wants to decide about them. */
export interface Deciding {
  readonly connection: Revised<Connection>;
  readonly run: Revised<SyncRun>;
  readonly wish: Wish;
  /** How many administrators must approve: what the rules said when the changes were held, or more where they say so now. */
  readonly approvals: number;
}

/** The run whose held changes are meant, if these are still the ones and nobody has decided about them. */
export async function toDecide(wish: Wish, app: App): Promise<Deciding> {
  const run = await app.runs.get(wish.runId);
  if (run === undefined)
    throw new RefusedError({ kind: 'not-found', message: 'This run does not exist any more.' });
  const report = (await app.data.get(run.id, 'report')) as RunReport | undefined;
  if (!hasEnded(run.status) || report?.heldHash !== wish.heldHash)
    throw conflict('These are not the changes that this run holds. Reload to see what is held now.');
  if (!isOpen(run.decision))
    throw conflict('Somebody has decided about these changes already. Look at the newest run.');
  const connection = await existing(app, run.connectionId);
  const approvals = Math.max(connection.rules.approvals, report.approvals ?? 1);
  return { connection, run, wish, approvals };
}

/** The groups of an open run that were rejected: what is decided about is the rest. */
export function rejectedBefore({ run: { decision } }: Deciding): readonly string[] {
  return (decision?.kind === 'rejected' ? decision.sourceIds : decision?.rejected) ?? [];
}

/** Refuses where somebody else has decided since the run was read. Without a decision, it is open. */
export async function save(
  run: Revised<SyncRun>,
  decision: HeldDecision | undefined,
  app: App,
): Promise<Revised<SyncRun>> {
  const { decision: _, ...open } = run;
  const next = decision === undefined ? open : { ...open, decision: stored(decision) };
  const saved = await app.runs.save(next, run.revision);
  if (saved === undefined)
    throw conflict('Somebody else decided about these changes in the meantime. Reload to see it.');
  return saved;
}

function stored({ sourceIds, rejected, by, ...rest }: HeldDecision): NonNullable<SyncRun['decision']> {
  return {
    ...rest,
    by: [...by],
    ...(sourceIds && { sourceIds: [...sourceIds] }),
    ...(rejected && { rejected: [...rejected] }),
  };
}

export function mine({ app, caller }: Handled): HeldDecision['by'][number] {
  return { accountId: caller.accountId, atMs: app.clock.now() };
}

export function deed({ connection, run }: Deciding, action: 'held-approved' | 'held-rejected') {
  return { action, connection, subject: run.id };
}

export function conflict(message: string): RefusedError {
  return new RefusedError({ kind: 'conflict', message });
}
