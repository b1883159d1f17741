import * as z from 'zod';
import type { ConnectionDocument } from './contract/document';
import { siteInputs, type SiteOutputs } from './contract/site';
import { connectionName, connectorConfiguration, connectorKind, schedule } from './domain/connection';
import { syncRules } from './domain/sync-rules';
import type { AuditEntry } from './domain/audit';
import type { ChangeRow, ChangeSection, ChangesOverview, RunDifference } from './domain/change-row';
import type { ExplainedPerson, Explanation } from './domain/explanation';
import type { Failure } from './domain/failure';
import { groupMapping } from './domain/group-rules';
import type { ManagedGroup } from './domain/managed-group';
import type { HeldDecision } from './domain/run';
import type { RuleFault } from './domain/rule-fault';
import type { RejectedForGood } from './domain/stores';
import type { ImportedFilters } from './domain/noted-filters';
import type { AccessCheck, TargetSettings } from './domain/target';
import type {
  RunSummary,
  RunView,
  ScheduleView,
  ConnectionSummary,
  ConnectionView,
  RulesPreview,
  Collision,
  MappedName,
  OwnershipChange,
  Names,
  TargetView,
  ExportPiece,
} from './contract/views';

export type { ChangeRow, ChangeSection, ChangesOverview, RuleFault, RunDifference };
export { connectionDocument, connectionDocumentVersion, type ConnectionDocument } from './contract/document';
export type { ManagedGroup } from './domain/managed-group';
export type { NoticeView, SiteAccountView, SiteGroupView, SiteSettingsView } from './contract/site';
export type * from './contract/views';

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
/** An id of a directory, the site, or a rule: whatever these call their own. */
const subjectId = z.string().min(1).max(1000);
const heldHash = z.string().regex(/^[0-9a-f]{64}$/);
const cursor = z.string().max(200);
const none = z.strictObject({});
const oneLine = z.string().max(5000, 'At most 5000 characters.');

export const inputs = {
  ...siteInputs,
  overview: none,
  getConnection: z.strictObject({ id }),
  createConnection: z.strictObject({
    name: connectionName,
    configuration: connectorConfiguration,
    secret,
    secretExpiresOn: z.iso.date('Enter a day, such as 2027-01-31.').exactOptional(),
    /** Left out: the app's, with the site's own limits. */
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
    /** Left out: not known, or no end. */
    secretExpiresOn: z.iso.date('Enter a day, such as 2027-01-31.').exactOptional(),
    rules: syncRules,
    schedule,
  }),
  deleteConnection: z.strictObject({ id }),
  /** Switches the schedule on or off, and leaves all else as it is. */
  setScheduleEnabled: z.strictObject({ id, enabled: z.boolean() }),
  /** The order in which connectors are listed, and started where several are due; ids that are left out come last. */
  setConnectorOrder: z.strictObject({ ids: z.array(id).max(1000) }),
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
    approve: z.union([z.strictObject({ runId: id, heldHash }), z.literal('all')]).optional(),
    trigger: z.enum(['person', 'command-line']).optional(),
  }),
  getRun: z.strictObject({ runId: id }),
  listRuns: z.strictObject({ connectionId: id, limit: z.int().min(1).max(100).optional() }),
  /**
   * `pause`: the run stops after its present step and waits, two hours at most. `cancel`: it ends there, with a report of what was done. Refused with `conflict`
   * where the run has ended, or is not paused.
   */
  controlRun: z.strictObject({ runId: id, action: z.enum(['pause', 'resume', 'cancel']) }),
  /**
   * Runs of all connectors, newest first: those that started before `beforeMs`. A few more than `limit` where several started in the same millisecond:
   * they come together.
   */
  listHistory: z.strictObject({
    beforeMs: z.int().min(0).exactOptional(),
    connectionId: id.exactOptional(),
    limit: z.int().min(1).max(500),
  }),
  /** What edited rules would change, out of what is stored: no call to the directory or the site. Left out: what is saved. */
  previewRules: z.strictObject({
    connectionId: id,
    configuration: connectorConfiguration.optional(),
    rules: syncRules.optional(),
  }),
  /** The test box: what the rules make of these names of directory groups. Stores nothing. */
  tryMapping: z.strictObject({
    mapping: groupMapping,
    names: z.array(z.string().max(1000)).max(200),
  }),
  /** Looks at rules as a save does, and answers with every fault and every example that fails; never refused for those. */
  checkRules: z.strictObject({ rules: syncRules }),
  /** People and groups of the last read whose name, address or id has this text. */
  findSubjects: z.strictObject({ connectionId: id, text: z.string().trim().min(1).max(320) }),
  /** By id as `findSubjects` gives it; with both, one membership. */
  explain: z
    .strictObject({
      connectionId: id,
      userId: subjectId.exactOptional(),
      groupId: subjectId.exactOptional(),
    })
    .refine(
      ({ userId, groupId }) => userId !== undefined || groupId !== undefined,
      'Choose a person or a group.',
    ),
  /** Reads one person anew and brings their memberships into step, or shows what that would do. */
  syncPerson: z.strictObject({
    connectionId: id,
    userId: subjectId,
    mode: z.enum(['preview', 'sync']),
  }),
  /**
   * Decides about what a run held: exactly the changes with this hash, or those of some groups. Approving starts the run that applies them, unless a second
   * administrator must approve. `remember` with a rejection: these changes are not proposed again.
   */
  decideHeld: z.strictObject({
    runId: id,
    heldHash,
    decision: z.enum(['approve', 'reject']),
    sourceIds: z.array(subjectId).min(1).max(1000).exactOptional(),
    remember: z.literal(true).exactOptional(),
  }),
  listRejected: z.strictObject({ connectionId: id }),
  /** Proposes these changes again. A damaged list is cleared whole, whatever is named. */
  forgetRejected: z.strictObject({
    connectionId: id,
    rejected: z
      .array(z.strictObject({ groupId: subjectId, accountId: subjectId, change: z.enum(['add', 'remove']) }))
      .max(1000),
  }),
  /** Does what a finished run did backwards, as a run of its own. The schedule rests afterwards until `resumeSchedule`. */
  undoRun: z.strictObject({ runId: id, mode: z.enum(['preview', 'sync']) }),
  /** Ends a rest: after an undo, or after runs that stopped one after the other. */
  resumeSchedule: z.strictObject({ id }),
  /** The groups that a connection manages, with who else wants what is in them. */
  listManagedGroups: z.strictObject({ connectionId: id }),
  /**
   * `adopt`: all present members become managed. `release`: the group and all in it are nobody's any more, and it is left alone from then on.
   * `hand-over`: all that this connection manages in it belongs to another connection. Without `apply`, only shows what that means.
   */
  changeOwnership: z.strictObject({
    connectionId: id,
    groupId: subjectId,
    action: z.enum(['adopt', 'release', 'hand-over']),
    toConnectionId: id.exactOptional(),
    apply: z.boolean(),
  }),
  /** Two runs of one connection: what only the first, only the second, and both would change or have changed. */
  compareRuns: z.strictObject({ beforeRunId: id, afterRunId: id }),
  /** The changes of a run, in pieces. */
  listChanges: z.strictObject({
    runId: id,
    offset: z.int().min(0),
    limit: z.int().min(1).max(1000),
    kind: z.enum(['create', 'add', 'remove']).exactOptional(),
    outcome: z.enum(['planned', 'held', 'done', 'failed']).exactOptional(),
    sourceId: subjectId.exactOptional(),
    text: z.string().trim().min(1).max(320).exactOptional(),
    cause: z.enum(['left', 'inactive', 'out-of-scope', 'not-member', 'by-hand']).exactOptional(),
    /** `group`, the default: as planned, group by group. `person`: by the name of the person, those without one last; creations of groups first. */
    order: z.enum(['group', 'person']).exactOptional(),
  }),
  /** What the changes of a run come to. */
  changesOverview: z.strictObject({ runId: id }),
  /** A piece of the export; `cursor` of the answer asks for the next. */
  exportRun: z.strictObject({ runId: id, format: z.enum(['csv', 'json']), cursor: cursor.exactOptional() }),
  listAudit: z.strictObject({
    connectionId: id.exactOptional(),
    before: z.int().min(1).exactOptional(),
    limit: z.int().min(1).max(200),
  }),
  exportAudit: z.strictObject({ format: z.enum(['csv', 'json']), cursor: cursor.exactOptional() }),
  /** Removes a person from everything that is stored. Memberships stay on the site, as if made by hand. */
  forgetPerson: z.strictObject({ connectionId: id, userId: subjectId }),
  /** Reads a connection document of this or an earlier version. Stores nothing. */
  readDocument: z.strictObject({ document: z.unknown() }),
} as const;

