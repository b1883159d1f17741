import { egressLimitOf } from '../../../dev/host/network/external';
import { routeOf } from '../../../dev/host/network/routes';
import { buildTimeoutMs, startFakeServer, startSample, type FakeServer, type Sample } from './support';

let outside: FakeServer;
let sample: Sample;

beforeAll(async () => {
  outside = await startFakeServer((request, response) => {
    const to = new URL(request.url, 'http://x').searchParams.get('to');
    if (request.url.startsWith('/redirect')) return response.writeHead(302, { location: to ?? '' }).end();
    if (request.url.startsWith('/linked'))
      return response
        .writeHead(200, {
          'x-answer': `<${outside.url}/next>; rel="next"`,
          link: `<${outside.url}/next>; rel="next"`,
        })
        .end(JSON.stringify({ next: `${outside.url}/next`, other: 'https://other.example.com/é' }));
    if (request.url.startsWith('/empty')) return response.writeHead(204).end();
    if (request.url.startsWith('/never')) return undefined;
    return response
      .writeHead(200, { 'x-answer': 'yes' })
      .end(`${request.method} ${request.url} ${request.body}`);
  });
  sample = await startSample({
    routes: { '*.example.net': outside.url, 'ports.example.org:8443': `${outside.url}/behind` },
  });
}, buildTimeoutMs);
afterAll(async () => {
  await sample.close();
  await outside.close();
});
beforeEach(() => void outside.received.splice(0));

const call = (payload: object) => sample.host.call('egress', payload);
const refused = { error: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 };

describe('calls to the outside', () => {
  test('a declared host is reached through its route, with method, headers and body', async () => {
    const answer = await call({ url: 'https://a.example.net/users?page=2', method: 'POST', body: 'text' });
    expect(answer).toEqual({ status: 200, body: 'POST /users?page=2 text', header: 'yes' });
    expect(outside.received[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'x-sample': '1' });
    expect(outside.received[0]?.headers).not.toHaveProperty('x-forge-principal');
  });

  test('a declared port is reached, behind the path of its route', async () => {
    expect(await call({ url: 'https://ports.example.org:8443/x' })).toMatchObject({ body: 'GET /behind/x ' });
  });

  test('links of the simulator show the host that was called, and nothing else is changed', async () => {
    expect(await call({ url: 'https://a.example.net/linked' })).toEqual({
      status: 200,
      body: '{"next":"https://a.example.net/next","other":"https://other.example.com/é"}',
      header: `<${outside.url}/next>; rel="next"`,
      link: '<https://a.example.net/next>; rel="next"',
    });
  });

  test('an answer without content stays without', async () => {
    expect(await call({ url: 'https://a.example.net/empty' })).toMatchObject({ status: 204, body: '' });
  });

  test.each([
    ['an undeclared host', 'https://evil.example.com/'],
    ['the parent of a wildcard', 'https://example.net/'],
    ['plain http', 'http://a.example.net/'],
    ['an undeclared port', 'https://a.example.net:8443/'],
    ['a declared port that Forge never opens', 'https://odd.example.org:9999/'],
    ['a host that only looks declared before it is normalised', 'https://evil.com\\.example.net/'],
    ['a declared host as user name', 'https://exact.example.org@evil.com/'],
    ['an address of this machine', 'http://127.0.0.1:80/'],
  ])('%s is refused in Forge’s words', async (_what, url) => {
    const before = sample.host.refusals.length;
    expect(await call({ url })).toMatchObject({
      ...refused,
      message: expect.stringMatching(
        /^URL not included in the external fetch backend permissions: /,
      ) as string,
    });
    expect(sample.host.refusals.slice(before)).toMatchObject([{ kind: 'egress' }]);
    expect(outside.received).toEqual([]);
  });

  test('a refusal never repeats the query, where secrets may be', async () => {
    expect(JSON.stringify(await call({ url: 'https://evil.example.com/x?token=s3cret' }))).not.toContain(
      's3cret',
    );
    expect(JSON.stringify(sample.host.refusals)).not.toContain('s3cret');
  });

  test('a declared host without a route is a clear error, not a call to the network', async () => {
    expect(await call({ url: 'https://exact.example.org/' })).toMatchObject({
      error: 'LOCAL_HOST_NO_ROUTE',
      message: expect.stringContaining('exact.example.org') as string,
    });
  });

  test('redirects are followed inside the list and refused outside of it', async () => {
    const redirect = (to: string) => ({ url: `https://a.example.net/redirect?to=${encodeURIComponent(to)}` });
    expect(await call(redirect('/next'))).toMatchObject({ body: 'GET /next ' });
    expect(await call(redirect('https://b.example.net/other'))).toMatchObject({ body: 'GET /other ' });
    expect(outside.received.at(-1)?.headers).not.toHaveProperty('authorization');
    expect(await call(redirect('https://evil.example.com/'))).toMatchObject(refused);
    expect(await call({ ...redirect('https://evil.example.com/'), redirect: 'manual' })).toMatchObject({
      status: 302,
    });
    expect(await call({ ...redirect('/next'), redirect: 'error' })).toMatchObject({ error: 'TypeError' });
  });

  test('an abort of the app ends the call', async () => {
    expect(await call({ url: 'https://a.example.net/never', abortAfterMs: 50 })).toMatchObject({
      error: 'TimeoutError',
    });
  });

  test('the modules http and https do not get around the gate', async () => {
    expect(await sample.host.call('http', {})).toEqual({ error: 'REQUEST_EGRESS_ALLOWLIST_ERR' });
    expect(sample.host.refusals.at(-1)).toEqual({ kind: 'egress', what: 'direct network connections' });
  });

  test('a resolver makes 100 external requests and no more; the next invocation starts anew', async () => {
    expect(await call({ url: 'https://a.example.net/', times: 101 })).toMatchObject({
      error: 'REQUEST_EGRESS_LIMIT_ERR',
      status: 429,
    });
    expect(outside.received).toHaveLength(100);
    expect(await call({ url: 'https://a.example.net/', times: 100 })).toMatchObject({ status: 200 });
  });

  test('the limit is 100 for each started runtime minute', () => {
    expect([25, 55, 60, 61, 90, 900].map((seconds) => egressLimitOf(seconds * 1000))).toEqual([
      100, 100, 100, 200, 200, 1500,
    ]);
  });
});

test('the longest wildcard route that covers a host wins', () => {
  const routes = { '*.x.com': 'wide', '*.eu.x.com': 'narrow', 'one.eu.x.com': 'own' };
  expect(['one.eu.x.com', 'two.eu.x.com', 'us.x.com', 'x.com'].map((host) => routeOf(routes, host))).toEqual([
    'own',
    'narrow',
    'wide',
    undefined,
  ]);
});

test('what is not modelled answers 501 and is recorded', async () => {
  expect(await sample.host.call('platform', {})).toMatchObject({ status: 501 });
  expect(sample.host.refusals.at(-1)).toEqual({ kind: 'not-modelled', what: 'fpp/stargate POST /graphql' });
});

test('requests are counted by api and route, without queries', async () => {
  await call({ url: 'https://a.example.net/users?secret=1' });
  expect(sample.host.requests.at(-1)).toEqual({
    api: 'external',
    method: 'GET',
    route: 'a.example.net/users',
    principal: 'none',
    functionKey: 'resolver',
    status: 200,
  });
});
