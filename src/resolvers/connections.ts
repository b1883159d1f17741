import type { App } from '../compose';
import {
  connectionDocumentVersion,
  type ConnectionDocument,
  type ConnectionView,
  type Outputs,
} from '../contract';
import {
  defaultSchedule,
  type Connection,
  type ConnectorConfiguration,
  type Revised,
} from '../domain/connection';
import { defaultRules, type SyncRules } from '../domain/sync-rules';
import { unlessDamaged } from '../domain/failure';
import { hasEnded } from '../domain/run';
import { ConflictError } from '../domain/stores';
import { connectionChanges, secretChange } from '../sync/audit-changes';
import { checkRules } from '../sync/check-rules';
import { checkSelection } from '../sync/check-selection';
import { checkSchedule } from '../sync/schedule';
import { changeState } from '../sync/change-state';
import { placeOf, settingsChange } from '../sync/settings-change';
import { recorded } from './audit';
import { RefusedError, type Handler } from './guard';
import { locked } from './locked';
import {
  checkQueries,
  hasQuery,
  refuseOtherHost,
  refuseTooLarge,
  storedSecret,
  unlessStored,
} from './new-settings';
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

export const createConnection: Handler<'createConnection'> = async ({ secret, ...input }, handled) => {
  const { app } = handled;
  const schedule = input.schedule ?? defaultSchedule;
  checkSchedule(schedule);
  checkSelection(input.configuration);
  if (input.rules !== undefined) checkRules(input.rules);
  if (hasQuery(input.configuration)) await app.tryConnector(input.configuration, secret).checkQueries();
  const now = app.clock.now();
  const connection: Connection = {
    id: app.newId(),
    name: input.name,
    configuration: input.configuration,
    rules: input.rules ?? (await rulesToStartWith(app)),
    schedule,
    createdAtMs: now,
    updatedAtMs: now,
    secretSetAtMs: now,
    ...expiry(input),
  };
  refuseTooLarge(connection);
  const changes = [...connectionChanges(undefined, connection), secretChange];
  return recorded({ action: 'created', connection, changes }, () => create(app, connection, secret), handled);
};

/** The app's rules, with the limits that the site has for new connectors. */
async function rulesToStartWith(app: App): Promise<SyncRules> {
  const { defaultLimits: limits = defaultRules.limits } = await app.site.getSettings();
  return { ...defaultRules, limits };
}

function expiry({ secretExpiresOn }: { readonly secretExpiresOn?: string }) {
  return secretExpiresOn === undefined ? {} : { secretExpiresOn };
}

async function create(app: App, connection: Connection, secret: string): Promise<ConnectionView> {
  // Secret and state first: a connector that is listed is whole.
  await app.secrets.set(connection.id, secret, placeOf(connection.configuration));
  await app.states.create(connection.id, { scheduleEvaluatedAtMs: connection.createdAtMs });
  return connectionView(app, await app.connections.create(connection));
}

export const saveConnection: Handler<'saveConnection'> = async (
  { id, revision, secret, ...input },
  handled,
) => {
  const { app } = handled;
  checkSchedule(input.schedule);
  checkSelection(input.configuration);
  const stored = await existing(app, id);
  // Only what is saved anew is looked at, so that no stored connection is broken by a new rule.
  if (JSON.stringify(stored.rules) !== JSON.stringify(input.rules)) checkRules(input.rules);
  refuseOtherHost({ stored, wanted: input.configuration, secret });
  const newSecret = await unlessStored(app, { stored, wanted: input.configuration, secret });
  await checkQueries(app, { stored, wanted: input.configuration, secret: newSecret });
  const now = app.clock.now();
  const secretSet = newSecret === undefined ? {} : { secretSetAtMs: now };
  // The day belongs to the secret that is stored now: what is not said of it any more is not known.
  const { secretExpiresOn: _expiresOn, ...rest } = stored;
  const after = { ...rest, ...input, ...secretSet, updatedAtMs: now, revision };
  refuseTooLarge(after);
  const changes = [...connectionChanges(stored, after), ...(newSecret === undefined ? [] : [secretChange])];
  const work = () => save(app, { before: stored, after }, newSecret);
  // Who saves what is there already, as the command line does before each run, has changed nothing.
  if (changes.length === 0) return work();
  return recorded({ action: 'changed', connection: after, changes }, work, handled);
};

async function save(
  app: App,
  { before, after }: { readonly before: Connection; readonly after: Revised<Connection> },
  newSecret: string | undefined,
): Promise<ConnectionView> {
  const store = async () => {
    // Whoever comes second leaves everything as it is: also what is written before the connection.
    if ((await app.connections.get(after.id))?.revision !== after.revision) throw new ConflictError(after.id);
    await takeUpSettings(app, { before, after });
    return newSecret === undefined
      ? app.connections.save(after, after.revision)
      : saveWithSecret(app, { before, after }, newSecret);
  };
  // A run of the old directory would note its people and groups as those of the new one.
  const { isOtherDirectory } = settingsChange(before, after);
  return connectionView(app, await (isOtherDirectory ? locked([after.id], app, store) : store()));
}

