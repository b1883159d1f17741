import type { App } from '../compose';
import type { Outputs } from '../contract';
import { unlessDamaged } from '../domain/failure';
import type { HeldDecision } from '../domain/run';
import type { RejectedForGood } from '../domain/stores';
import { heldRecord, type HeldRecord } from '../sync/changes-record';
import { heldSources, rejectedKey, rejectionsOf } from '../sync/decide';
import { accountNames } from './account-names';
import { approve } from './approve-held';
import { recorded } from './audit';
import type { Handled, Handler } from './guard';
import { conflict, deed, mine, rejectedBefore, save, toDecide, type Deciding } from './held';
import { locked } from './locked';
import { existing } from './views';

export const decideHeld: Handler<'decideHeld'> = async ({ decision, ...wish }, handled) => {
  const deciding = await toDecide(wish, handled.app);
  return decision === 'approve'
    ? approve({ ...deciding, trigger: 'person' }, handled)
    : reject(deciding, handled);
};

export const listRejected: Handler<'listRejected'> = async ({ connectionId }, { app }) => {
  const { id } = await existing(app, connectionId);
  const rejected = await unlessDamaged(app.memory.getRejected(id));
  return rejected === undefined ? { rejected: [], total: 0, damaged: true } : listed(app, id, rejected);
};

/** Forge bounds an answer at 5 MB. */
const listedAtMost = 2_000;

async function listed(
  app: App,
  connectionId: string,
  all: readonly RejectedForGood[],
): Promise<Outputs['listRejected']> {
  const rejected = all.slice(0, listedAtMost);
  const accountIds = rejected.flatMap(({ byAccountId, accountId }) => [byAccountId, accountId]);
  return { rejected, total: all.length, ...(await accountNames(app, connectionId, accountIds)) };
}

export const forgetRejected: Handler<'forgetRejected'> = async ({ connectionId, rejected }, handled) => {
  const { app } = handled;
  const connection = await existing(app, connectionId);
  const forgotten = new Set(rejected.map(rejectedKey));
  const subject = rejected.length === 1 ? '1 change' : `${rejected.length} changes`;
  const forget = () =>
    locked([connectionId], app, async () => {
      // What cannot be read cannot be kept: an empty list takes its place, so that runs go on.
      const known = await unlessDamaged(app.memory.getRejected(connectionId));
      const left = (known ?? []).filter((each) => !forgotten.has(rejectedKey(each)));
      await app.memory.putRejected(connectionId, left);
      return { left, isDone: left.length !== known?.length };
    });
  const forgetting = { action: 'rejection-forgotten', connection, subject } as const;
  const { left } = await recorded({ ...forgetting, isDone: ({ isDone }) => isDone }, forget, handled);
  return listed(app, connectionId, left);
};

async function reject(deciding: Deciding, handled: Handled): Promise<Outputs['decideHeld']> {
  const { run, connection, wish } = deciding;
  const { app } = handled;
  const before = rejectedBefore(deciding);
  const sourceIds =
    wish.sourceIds && (await unlessAll(run.id, [...new Set([...before, ...wish.sourceIds])], app));
  const decision: HeldDecision = {
    kind: 'rejected',
    by: [...(run.decision?.kind === 'rejected' ? run.decision.by : []), mine(handled)],
    ...(sourceIds && { sourceIds }),
    ...(wish.remember === true && { remembered: true }),
  };
  const work = async () => {
    const record = wish.remember === true ? await recordFor(deciding, handled) : undefined;
    await save(run, decision, app);
    if (record !== undefined) await remember(deciding, record, handled);
  };
  await recorded(
    deed(deciding, 'held-rejected'),
    () => (wish.remember === true ? locked([connection.id], app, work) : work()),
    handled,
  );
  return { decision };
}

/** Groups that were rejected one after the other until none is left are all of them. */
async function unlessAll(
  runId: string,
  sourceIds: readonly string[],
  app: App,
): Promise<readonly string[] | undefined> {
  const record = heldRecord(await app.data.get(runId, 'changes'));
  const isAll = record !== undefined && heldSources(record).every((id) => sourceIds.includes(id));
  return isAll ? undefined : sourceIds;
}

/** What can be remembered of the run. An undo asks neither the directory nor this list, and ordinary runs would go by what was meant for it. */
async function recordFor({ run }: Deciding, { app }: Handled): Promise<HeldRecord> {
  if (run.task?.kind === 'undo')
    throw conflict(
      'What an undo would do cannot be rejected for good: only the undo itself proposes it. Reject it without that.',
    );
  const record = heldRecord(await app.data.get(run.id, 'changes'));
  if (record === undefined) throw conflict('What this run held is not kept any more. Nothing was decided.');
  return record;
}

async function remember(deciding: Deciding, record: HeldRecord, { app, caller }: Handled): Promise<void> {
  const { run, wish } = deciding;
  const rejected = rejectionsOf(record, {
    atMs: app.clock.now(),
    byAccountId: caller.accountId,
    exceptSourceIds: rejectedBefore(deciding),
    ...(wish.sourceIds && { sourceIds: wish.sourceIds }),
  });
  const isNew = new Set(rejected.map(rejectedKey));
  const known = await app.memory.getRejected(run.connectionId);
  const others = known.filter((each) => !isNew.has(rejectedKey(each)));
  await app.memory.putRejected(run.connectionId, [...others, ...rejected]);
}
