import { createConnector } from '../../../src/connectors';
import type { DirectoryRecord } from '../../../src/domain/directory';
import type { EntraSettings } from '../../../src/domain/entra-settings';
import type { Connector, ReadStream } from '../../../src/domain/ports';
import { createMemoryTokenCache, type TokenCache } from '../../../src/http/token-cache';
import { entraSettings } from '../../support/entra-twin';
import {
  fakeHttp,
  type FakeAnswer,
  type FakeCall,
  type FakeHttp,
  type FakeReply,
} from '../../support/fake-http';

export interface FakeGraph {
  readonly connector: Connector;
  readonly http: FakeHttp;
  /** Paths with their query, sign-in left out. */
  readonly reads: () => readonly string[];
}

export interface FakeOptions {
  readonly settings?: Partial<EntraSettings>;
  readonly secret?: string;
  readonly tokens?: TokenCache;
  readonly attributes?: readonly string[];
}

/** A connector over hand-made answers: the sign-in is answered unless `route` does, everything else by `route` (undefined: 404). */
export function fakeGraph(
  route: (path: string, call: FakeCall) => FakeReply | undefined,
  options: FakeOptions = {},
): FakeGraph {
  const http = fakeHttp((call) => {
    const path = decodeURIComponent(call.url.pathname + call.url.search);
    return (
      route(path, call) ??
      (path.endsWith('/token') ? aToken() : graphRefusal(404, 'Request_ResourceNotFound'))
    );
  });
  const connector = createConnector(
    { kind: 'entra', settings: entraSettings(options.settings) },
    options.secret ?? 'secret',
    {
      ...http.deps,
      tokens: options.tokens ?? createMemoryTokenCache(),
      attributes: options.attributes ?? [],
    },
  );
  const reads = () =>
    http.calls
      .map(({ url }) => decodeURIComponent(url.pathname + url.search))
      .filter((path) => path.startsWith('/v1.0'));
  return { connector, http, reads };
}

export function aToken(more: Readonly<Record<string, unknown>> = {}): FakeAnswer {
  return { body: { token_type: 'Bearer', access_token: 'token-1', expires_in: 3_599, ...more } };
}

export function graphRefusal(
  status: number,
  code: string,
  message = 'Words of Graph.',
  headers: Readonly<Record<string, string>> = {},
): FakeAnswer {
  return { status, headers, body: { error: { code, message } } };
}

export function signInRefusal(code: number, status = 401): FakeAnswer {
  return {
    status,
    body: { error: 'invalid_client', error_description: `AADSTS${code}: Words.`, error_codes: [code] },
  };
}

const graph = 'https://graph.microsoft.com';

export interface PageLinks {
  readonly next?: string;
  readonly delta?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of a collection; links by path. */
export function aPage(value: readonly unknown[], { next, delta, headers = {} }: PageLinks = {}): FakeAnswer {
  return {
    headers,
    body: {
      value,
      ...(next === undefined ? {} : { '@odata.nextLink': graph + next }),
      ...(delta === undefined ? {} : { '@odata.deltaLink': graph + delta }),
    },
  };
}

export function aGraphUser(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    displayName: `Person ${id}`,
    mail: `${id}@example.com`,
    userPrincipalName: `${id}@example.com`,
    accountEnabled: true,
    userType: 'Member',
    ...more,
  };
}

export function aGraphGroup(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    displayName: `Group ${id}`,
    securityEnabled: true,
    mailEnabled: false,
    groupTypes: [],
    ...more,
  };
}

export function aMember(id: string, type: string = 'user', more: Readonly<Record<string, unknown>> = {}) {
  return { '@odata.type': `#microsoft.graph.${type}`, id, ...more };
}

export const removed = { '@removed': { reason: 'changed' } };

/** The answers of `$batch`, each by the URL that it was asked for. */
export function aBatch(call: FakeCall, answer: (url: string) => FakeAnswer): FakeAnswer {
  const { requests } = JSON.parse(call.body ?? '{}') as {
    readonly requests: readonly { readonly id: string; readonly url: string }[];
  };
  const responses = requests.map(({ id, url }) => {
    const { status = 200, headers = {}, body } = answer(decodeURIComponent(url));
    return { id, status, headers, body };
  });
  return { body: { responses: responses.toReversed() } };
}

export function stream(
  connector: Connector,
  name: string,
  since?: Readonly<Record<string, string>>,
): ReadStream {
  const found = connector.groupStreams(since).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no stream ${name}`);
  return found;
}

/** All pages of a stream, as records, with the mark that the last one leaves. */
export async function readAll(
  connector: Connector,
  from: ReadStream,
): Promise<{ readonly records: readonly DirectoryRecord[]; readonly mark: string | undefined }> {
  const records: DirectoryRecord[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await connector.readPage(from, cursor);
    records.push(...page.items);
    if (page.done) return { records, mark: page.mark };
    cursor = page.cursor;
  }
}
