import { request as httpRequest } from 'node:http';
import { pagePolicy } from '../../../dev/host/page-policy';
import { readManifest } from '../../../dev/host/manifest';
import { buildTimeoutMs, sampleDir, startFakeServer, startSample, type Sample } from './support';

let sample: Sample;
let url: string;

beforeAll(async () => {
  sample = await startSample({ port: 0 });
  url = sample.host.url ?? '';
}, buildTimeoutMs);
afterAll(() => sample.close());

const bridge = async (
  command: string,
  payload: unknown,
  more: { module?: string; headers?: Record<string, string> } = {},
) => {
  const response = await fetch(`${url}/__bridge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forge-host': '1', ...more.headers },
    body: JSON.stringify({ command, payload, moduleKey: more.module ?? 'admin', colorMode: 'dark' }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
};

describe('the frame', () => {
  test('shows the chosen module in the chosen colours, with its texts escaped', async () => {
    const response = await fetch(`${url}/?module=admin&theme=dark`);
    const html = await response.text();
    expect(html).toContain('data-color-mode="dark"');
    expect(html).toContain('src="/app/admin/index.html"');
    expect(html).toContain('Sample &lt;admin>');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await fetch(`${url}/?module=nothing`)).status).toBe(404);
  });

  test.each(['/__frame.js', '/__frame.css', '/__bridge.js'])('%s is served', async (file) => {
    expect((await fetch(`${url}${file}`)).status).toBe(200);
  });
});

describe('the app’s page', () => {
  test('has the bridge before anything else, and Forge’s policy', async () => {
    const response = await fetch(`${url}/app/admin/index.html`);
    expect(await response.text()).toMatch(/<head><script src="\/__bridge.js"><\/script>/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("'unsafe-inline'");
    expect(policy).toMatch(/script-src 'self'[^;]*;/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(policy).toContain('sandbox');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('inline styles are allowed only where the manifest says so', () => {
    const manifest = readManifest(sampleDir);
    const strict = pagePolicy('<html></html>', {
      ...manifest,
      permissions: { ...manifest.permissions, content: {} },
    });
    expect(strict).not.toContain("'unsafe-inline'");
  });

  test.each([
    '/app/admin/../../manifest.yml',
    '/app/admin/..%2f..%2fmanifest.yml',
    '/app/admin/%2fetc%2fpasswd',
    '/app/admin/%00',
    '/app/%/x',
    '/app/nothing/index.html',
    '/app/admin/absent.js',
  ])('nothing outside of its folder is served: %s', async (address) => {
    const status = await new Promise((resolve, reject) => {
      // Not fetch: it would resolve the dots before sending them.
      httpRequest(url.replace('localhost', '127.0.0.1'), { path: address }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });
});

describe('the bridge', () => {
  test('invoke reaches the resolver as the person in front of the page', async () => {
    expect(await bridge('invoke', { functionKey: 'echo', payload: { a: 1 } })).toMatchObject({
      status: 200,
      body: { value: { payload: { a: 1 }, accountId: 'the-admin', moduleKey: 'admin' } },
    });
  });

  test('an error of the resolver arrives with its message', async () => {
    expect(await bridge('invoke', { functionKey: 'fail' })).toEqual({
      status: 500,
      body: { message: 'the app failed' },
    });
  });

  test('getContext tells module, person and colours', async () => {
    expect(await bridge('getContext', {})).toMatchObject({
      body: {
        value: {
          accountId: 'the-admin',
          moduleKey: 'admin',
          theme: { colorMode: 'dark' },
          extension: { type: 'jira:adminPage' },
        },
      },
    });
  });

  test('requestJira goes to the site as the person, through the same checks', async () => {
    const get = (restPath: string) => ({
      product: 'jira',
      restPath,
      fetchRequestInit: { method: 'GET', headers: [['accept', 'application/json']] },
    });
    expect(await bridge('fetchProduct', get('/rest/api/3/myself'))).toMatchObject({
      body: { value: { status: 200, body: '{"accountId":"the-admin"}' } },
    });
    expect(await bridge('fetchProduct', get('/rest/api/3/dashboard'))).toMatchObject({
      body: { value: { status: 501 } },
    });
  });

  test('an unmodelled command is refused and recorded', async () => {
    expect(await bridge('openRovo', {})).toMatchObject({ status: 501 });
    expect(sample.host.refusals.at(-1)).toEqual({ kind: 'not-modelled', what: 'bridge command openRovo' });
    expect(await bridge('invoke', { functionKey: 'x', invokeType: 'ui-remote-fetch' })).toMatchObject({
      status: 501,
    });
  });

  test('a call without the header that needs a preflight, or for another module, is refused', async () => {
    expect(
      (await bridge('invoke', { functionKey: 'echo' }, { headers: { 'x-forge-host': '' } })).status,
    ).toBe(403);
    expect((await bridge('invoke', { functionKey: 'echo' }, { module: 'nothing' })).status).toBe(400);
  });

  test('another name for this machine is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      httpRequest(
        url.replace('localhost', '127.0.0.1'),
        { headers: { host: 'evil.example.com' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('a violation of the policy is recorded', async () => {
    await fetch(`${url}/__csp-report`, { method: 'POST', body: '{"csp-report":{"blocked-uri":"inline"}}' });
    expect(sample.host.refusals.at(-1)).toMatchObject({
      kind: 'page',
      what: expect.stringContaining('blocked-uri') as string,
    });
  });
});

test('a port that is taken gives way to the next free one', async () => {
  const taken = await startFakeServer((_request, response) => response.end());
  const port = Number(new URL(taken.url).port);
  const other = await startSample({ port });
  expect(Number(new URL(other.host.url ?? '').port)).toBeGreaterThan(port);
  await other.close();
  await taken.close();
});
