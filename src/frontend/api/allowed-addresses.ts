import { permissions } from '@forge/bridge';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from './keys';

type EgressType = Parameters<
  typeof permissions.egress.set
>[0]['egresses'][number]['configured'][number]['type'][number];

// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is in a package that the page does not ship; its texts are documented
const backendFetch = 'FETCH_BACKEND_SIDE' as EgressType;

/**
 * Whether the site allows the app's backend to call an address that the manifest does not list. `unknown`: the product did not
 * say; then the test of the connection tells.
 */
export type AddressConsent = 'not-needed' | 'unknown' | 'missing' | 'given';

/** The consent for this origin, such as `https://login.acme.com`. */
export function useAddressConsent(origin: string | undefined): AddressConsent {
  const allowed = useQuery({
    queryKey: keys.allowedAddresses,
    queryFn: readAllowed,
    enabled: origin !== undefined,
    retry: false,
  });
  if (origin === undefined) return 'not-needed';
  if (allowed.data === undefined) return 'unknown';
  return allowed.data.includes(origin) ? 'given' : 'missing';
}

// https://developer.atlassian.com/platform/forge/apis-reference/customer-managed-egress-and-remotes-api/ (read November 2026):
// without a page size, all groups come in one answer.
async function readAllowed(): Promise<readonly string[]> {
  const { results } = await permissions.egress.get({});
  return results
    .flatMap(({ configured }) => configured)
    .filter(({ type }) => type.some((each) => each === backendFetch))
    .map(({ domain }) => (URL.canParse(domain) ? new URL(domain).origin : domain));
}

/** Asks the administrator, in a dialog of Atlassian's own; it fails when they say no, or are not one. */
export function useAllowAddress() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (origin: string) => {
      await permissions.egress.set({ egresses: [consentFor(origin)] });
      return origin;
    },
    onSuccess: (origin) =>
      client.setQueryData<readonly string[]>(keys.allowedAddresses, (before = []) => [...before, origin]),
  });
}

/** A group for each address, so that an administrator can take each back on its own. */
function consentFor(origin: string) {
  const { hostname } = new URL(origin);
  return {
    key: `okta-${hostname.replaceAll('.', '-')}`,
    description: `User & Group Sync reads people and groups from your Okta organization at ${hostname}.`,
    configured: [{ domain: origin, type: [backendFetch] }],
  };
}
