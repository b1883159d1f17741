import { callerFetch, siteFetch } from '../../src/atlassian/forge';

interface Sent {
  readonly target: Record<string, unknown>;
  readonly path: string;
  readonly init: unknown;
}

/** The seam of the platform under `@forge/api`: a global that the runtime sets. */
const seam = '__forge_fetch__';

let sent: Sent[] = [];
beforeEach(() => {
  sent = [];
  const platform = async (target: Sent['target'], path: string, init: unknown): Promise<Response> => {
    sent.push({ target, path, init });
    return new Response('{"ok":true}', { status: 201, headers: { 'X-RateLimit-Remaining': '7' } });
  };
  Reflect.set(globalThis, seam, platform);
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, seam);
});

const init = { method: 'GET', headers: { Accept: 'application/json' } };

test('the sync account asks both products as itself, and paths go out as they were made', async () => {
  const fetch = siteFetch('5b10ac8d');
  const answer = await fetch.jira('/rest/api/3/group/bulk?groupName=R%26D%20%2F%20Ops%3F', init);
  await fetch.confluence('/wiki/rest/api/group?limit=200', init);

  expect(
    sent.map(({ target, path }) => [target['provider'], target['remote'], target['accountId'], path]),
  ).toEqual([
    ['user', 'jira', '5b10ac8d', '/rest/api/3/group/bulk?groupName=R%26D%20%2F%20Ops%3F'],
    ['user', 'confluence', '5b10ac8d', '/wiki/rest/api/group?limit=200'],
  ]);
  expect(sent[0]?.init).toEqual(init);
  expect([answer.status, answer.headers.get('x-ratelimit-remaining'), await answer.text()]).toEqual([
    201,
    '7',
    '{"ok":true}',
  ]);
});

test('the caller asks Jira in the session of the invocation, never as the app', async () => {
  await callerFetch()('/rest/api/3/myself', init);
  expect(sent.map(({ target }) => [target['provider'], target['remote'], target['accountId']])).toEqual([
    ['user', 'jira', undefined],
  ]);
});
