import * as z from 'zod';
import { selectionFields } from './selection-settings';

/** Graph tells how much of its throttling limit is used only from 80 % on, so no more can be left to others. */
export const largestEntraRemainingShare = 0.2;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** `docs/connectors/entra.md` says where each of these is found in the Entra admin center. */
export const entraSettings = z.strictObject({
  /** Which of Microsoft's national clouds the tenant is in. GCC is in `global`, GCC High in `us-government`. */
  cloud: z.enum(['global', 'us-government', 'us-government-dod', 'china']).default('global'),
  /** The directory (tenant) ID, or one of the tenant's domains. */
  tenantId: z
    .string()
    .trim()
    .refine(
      (text) => guid.test(text) || domain.test(text),
      'Enter the directory (tenant) ID, such as 8eaef023-2b34-4da1-9baa-8bc8c9d6a490, or a domain of the tenant.',
    ),
  /** The application (client) ID. */
  clientId: z
    .string()
    .trim()
    .regex(guid, 'Enter the application (client) ID, such as 11111111-2222-3333-4444-555555555555.'),
  /** `secret`: a client secret. `certificate`: a private key and its certificate, both in PEM. */
  auth: z.enum(['secret', 'certificate']).default('secret'),
  /** Each group is of one kind: `onPremises` (synced from Active Directory) before the three others. */
  groupKinds: z
    .array(z.enum(['security', 'microsoft365', 'mailEnabled', 'onPremises']))
    .min(1, 'Choose at least one kind of groups.')
    .refine((kinds) => new Set(kinds).size === kinds.length, 'Each kind only once.')
    .default(['security', 'onPremises']),
  /** `flatten`: who is in a group that is in the group counts as its member. */
  nestedGroups: z.enum(['flatten', 'ignore']).default('flatten'),
  guests: z.enum(['include', 'exclude']).default('exclude'),
  /** Share (0 to 0.2) of Graph's throttling limit for this app and tenant that runs leave unused. */
  minimumRemainingShare: z
    .number()
    .min(0)
    .max(largestEntraRemainingShare)
    .default(largestEntraRemainingShare),
  ...selectionFields,
});
export type EntraSettings = z.infer<typeof entraSettings>;
