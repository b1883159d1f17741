import * as z from 'zod';
import { selectionFields } from './selection-settings';

/** Share of each of Okta's per-minute limits that runs leave to others. */
export const defaultOktaRemainingShare = 0.25;

/** Hosts that the app may call on every site; any other needs the site's consent (`isOktaHost`). */
const oktaDomains = ['okta.com', 'oktapreview.com', 'okta-emea.com', 'okta-gov.com', 'okta.mil'];

const baseUrl = z
  .string()
  .trim()
  .transform((text) => text.replace(/\/+$/, ''))
  .refine(isOrigin, 'Enter the address of your Okta organization, such as https://acme.okta.com.')
  .refine(
    (text) => !isAdminHost(text),
    'This is the address of the admin console. Leave "-admin" out: https://acme.okta.com.',
  );

/** `docs/connectors/okta.md` says where each of these is found in Okta. */
export const oktaSettings = z
  .strictObject({
    /** `https://acme.okta.com`, without a path. */
    baseUrl,
    /** `token`: an API token (SSWS). `private-key`: an OAuth 2.0 service app that signs in with `private_key_jwt`. */
    auth: z.enum(['token', 'private-key']).default('token'),
    /** Of the service app; needed with `auth: "private-key"`, else left out. */
    clientId: z.string().trim().min(1).max(200).exactOptional(),
    /** The `kid` of the service app's key, where it has several. A JWK may name it itself. */
    keyId: z.string().trim().min(1).max(200).exactOptional(),
    groupTypes: z
      .array(z.enum(['OKTA_GROUP', 'APP_GROUP', 'BUILT_IN']))
      .min(1, 'Choose at least one: OKTA_GROUP, APP_GROUP or BUILT_IN.')
      .refine((types) => new Set(types).size === types.length, 'Each type only once.')
      .default(['OKTA_GROUP']),
    /** Of each endpoint's calls per minute, this share (0 to 0.95) is left to others. */
    minimumRemainingShare: z.number().min(0).max(0.95).default(defaultOktaRemainingShare),
    /** `when-allowed`: changes of memberships come from the System Log where the credential may read it. */
    systemLog: z.enum(['when-allowed', 'never']).default('when-allowed'),
    ...selectionFields,
  })
  .refine((settings) => settings.auth !== 'private-key' || settings.clientId !== undefined, {
    path: ['clientId'],
    message: 'Enter the client ID of the service app.',
  });
export type OktaSettings = z.infer<typeof oktaSettings>;

/** Whether the manifest lists the host; a custom domain is not listed and needs customer-managed egress. */
export function isOktaHost(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return oktaDomains.some((domain) => host.endsWith(`.${domain}`));
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && url.port === '' && url.origin === text.toLowerCase();
}

function isAdminHost(text: string): boolean {
  return isOktaHost(text) && /^[^.]+-admin\./i.test(new URL(text).hostname);
}
