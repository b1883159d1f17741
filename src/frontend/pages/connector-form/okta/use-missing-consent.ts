import { useAddressConsent } from '../../../api/allowed-addresses';
import type { DirectoryDraft } from '../directory-draft';
import type { FieldErrors } from '../field-errors';
import { customOrigin } from './okta-address';

/** The error of an address that the site does not allow the app to call: without consent a save would store what cannot work. */
export function useMissingConsent(directory: DirectoryDraft): FieldErrors<'baseUrl'> {
  const origin = directory.kind === 'okta' ? customOrigin(directory.baseUrl) : undefined;
  if (useAddressConsent(origin) !== 'missing' || origin === undefined) return {};
  const { hostname } = new URL(origin);
  return { baseUrl: `This site does not allow the app to reach ${hostname} yet. Allow it below, then save.` };
}
