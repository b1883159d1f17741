/** Okta's own domains, which every site lets the app call. The domain's list, repeated; a test keeps both equal. */
const oktaDomains = ['okta.com', 'oktapreview.com', 'okta-emea.com', 'okta-gov.com', 'okta.mil'];

/** What was typed as an address: people leave `https://` out, and paste what stands in the browser, which is a page of the admin console. */
export function addressOf(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, '');
  if (trimmed === '') return '';
  const address = trimmed.includes('://') ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) return address;
  const { origin, hostname } = new URL(address);
  return isOktas(hostname) ? origin.replace(/^(https?:\/\/[^.]+)-admin\./, '$1.') : origin;
}

/** The origin of an address that is not one of Okta's own: the site must allow the app to call it. */
export function customOrigin(text: string): string | undefined {
  const address = addressOf(text);
  if (!URL.canParse(address)) return undefined;
  const { origin, protocol, hostname } = new URL(address);
  if (protocol !== 'https:' || !hostname.includes('.')) return undefined;
  return isOktas(hostname) ? undefined : origin;
}

function isOktas(hostname: string): boolean {
  return oktaDomains.some((domain) => hostname.endsWith(`.${domain}`));
}
