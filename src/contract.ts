import * as z from 'zod';
import {
  connectionName,
  connectorConfiguration,
  connectorKind,
  schedule,
  syncRules,
  type Connection,
  type Revised,
} from './domain/connection';
import { entraSettings } from './domain/entra-settings';
import { oktaSettings } from './domain/okta-settings';
import { oneLoginSettings } from './domain/onelogin-settings';
import type { Failure } from './domain/failure';
import type { RunMode, RunPhase, RunProgress, RunReport, RunStatus, RunTrigger } from './domain/run';
import type { ImportedFilters } from './domain/noted-filters';
import { withNotedFilters } from './domain/noted-settings';
import type { AccessCheck, TargetSettings } from './domain/target';

/**
 * Every resolver method: its input as a schema that the guard parses, its output as a type. The page imports the types only.
 * A method answers `Answer<Output>`; it never throws to the page.
 */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AnswerError };

/** `field` is the path of the input that is wrong, such as `configuration.settings.clientId`. */
export interface AnswerError {
  readonly kind: 'not-allowed' | 'invalid-input' | 'not-found' | 'conflict' | Failure['kind'];
  readonly message: string;
  readonly field?: string;
}

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9-]+$/);
/** A client secret, an API token, or a private key with its certificate in PEM: the longest. */
const secret = z.string().min(1, 'Enter the secret.').max(20_000);
const cronInput = z.strictObject({ cron: z.string().max(200), timeZone: z.string().max(100) });
const none = z.strictObject({});
const oneLine = z.string().max(5000, 'At most 5000 characters.');

export const connectionDocumentVersion = 1;

const documentOfAnyKind = {
  $schema: z.string().optional(),
  version: z.literal(connectionDocumentVersion),
  name: connectionName,
  /** The environment variable that holds the secret: client secret, API token or private key. */
  secret: z.strictObject({
    env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'Must be the name of an environment variable.'),
  }),
  rules: syncRules.optional(),
  schedule: schedule.optional(),
};

/**
 * A connection as a file: what the page exports and the command line reads. Secrets are names of environment variables.
 * `docs/connection.schema.json` is made from this.
 */
export const connectionDocument = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...documentOfAnyKind,
      kind: z.literal('onelogin'),
      settings: withNotedFilters(oneLoginSettings),
    }),
    z.strictObject({
      ...documentOfAnyKind,
      kind: z.literal('okta'),
      settings: withNotedFilters(oktaSettings),
    }),
    z.strictObject({
      ...documentOfAnyKind,
      kind: z.literal('entra'),
      settings: withNotedFilters(entraSettings),
    }),
  ],
  'Must be "onelogin", "okta" or "entra".',
);
export type ConnectionDocument = z.infer<typeof connectionDocument>;

export const inputs = {
  overview: none,
  getConnection: z.strictObject({ id }),
  createConnection: z.strictObject({
    name: connectionName,
    configuration: connectorConfiguration,
    secret,
    rules: syncRules.optional(),
    schedule: schedule.optional(),
  }),
  /** `revision` is the one that was read: a save over somebody else's is refused with `conflict`. */
  saveConnection: z.strictObject({
    id,
    revision: z.int().min(0),
    name: connectionName,
    configuration: connectorConfiguration,
    /** Left out: the stored one stays. */
    secret: secret.optional(),
    rules: syncRules,
    schedule,
  }),
  deleteConnection: z.strictObject({ id }),
  /** With `secret` left out, the stored one of `id` is used. */
  testConnection: z.strictObject({
    id: id.optional(),
    configuration: connectorConfiguration,
    secret: secret.optional(),
  }),
  exportConnection: z.strictObject({ id }),
  /** Forgets what was read of the directory: the next run reads everything. Links and managed memberships stay. */
  forgetReading: z.strictObject({ id }),
  /** Translates filters in the one-line notation of Bitwarden's Directory Connector; stores nothing. Refused with field `users` or `groups`. */
  importFilters: z.strictObject({
    kind: connectorKind,
    users: oneLine.exactOptional(),
    groups: oneLine.exactOptional(),
  }),
  describeSchedule: cronInput,
  getTarget: none,
  useMyAccount: z.strictObject({ api: z.enum(['jira', 'confluence']) }),
  checkAccess: none,
  startRun: z.strictObject({
    connectionId: id,
    mode: z.enum(['preview', 'sync']),
    /** `false`: read only what changed since the last read, where the directory can tell. Default: read everything. */
    full: z.boolean().optional(),
    /** Approves exactly the held changes with this hash. `all` approves whatever is held: the command line’s `--approve`; who administers may raise the limits as well. */
    approve: z
      .union([z.strictObject({ heldHash: z.string().regex(/^[0-9a-f]{64}$/) }), z.literal('all')])
      .optional(),
    trigger: z.enum(['person', 'command-line']).optional(),
  }),
  getRun: z.strictObject({ runId: id }),
  listRuns: z.strictObject({ connectionId: id, limit: z.int().min(1).max(100).optional() }),
} as const;

