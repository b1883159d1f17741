import * as z from 'zod';
import { connectionName, schedule } from '../domain/connection';
import { entraSettings } from '../domain/entra-settings';
import { withNotedFilters } from '../domain/noted-settings';
import { oktaSettings } from '../domain/okta-settings';
import { oneLoginSettings } from '../domain/onelogin-settings';
import { syncRules } from '../domain/sync-rules';

export const connectionDocumentVersion = 2;

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
