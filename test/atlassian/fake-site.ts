import type { Fetch, HttpDeps } from '../../src/http/request';
import type { SiteFetch } from '../../src/atlassian/site';
import type { TargetSettings } from '../../src/domain/target';
import { createTarget } from '../../src/atlassian/target';
import type { Target } from '../../src/domain/ports';

export interface FakeCall {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface FakeAnswer {
  readonly status?: number;
  /** A string goes out as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers of a site that is made for one test: by `METHOD path`; what is not there is a bare 404, as of a missing endpoint. */
export type Answers = Readonly<Record<string, (call: FakeCall) => FakeAnswer>>;

export interface FakeSite {
  readonly fetch: SiteFetch;
  readonly calls: readonly FakeCall[];
  /** `METHOD path?query` of each call to the path, in order, with the query decoded. */
  urlsOf(path: string): readonly string[];
}

export function fakeSite(answers: Answers): FakeSite {
  const calls: FakeCall[] = [];
  const fetch: Fetch = async (path, init) => {
    const url = new URL(path, 'https://site.invalid');
    const body: unknown = init.body === undefined ? undefined : JSON.parse(init.body);
    const call = { method: init.method, path: url.pathname, query: url.searchParams, body };
    calls.push(call);
    const answer = answers[`${call.method} ${call.path}`]?.(call) ?? { status: 404, body: 'nothing here' };
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
    return { status: answer.status ?? 200, headers: new Headers(answer.headers), text: async () => text };
  };
  const urlsOf = (path: string): readonly string[] =>
    calls
      .filter((call) => call.path === path)
      .map(
        (call) =>
          `${call.method} ${call.path}?${decodeURIComponent(call.query.toString()).replaceAll('+', ' ')}`,
      );
  return { fetch: { jira: fetch, confluence: fetch }, calls, urlsOf };
}

export const noonMs = Date.UTC(2026, 10, 22, 12, 0, 0);

export interface FakeHttp extends Omit<HttpDeps, 'fetch'> {
  readonly waits: readonly number[];
}

const nothing = (): void => {};

/** A clock that jumps where it would sleep. */
export function fakeHttp(): FakeHttp {
  const waits: number[] = [];
  let now = noonMs;
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
  };
  return {
    clock: { now: () => now, sleep },
    meter: { request: nothing, retry: nothing, waited: nothing, remaining: nothing },
    random: () => 0.5,
    waits,
  };
}

export function someSettings(change: Partial<TargetSettings> = {}): TargetSettings {
  return { syncAccountId: 'admin-1', syncAccountName: 'Ada Admin', api: 'jira', setAtMs: noonMs, ...change };
}

export interface FakeTarget {
  readonly target: Target;
  readonly site: FakeSite;
  readonly http: FakeHttp;
}

/** A target over a site that has nothing special but what the test says. */
export function fakeTarget(answers: Answers, settings: Partial<TargetSettings> = {}): FakeTarget {
  const site = fakeSite({ ...plainSite, ...answers });
  const http = fakeHttp();
  return { target: createTarget({ settings: someSettings(settings), fetch: site.fetch, http }), site, http };
}

/** Jira's page of groups. */
export function groupPage(groups: readonly (readonly [id: string, name: string])[]): FakeAnswer {
  const values = groups.map(([groupId, name]) => ({ groupId, name }));
  return { body: { values, isLast: true, total: values.length, startAt: 0, maxResults: 50 } };
}

export function confluencePage(results: readonly unknown[], next?: string): FakeAnswer {
  return {
    body: { results, start: 0, limit: 200, size: results.length, _links: next === undefined ? {} : { next } },
  };
}

/** Site administrators in `g-admins`, and nothing else. */
export const plainSite: Answers = {
  'GET /rest/api/3/group/bulk': (call) =>
    call.query.get('accessType') === 'site-admin' ? groupPage([['g-admins', 'site-admins']]) : groupPage([]),
  'GET /rest/api/3/groups/picker': () => ({ body: { groups: [], total: 0 } }),
  'GET /rest/api/3/applicationrole': () => ({ body: [] }),
  'GET /wiki/rest/api/group': () => confluencePage([]),
};

export function jiraRefusal(status: number, ...errorMessages: readonly string[]): FakeAnswer {
  return { status, body: { errorMessages, errors: {} } };
}