export type Method = keyof typeof inputs;
export type Input<M extends Method> = z.infer<(typeof inputs)[M]>;

export interface Outputs extends SiteOutputs {
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
  setScheduleEnabled: ConnectionView;
  setConnectorOrder: { readonly ids: readonly string[] };
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
  controlRun: RunView;
  /** `nextBeforeMs`: ask for older ones with it; absent: there are none. */
  listHistory: {
    readonly runs: readonly RunSummary[];
    readonly nextBeforeMs?: number;
  };
  previewRules: RulesPreview;
  tryMapping: {
    readonly names: readonly MappedName[];
    readonly collisions: readonly Collision[];
    readonly faults: readonly RuleFault[];
  };
  checkRules: { readonly faults: readonly RuleFault[] };
  findSubjects: {
    readonly people: readonly ExplainedPerson[];
    readonly groups: readonly {
      readonly id: string;
      readonly name: string;
      readonly side: 'directory' | 'site';
    }[];
    readonly readAtMs?: number;
    /** How many there are, where the first 20 are listed. */
    readonly peopleCount?: number;
    readonly groupCount?: number;
  };
  explain: Explanation;
  syncPerson: Outputs['startRun'];
  decideHeld: { readonly decision: HeldDecision; readonly run?: RunSummary };
  /** The first 2,000, and how many there are. `damaged`: the list cannot be read, and runs stop until it is cleared. */
  listRejected: {
    readonly rejected: readonly RejectedForGood[];
    readonly total?: number;
    readonly damaged?: true;
    readonly names?: Names;
  };
  forgetRejected: Outputs['listRejected'];
  undoRun: Outputs['startRun'];
  resumeSchedule: ConnectionView;
  listManagedGroups: { readonly groups: readonly ManagedGroup[] };
  changeOwnership: OwnershipChange;
  compareRuns: RunDifference;
  /** `sections`: the groups, or people, that these rows belong to. */
  listChanges: {
    readonly rows: readonly ChangeRow[];
    readonly total: number;
    readonly sections: readonly ChangeSection[];
  };
  changesOverview: ChangesOverview;
  exportRun: ExportPiece;
  /** `damaged`: how many entries of this piece cannot be read; absent: none. */
  listAudit: {
    readonly entries: readonly AuditEntry[];
    readonly nextBefore?: number;
    readonly damaged?: number;
    /** Of who did it. */
    readonly names?: Names;
  };
  exportAudit: ExportPiece;
  /** `summary`: what was removed, and whether the next read would bring them back. */
  forgetPerson: { readonly summary: string };
  /** `notes`: what was filled in or renamed on the way from an earlier version. */
  readDocument: { readonly document: ConnectionDocument; readonly notes: readonly string[] };
}
