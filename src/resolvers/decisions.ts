import type { App } from '../compose';
import type { Input, Outputs } from '../contract';
import type { Connection, Revised } from '../domain/connection';
import { hasEnded, type HeldDecision, type RunReport } from '../domain/run';
import type { RejectedForGood } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { heldRecord } from '../sync/changes-record';
import { heldSources, rejectionsOf } from '../sync/decide';
import { startRun } from '../sync/start';
import { recorded } from './audit';
import { RefusedError, type Handled, type Handler } from './guard';
import { existing, runSummary } from './views';

interface Deciding {
  readonly connection: Revised<Connection>;
  readonly run: Revised<SyncRun>;
  readonly input: Input<'decideHeld'>;
}

export const decideHeld: Handler<'decideHeld'> = async (input, handled) => {
  const deciding = await toDecide(input, handled.app);
  return input.decision === 'approve' ? approve(deciding, handled) : reject(deciding, handled);
};

export const listRejected: Handler<'listRejected'> = async ({ connectionId }, { app }) => {
  const { id } = await existing(app, connectionId);
  return { rejected: await app.memory.getRejected(id) };
};

export const forgetRejected: Handler<'forgetRejected'> = async ({ connectionId, rejected }, handled) => {
  const { app } = handled;
  const connection = await existing(app, connectionId);
  const forgotten = new Set(rejected.map(keyOf));
  const left = (await app.memory.getRejected(connectionId)).filter((each) => !forgotten.has(keyOf(each)));
  const subject = rejected.length === 1 ? '1 change' : `${rejected.length} changes`;
  await recorded(
    { action: 'rejection-forgotten', connection, subject },
    () => app.memory.putRejected(connectionId, left),
    handled,
  );
  return { rejected: left };
};

function keyOf({
  groupId,
  accountId,
  change,
}: Pick<RejectedForGood, 'groupId' | 'accountId' | 'change'>): string {
  return JSON.stringify([groupId, accountId, change]);
}

/** The run whose held changes are meant, if these are still the ones and nobody has decided about them. */
async function toDecide(input: Input<'decideHeld'>, app: App): Promise<Deciding> {
  const run = await app.runs.get(input.runId);
  if (run === undefined)
    throw new RefusedError({ kind: 'not-found', message: 'This run does not exist any more.' });
  const report = (await app.data.get(run.id, 'report')) as RunReport | undefined;
  if (!hasEnded(run.status) || report?.heldHash !== input.heldHash)
    throw conflict('These are not the changes that this run holds. Reload to see what is held now.');
  const { decision } = run;
  const isOpen =
    decision === undefined ||
    decision.kind === 'waiting' ||
    (decision.kind === 'rejected' && decision.sourceIds !== undefined);
  if (!isOpen) throw conflict('Somebody has decided about these changes already. Look at the newest run.');
  return { connection: await existing(app, run.connectionId), run, input };
}

async function approve(deciding: Deciding, handled: Handled): Promise<Outputs['decideHeld']> {
  const { run, connection } = deciding;
  const sourceIds = await groupsOf(deciding, handled.app);
  if (sourceIds?.length === 0)
    throw conflict('All of these changes were rejected before. The next run holds them again.');
  const earlier = earlierApprovals(deciding, sourceIds);
  if (earlier.some(({ accountId }) => accountId === handled.caller.accountId))
    throw conflict(
      'You have approved these changes already. A second administrator must approve them as well.',
    );
  const by = [...earlier, mine(handled)];
  if (by.length < connection.rules.approvals) {
    const decision: HeldDecision = { kind: 'waiting', by, ...(sourceIds && { sourceIds }) };
    await recorded(deed(deciding, 'held-approved'), () => save(run, decision, handled.app), handled);
    return { decision };
  }
  const started = await recorded(
    deed(deciding, 'held-approved'),
    () => start(deciding, sourceIds, handled),
    handled,
  );
  const decision: HeldDecision = { kind: 'approved', by, ...(sourceIds && { sourceIds }), runId: started.id };
  await save(run, decision, handled.app);
  return { decision, run: runSummary(started) };
}

