import * as z from 'zod';
import { selectionFields } from './selection-settings';

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
    ...selectionFields,
  })
  .refine((settings) => settings.region !== 'subdomain' || settings.subdomain !== undefined, {
    path: ['subdomain'],
    message: 'Enter the subdomain: the "acme" of acme.onelogin.com.',
  });
export type OneLoginSettings = z.infer<typeof oneLoginSettings>;
