import type { App } from '../compose';
import { connectionDocumentVersion, type ConnectionDocument, type Outputs } from '../contract';
import { defaultRules, defaultSchedule, type Connection } from '../domain/connection';
import { unlessDamaged } from '../domain/failure';
import { hasEnded } from '../domain/run';
import { checkSchedule } from '../sync/schedule';
import { RefusedError, type Handled, type Handler } from './guard';
import { activeRun, connectionSummary, connectionView, existing, scheduleView } from './views';

export const overview: Handler<'overview'> = async (_, { app }) => {
  const { connections, damaged } = await app.connections.list();
  const target = await unlessDamaged(app.site.getTarget());
  const lastTickMs = await app.site.getLastTickMs();
  return {
    connections: await Promise.all(connections.map((connection) => connectionSummary(app, connection))),
    damaged,
    nowMs: app.clock.now(),
    ...(target === undefined ? {} : { target }),
    ...(lastTickMs === undefined ? {} : { lastTickMs }),
  };
};

export const getConnection: Handler<'getConnection'> = async ({ id }, { app }) =>
  connectionView(app, await existing(app, id));

export const createConnection: Handler<'createConnection'> = async ({ secret, ...input }, { app }) => {
  const schedule = input.schedule ?? defaultSchedule;
  checkSchedule(schedule);
  const now = app.clock.now();
  const connection: Connection = {
    id: app.newId(),
    name: input.name,
    configuration: input.configuration,
    rules: input.rules ?? defaultRules,
    schedule,
    createdAtMs: now,
    updatedAtMs: now,
    secretSetAtMs: now,
  };
  // Secret and state first: a connector that is listed is whole.
  await app.secrets.set(connection.id, secret);
  await app.states.create(connection.id, { scheduleEvaluatedAtMs: now });
  return connectionView(app, await app.connections.create(connection));
};

export const saveConnection: Handler<'saveConnection'> = async (
  { id, revision, secret, ...input },
  { app },
) => {
  checkSchedule(input.schedule);
  const stored = await existing(app, id);
  const now = app.clock.now();
  const secretSet = secret === undefined ? {} : { secretSetAtMs: now };
  const saved = await app.connections.save({ ...stored, ...input, ...secretSet, updatedAtMs: now }, revision);
  if (secret !== undefined) await app.secrets.set(id, secret);
  if (input.schedule.enabled && changed(stored.schedule, input.schedule))
    await startCounting(id, now, { app });
  return connectionView(app, saved);
};

/** A damaged connection can be deleted too: that is the way out of it. */
export const deleteConnection: Handler<'deleteConnection'> = async ({ id }, { app }) => {
  const run = await activeRun(app, id);
  if (run !== undefined && !hasEnded(run.status)) {
    throw new RefusedError({
      kind: 'conflict',
      message: 'A run of this connector is under way. Delete it when the run has ended.',
    });
  }
  await app.connections.remove(id);
  await removeRuns(app, id);
  await app.secrets.remove(id);
  await app.memory.remove(id);
  await app.states.remove(id);
  return { deleted: true };
};

export const testConnection: Handler<'testConnection'> = async ({ id, configuration, secret }, { app }) => {
  const usable = secret ?? (id === undefined ? undefined : await app.secrets.get(id));
  if (usable === undefined) {
    throw new RefusedError({ kind: 'invalid-input', field: 'secret', message: 'Enter the client secret.' });
  }
  return { checks: await app.tryConnector(configuration, usable).test() };
};

export const exportConnection: Handler<'exportConnection'> = async ({ id }, { app }) => {
  const { name, configuration, rules, schedule } = await existing(app, id);
  const document: ConnectionDocument = {
    version: connectionDocumentVersion,
    name,
    ...configuration,
    secret: { env: `${configuration.kind.toUpperCase()}_CLIENT_SECRET` },
    rules,
    schedule,
  };
  return { document };
};

export const describeSchedule: Handler<'describeSchedule'> = async (
  timing,
  { app },
): Promise<Outputs['describeSchedule']> => {
  checkSchedule(timing);
  return scheduleView(timing, app.clock.now());
};

/** More runs than are kept of a connector. */
const runsListed = 100;

/** Reports name people: they go with their connector. */
async function removeRuns(app: App, connectionId: string): Promise<void> {
  for (const run of await app.runs.newest(connectionId, runsListed)) {
    await app.data.remove(run.id, 'report');
    await app.runs.remove(run.id);
  }
}

function changed(before: Connection['schedule'], after: Connection['schedule']): boolean {
  return before.enabled !== after.enabled || before.cron !== after.cron || before.timeZone !== after.timeZone;
}

/** Slots that lay before the schedule was switched on or changed are not missed runs. */
async function startCounting(id: string, nowMs: number, { app }: Pick<Handled, 'app'>): Promise<void> {
  const state = await app.states.get(id);
  if (state !== undefined) await app.states.save(id, { ...state, scheduleEvaluatedAtMs: nowMs });
}
