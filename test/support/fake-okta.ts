import { createConnector } from '../../src/connectors';
import type { OktaSettings } from '../../src/domain/okta-settings';
import type { Connector } from '../../src/domain/ports';
import { createMemoryTokenCache } from '../../src/http/token-cache';
import { fakeHttp, type FakeAnswer, type FakeCall, type FakeHttp, type FakeReply } from './fake-http';
import { oktaPrivateKey, oktaSettings, oktaToken, oktaUrl } from './okta-twin';

export interface FakeOkta {
  readonly connector: Connector;
  readonly http: FakeHttp;
  /** Paths with their query. */
  readonly reads: () => readonly string[];
}

/** A connector over hand-made answers, with an API token unless the settings say otherwise; what `route` does not answer is not found, in Okta's words. */
export function fakeOkta(
  route: (path: string, call: FakeCall) => FakeReply | undefined,
  settings: Partial<OktaSettings> = {},
  attributes: readonly string[] = [],
): FakeOkta {
  const http = fakeHttp(
    (call) => route(decodeURIComponent(call.url.pathname + call.url.search), call) ?? gone,
  );
  const connector = createConnector(
    { kind: 'okta', settings: oktaSettings({ auth: 'token', ...settings }) },
    settings.auth === 'private-key' ? oktaPrivateKey : oktaToken,
    { ...http.deps, tokens: createMemoryTokenCache(), attributes },
  );
  const reads = () => http.calls.map(({ url }) => decodeURIComponent(url.pathname + url.search));
  return { connector, http, reads };
}

const gone = oktaRefusal(404, 'E0000007', 'Not found: Resource not found: 1 (User)');

export function oktaRefusal(status: number, errorCode: string, errorSummary: string): FakeAnswer {
  return {
    status,
    body: { errorCode, errorSummary, errorLink: errorCode, errorId: 'oae1', errorCauses: [] },
  };
}

/** A page, with a link to the next where there is one. */
export function oktaPage(body: readonly unknown[], next?: string): FakeAnswer {
  const link = next === undefined ? {} : { link: `<${oktaUrl}${next}>; rel="next"` };
  return { body, headers: { date: 'Wed, 25 Nov 2026 10:00:00 GMT', ...link } };
}

export function anOktaUser(id: string, more: Readonly<Record<string, unknown>> = {}) {
  const profile = {
    firstName: 'First',
    lastName: id,
    login: `${id}@example.com`,
    email: `${id}@example.com`,
  };
  return { id, status: 'ACTIVE', profile, ...more };
}

export function anOktaGroup(id: string, more: Readonly<Record<string, unknown>> = {}) {
  const moments = {
    lastUpdated: '2026-01-01T00:00:00.000Z',
    lastMembershipUpdated: '2026-01-01T00:00:00.000Z',
  };
  return { id, type: 'OKTA_GROUP', ...moments, profile: { name: `Group ${id}` }, ...more };
}
