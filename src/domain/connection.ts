import * as z from 'zod';
import { entraSettings } from './entra-settings';
import { oktaSettings } from './okta-settings';
import { oneLoginSettings } from './onelogin-settings';

const limit = z.strictObject({
  /** More than this many is held. */
  max: z.int().min(0).max(10_000_000),
  /** More than this share (0 to 1) of what is there is held. */
  maxShare: z.number().min(0).max(1_000),
  /** Up to this many, the share is not looked at: small groups change by large shares. */
  shareFloor: z.int().min(0).max(10_000_000),
});

/** The size above which changes wait for an administrator. `docs/sync-rules.md` explains each. */
export const safetyLimits = z.strictObject({
  removals: z.strictObject({ perRun: limit, perGroup: limit }),
  additions: z.strictObject({ perRun: limit, perGroup: limit }),
});
export type SafetyLimits = z.infer<typeof safetyLimits>;
export type SafetyLimit = z.infer<typeof limit>;

export const syncRules = z.strictObject({
  createMissingGroups: z.boolean(),
  limits: safetyLimits,
});
export type SyncRules = z.infer<typeof syncRules>;

export const schedule = z.strictObject({
  enabled: z.boolean(),
  /** Five fields: minute hour day-of-month month day-of-week. */
  cron: z.string().trim().min(1).max(200),
  /** IANA name, such as Europe/Berlin. */
  timeZone: z.string().trim().min(1).max(100),
});
export type Schedule = z.infer<typeof schedule>;

export const connectionName = z.string().trim().min(1, 'Enter a name.').max(100, 'At most 100 characters.');

/** What an administrator decides about a connection, whatever its kind. */
export const connectorConfiguration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('onelogin'), settings: oneLoginSettings }),
  z.strictObject({ kind: z.literal('okta'), settings: oktaSettings }),
  z.strictObject({ kind: z.literal('entra'), settings: entraSettings }),
]);
export type ConnectorConfiguration = z.infer<typeof connectorConfiguration>;
export const connectorKind = z.enum(['onelogin', 'okta', 'entra']);
export type ConnectorKind = z.infer<typeof connectorKind>;

/** One configured directory. Its secret is not here, only when it was set. */
export const connection = z.strictObject({
  id: z.string().min(1),
  name: connectionName,
  configuration: connectorConfiguration,
  rules: syncRules,
  schedule,
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  secretSetAtMs: z.int().exactOptional(),
});
export type Connection = z.infer<typeof connection>;

/** What the app itself notes about a connection; kept apart so that a tick never collides with an administrator's save. */
export const connectionState = z.strictObject({
  /** Cron slots up to here have been looked at. */
  scheduleEvaluatedAtMs: z.int(),
  /** Set once a preview of the present settings has finished; until then every run is a preview. */
  firstPreviewAtMs: z.int().exactOptional(),
});
export type ConnectionState = z.infer<typeof connectionState>;

/** A connection with the number that grows by one at each save, for compare-and-set. */
export type Revised<T> = T & { readonly revision: number };

export const defaultRules: SyncRules = {
  createMissingGroups: true,
  limits: {
    removals: {
      perRun: { max: 500, maxShare: 0.2, shareFloor: 10 },
      perGroup: { max: 200, maxShare: 0.5, shareFloor: 5 },
    },
    additions: {
      perRun: { max: 100_000, maxShare: 1_000, shareFloor: 1_000 },
      perGroup: { max: 25_000, maxShare: 1_000, shareFloor: 1_000 },
    },
  },
};

export const defaultSchedule: Schedule = { enabled: false, cron: '0 * * * *', timeZone: 'UTC' };