export type Method = keyof typeof inputs;
export type Input<M extends Method> = z.infer<(typeof inputs)[M]>;

export interface RunSummary {
  readonly id: string;
  readonly connectionId: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly status: RunStatus;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** One sentence: what it did, or why it stopped. */
  readonly summary: string;
}

export interface RunView extends RunSummary {
  readonly phase: RunPhase;
  readonly progress: RunProgress;
  /** While `waiting`: until when, and the sentence that says for what. */
  readonly waiting?: { readonly untilMs: number; readonly message: string };
  /** Once ended. */
  readonly report?: RunReport;
}

export interface ScheduleView {
  /** The next five, epoch milliseconds. */
  readonly nextRunsMs: readonly number[];
}

export interface ConnectionSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: Connection['configuration']['kind'];
  readonly scheduleEnabled: boolean;
  /** The schedule as it is set, also while it is off; the list says it in words. */
  readonly schedule: Connection['schedule'];
  readonly nextRunMs?: number;
  readonly lastRun?: RunSummary;
}

export interface ConnectionView {
  readonly connection: Revised<Connection>;
  /** Absent when the schedule is off. */
  readonly schedule?: ScheduleView;
  /** Absent until a first preview has finished; until then every run is a preview. */
  readonly firstPreviewAtMs?: number;
  /** What is stored of the directory, if anything. */
  readonly reading?: ReadingView;
  readonly runs: readonly RunSummary[];
}

/** The last read of a directory, from which reads of changes go on. */
export interface ReadingView {
  readonly readAtMs: number;
  readonly completeAtMs: number;
  readonly runsSinceComplete: number;
}

export interface TargetView {
  readonly settings?: TargetSettings;
  readonly me: {
    readonly accountId: string;
    readonly displayName: string;
    readonly canManageGroups: boolean;
  };
}

export interface Outputs {
  overview: {
    readonly connections: readonly ConnectionSummary[];
    /** Ids of connections whose stored value is damaged. They take no part until they are deleted. */
    readonly damaged: readonly string[];
    readonly target?: TargetSettings;
    /** When the scheduled trigger last looked; absent before its first time. */
    readonly lastTickMs?: number;
    readonly nowMs: number;
  };
  getConnection: ConnectionView;
  createConnection: ConnectionView;
  saveConnection: ConnectionView;
  deleteConnection: { readonly deleted: true };
  testConnection: { readonly checks: readonly AccessCheck[] };
  exportConnection: { readonly document: ConnectionDocument };
  forgetReading: ConnectionView;
  /** `notes`: sentences on what means something else here than in Directory Connector. */
  importFilters: { readonly settings: ImportedFilters; readonly notes: readonly string[] };
  describeSchedule: ScheduleView;
  getTarget: TargetView;
  useMyAccount: TargetView;
  checkAccess: { readonly checks: readonly AccessCheck[] };
  /** `mode` may be `preview` where `sync` was asked: the first run of a connection is one, and `note` says so. */
  startRun: {
    readonly run: RunSummary;
    /** False: a run of this connection was under way, and `run` is that one. */
    readonly started: boolean;
    readonly note?: string;
  };
  getRun: RunView;
  listRuns: { readonly runs: readonly RunSummary[] };
}
