import { EgressFilteringService } from '@forge/egress';
import { errorAnswer, type WireAnswer } from '../wire';

/** The ports that Forge lets out (developer.atlassian.com/platform/forge/runtime-egress-permissions). '' is 443. */
const ports = ['', '80', '8080', '443', '8443', '8444', '7990', '8089', '8090', '8085', '8060'];

/** Decides whether a URL may be called. Undefined: it may; otherwise the error that the app sees. */
export interface EgressGate {
  check(url: string): WireAnswer | undefined;
}

/** `addresses` are the manifest's; `consented` answers with those that administrators of this installation have added. */
export function createEgressGate(
  addresses: readonly string[],
  consented: () => readonly string[],
): EgressGate {
  const declared = new EgressFilteringService([...addresses]);
  const isAllowed = (url: string) =>
    declared.isValidUrl(url) || new EgressFilteringService([...consented()]).isValidUrl(url);
  return {
    check: (text) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url === undefined) return errorAnswer('TypeError', `Failed to parse URL from ${text}`);
      // The filter compares strings: `https://evil.com\.okta.com/` passes it raw, but goes to evil.com. So: normalised only.
      const mayPass = url.protocol === 'https:' && ports.includes(url.port) && isAllowed(url.href);
      return mayPass ? undefined : refusal(url);
    },
  };
}

function refusal(url: URL): WireAnswer {
  const shown = `${url.origin}${url.pathname}`;
  return errorAnswer(
    'REQUEST_EGRESS_ALLOWLIST_ERR',
    `URL not included in the external fetch backend permissions: ${shown}. Visit go.atlassian.com/forge-egress for more information.`,
    403,
  );
}