/** Who has approved the same before. The same person does not count twice. */
function earlierApprovals(
  { run, connection }: Deciding,
  sourceIds: readonly string[] | undefined,
): HeldDecision['by'] {
  const { decision } = run;
  const isSame = JSON.stringify(decision?.sourceIds) === JSON.stringify(sourceIds);
  return connection.rules.approvals > 1 && decision?.kind === 'waiting' && isSame ? decision.by : [];
}

async function start(
  { run, connection, input }: Deciding,
  sourceIds: readonly string[] | undefined,
  handled: Handled,
): Promise<SyncRun> {
  const { app, caller } = handled;
  if (run.task?.kind !== 'undo' && (await app.states.get(connection.id))?.firstPreviewAtMs === undefined)
    throw conflict(
      'The settings have changed since these changes were held. Preview first, and decide about that.',
    );
  const { started, run: next } = await startRun(
    {
      connection,
      mode: 'sync',
      trigger: 'person',
      approval: { kind: 'held', heldHash: input.heldHash, runId: run.id, ...(sourceIds && { sourceIds }) },
      readMode: 'complete',
      startedBy: caller.accountId,
      ...(run.task === undefined ? {} : { task: run.task }),
    },
    app,
  );
  if (!started) throw conflict('A run of this connector is under way. Decide again when it has ended.');
  return next;
}

async function reject(deciding: Deciding, handled: Handled): Promise<Outputs['decideHeld']> {
  const { run, input } = deciding;
  const { app } = handled;
  const before = run.decision?.kind === 'rejected' ? run.decision : undefined;
  const sourceIds = input.sourceIds && [...new Set([...(before?.sourceIds ?? []), ...input.sourceIds])];
  const decision: HeldDecision = {
    kind: 'rejected',
    by: [...(before?.by ?? []), mine(handled)],
    ...(sourceIds && { sourceIds }),
    ...(input.remember === true && { remembered: true }),
  };
  await recorded(
    deed(deciding, 'held-rejected'),
    async () => {
      if (input.remember === true) await remember(deciding, handled);
      await save(run, decision, app);
    },
    handled,
  );
  return { decision };
}

async function remember({ run, input }: Deciding, { app, caller }: Handled): Promise<void> {
  const record = heldRecord(await app.data.get(run.id, 'changes'));
  if (record === undefined) throw conflict('What this run held is not kept any more. Nothing was decided.');
  const by = { atMs: app.clock.now(), byAccountId: caller.accountId };
  const rejected = rejectionsOf(record, { ...by, ...(input.sourceIds && { sourceIds: input.sourceIds }) });
  const isNew = new Set(rejected.map(keyOf));
  const known = await app.memory.getRejected(run.connectionId);
  await app.memory.putRejected(run.connectionId, [
    ...known.filter((each) => !isNew.has(keyOf(each))),
    ...rejected,
  ]);
}

/** Undefined: all that is held. What was rejected before is not approved along. */
async function groupsOf({ run, input }: Deciding, app: App): Promise<readonly string[] | undefined> {
  const rejected = run.decision?.kind === 'rejected' ? run.decision.sourceIds : undefined;
  if (rejected === undefined) return input.sourceIds;
  const record = heldRecord(await app.data.get(run.id, 'changes'));
  const held = record === undefined ? [] : heldSources(record);
  return (input.sourceIds ?? held).filter((sourceId) => !rejected.includes(sourceId));
}

async function save(run: Revised<SyncRun>, decision: HeldDecision, app: App): Promise<void> {
  const { sourceIds, by, ...rest } = decision;
  const stored = { ...rest, by: [...by], ...(sourceIds && { sourceIds: [...sourceIds] }) };
  if ((await app.runs.save({ ...run, decision: stored }, run.revision)) === undefined)
    throw conflict('Somebody else decided about these changes in the meantime. Reload to see it.');
}

function mine({ app, caller }: Handled): HeldDecision['by'][number] {
  return { accountId: caller.accountId, atMs: app.clock.now() };
}

function deed({ connection, run }: Deciding, action: 'held-approved' | 'held-rejected') {
  return { action, connection, subject: run.id };
}

function conflict(message: string): RefusedError {
  return new RefusedError({ kind: 'conflict', message });
}
