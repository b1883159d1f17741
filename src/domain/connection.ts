import * as z from 'zod';

export const defaultMinimumRemainingCalls = 500;

/** `docs/connectors/onelogin.md` says where each of these is found in OneLogin. */
export const oneLoginSettings = z
  .strictObject({
    /** `us` and `eu` are OneLogin's shared API hosts; `subdomain` is the account's own. */
    region: z.enum(['us', 'eu', 'subdomain'], 'Must be "us", "eu" or "subdomain".'),
    /** The `acme` of `acme.onelogin.com`; needed with `region: "subdomain"`, else left out. */
    subdomain: z
      .string()
      .trim()
      .regex(
        /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i,
        'Only the first part of the address: "acme" of acme.onelogin.com.',
      )
      .exactOptional(),
    clientId: z.string().trim().min(1, 'Enter the client ID of the API credential.').max(200),
    groupSources: z
      .array(z.enum(['roles', 'member_of', 'group']))
      .min(1, 'Choose at least one: roles, member_of or group.')
      .refine((sources) => new Set(sources).size === sources.length, 'Each source only once.')
      .default(['roles']),
    /** The run does not start, and does not go on, when fewer calls remain in OneLogin's hour. */
    minimumRemainingCalls: z.int().min(0).max(1_000_000).default(defaultMinimumRemainingCalls),
    /** Names of roles, groups or member_of groups; a person must be in any of them. Empty: everybody. */
    requiredGroups: z.array(z.string().trim().min(1).max(1000)).max(100).default([]),
  })
  .refine((settings) => settings.region !== 'subdomain' || settings.subdomain !== undefined, {
    path: ['subdomain'],
    message: 'Enter the subdomain: the "acme" of acme.onelogin.com.',
  });
export type OneLoginSettings = z.infer<typeof oneLoginSettings>;

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

const oneLoginKind = z.strictObject({ kind: z.literal('onelogin'), settings: oneLoginSettings });

/** What an administrator decides about a connection, whatever its kind. */
export const connectorConfiguration = z.discriminatedUnion('kind', [oneLoginKind]);
export type ConnectorConfiguration = z.infer<typeof connectorConfiguration>;
export type ConnectorKind = ConnectorConfiguration['kind'];

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
