import * as z from 'zod';
import { entraSettings } from './entra-settings';
import { oktaSettings } from './okta-settings';
import { oneLoginSettings } from './onelogin-settings';
import { syncRules } from './sync-rules';

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
  /** The day on which the secret ends, `2027-01-31`, as the administrator noted it: no directory tells. */
  secretExpiresOn: z.iso.date().exactOptional(),
});
export type Connection = z.infer<typeof connection>;

/** What the app itself notes about a connection; kept apart so that a tick never collides with an administrator's save. */
export const connectionState = z.strictObject({
  /** Cron slots up to here have been looked at. */
  scheduleEvaluatedAtMs: z.int(),
  /** Set once a preview of the present settings has finished; until then every run is a preview. */
  firstPreviewAtMs: z.int().exactOptional(),
  /** What was previewed (`previewKeyOf`). Absent in states of earlier versions, which were only kept as long as it was the present. */
  previewed: z.string().exactOptional(),
  /** Runs that stopped one after the other, the last of them, and until when the schedule rests because of them. */
  failures: z
    .strictObject({ count: z.int().min(1), restUntilMs: z.number(), runId: z.string() })
    .exactOptional(),
  /** The schedule rests until an administrator goes on: after an undo, the next run would do the same again. `isHeld`: all of the undo waits for approval. */
  paused: z
    .strictObject({ sinceMs: z.number(), why: z.literal('undo'), isHeld: z.literal(true).exactOptional() })
    .exactOptional(),
});
export type ConnectionState = z.infer<typeof connectionState>;

/** A connection with the number that grows by one at each save, for compare-and-set. */
export type Revised<T> = T & { readonly revision: number };

export const defaultSchedule: Schedule = { enabled: false, cron: '0 * * * *', timeZone: 'UTC' };