/** The secret first: until the connection is saved as well, it belongs to another place, and nobody gets it. */
async function saveWithSecret(
  app: App,
  { before, after }: { readonly before: Connection; readonly after: Revised<Connection> },
  secret: string,
): Promise<Revised<Connection>> {
  const place = placeOf(before.configuration);
  const earlier = await app.secrets.get(after.id, place);
  await app.secrets.set(after.id, secret, placeOf(after.configuration));
  try {
    return await app.connections.save(after, after.revision);
  } catch (error) {
    if (error instanceof ConflictError && earlier !== undefined)
      await app.secrets.set(after.id, earlier, place);
    throw error;
  }
}

/** A damaged connection can be deleted too: that is the way out of it. */
export const deleteConnection: Handler<'deleteConnection'> = async ({ id }, handled) => {
  const { app } = handled;
  const run = await activeRun(app, id);
  if (run !== undefined && !hasEnded(run.status)) {
    throw new RefusedError({
      kind: 'conflict',
      message: 'A run of this connector is under way. Delete it when the run has ended.',
    });
  }
  const stored = await unlessDamaged(app.connections.get(id));
  const deed = {
    action: 'deleted',
    connection: stored ?? { id },
    changes: connectionChanges(stored, undefined),
  } as const;
  await recorded(deed, () => remove(app, id), handled);
  return { deleted: true };
};

/** The secret first, and the list last: as long as anything is left, the connector can be deleted again. */
async function remove(app: App, id: string): Promise<void> {
  await app.secrets.remove(id);
  await removeRuns(app, id);
  await app.memory.remove(id);
  await app.readings.remove(id);
  await app.states.remove(id);
  await app.connections.remove(id);
}

export const testConnection: Handler<'testConnection'> = async ({ id, configuration, secret }, { app }) => {
  checkSelection(configuration);
  if (secret === undefined && id !== undefined) {
    refuseOtherHost({ stored: await existing(app, id), wanted: configuration, secret });
  }
  const usable = secret ?? (await storedSecret(app, id));
  return { checks: await app.tryConnector(configuration, usable).test() };
};

export const exportConnection: Handler<'exportConnection'> = async ({ id }, { app }) => {
  const { name, configuration, rules, schedule } = await existing(app, id);
  const document: ConnectionDocument = {
    version: connectionDocumentVersion,
    name,
    ...configuration,
    secret: { env: secretVariable(configuration) },
    rules,
    schedule,
  };
  return { document };
};

export const forgetReading: Handler<'forgetReading'> = async ({ id }, handled) => {
  const { app } = handled;
  const connection = await existing(app, id);
  await recorded({ action: 'reading-forgotten', connection }, () => app.readings.remove(id), handled);
  return connectionView(app, connection);
};

export const describeSchedule: Handler<'describeSchedule'> = async (
  timing,
  { app },
): Promise<Outputs['describeSchedule']> => {
  checkSchedule(timing);
  return scheduleView(timing, app.clock.now());
};

/** The environment variable that an exported connection names for its secret. */
function secretVariable(configuration: ConnectorConfiguration): string {
  const kind = configuration.kind.toUpperCase();
  if (configuration.kind === 'onelogin') return `${kind}_CLIENT_SECRET`;
  const { auth } = configuration.settings;
  const what = {
    token: 'API_TOKEN',
    'private-key': 'PRIVATE_KEY',
    secret: 'CLIENT_SECRET',
    certificate: 'CERTIFICATE',
  };
  return `${kind}_${what[auth]}`;
}

/** More runs than are kept of a connector. */
const runsListed = 100;

/** Reports name people: they go with their connector. */
async function removeRuns(app: App, connectionId: string): Promise<void> {
  for (const run of await app.runs.newest(connectionId, runsListed)) {
    await app.data.remove(run.id, 'report');
    await app.data.remove(run.id, 'changes');
    await app.runs.remove(run.id);
  }
}

function changed(before: Connection['schedule'], after: Connection['schedule']): boolean {
  return before.enabled !== after.enabled || before.cron !== after.cron || before.timeZone !== after.timeZone;
}

interface Change {
  readonly before: Connection;
  readonly after: Connection;
}

/**
 * What a save means for the next run, before it is done: whatever a crash leaves of it does no harm. Slots that lay before the schedule was switched on or
 * changed are not missed runs; other people or groups are previewed again; and in another directory the ids of the old one would be somebody else's.
 */
async function takeUpSettings(app: App, { before, after }: Change): Promise<void> {
  const { isOtherDirectory, needsPreview } = settingsChange(before, after);
  if (isOtherDirectory) await forgetDirectory(app, after.id);
  const isOtherSchedule = after.schedule.enabled && changed(before.schedule, after.schedule);
  if (!needsPreview && !isOtherSchedule) return;
  await changeState(app.states, after.id, ({ firstPreviewAtMs, ...rest }) => ({
    ...rest,
    ...(needsPreview || firstPreviewAtMs === undefined ? {} : { firstPreviewAtMs }),
    ...(isOtherSchedule ? { scheduleEvaluatedAtMs: app.clock.now() } : {}),
  }));
}

/** In another directory the ids of the old one mean nobody, or somebody else. Who is in which group of the site is still so. */
async function forgetDirectory(app: App, connectionId: string): Promise<void> {
  await app.memory.putLinks(connectionId, { people: new Map(), groups: new Map() });
  await app.readings.remove(connectionId);
  const last = await app.memory.getLastTarget(connectionId);
  if (last !== undefined)
    await app.memory.putLastTarget(connectionId, {
      ...last,
      paired: new Map(),
      unpaired: [],
      gone: [],
    });
}
