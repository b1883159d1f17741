import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { ensureBundle } from '../../../dev/host';
import { launchBrowser } from '../../support/browser';
import { buildTimeoutMs, sampleDir, startFakeServer, startSample, temporaryDir } from './support';
import type { FakeServer, Sample } from './support';

const domain = 'https://login.acme.test';
const backend = { domain, type: ['FETCH_BACKEND_SIDE'] };
const groupOf = (configured: readonly object[], key = 'okta') => ({
  key,
  description: 'Your Okta organization.',
  configured,
});
const wish = { egresses: [groupOf([backend])] };

let outside: FakeServer;
let sample: Sample;

beforeAll(async () => {
  outside = await startFakeServer((_request, response) => response.end('hello'));
  sample = await startSample({ port: 0, routes: { 'login.acme.test': outside.url } });
}, buildTimeoutMs);
afterAll(async () => {
  await sample.close();
  await outside.close();
});
beforeEach(() => {
  for (const { key } of sample.host.customerEgress.groups()) sample.host.customerEgress.remove(key);
});

const fetchFrom = ({ host }: Sample, url = `${domain}/api`) => host.call('egress', { url });
const refused = { error: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 };

/** Asks as the frame does: `confirmed` after the administrator said yes. */
async function bridge({ host }: Sample, command: string, input: unknown, confirmed = true) {
  const response = await fetch(`${host.url ?? ''}/__bridge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forge-host': '1' },
    body: JSON.stringify({
      command: `__permission__egress${command}`,
      payload: { input, confirmed },
      moduleKey: 'admin',
      colorMode: 'light',
    }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const refusedWith = (words: RegExp) => ({
  status: 403,
  body: { message: expect.stringMatching(words) as string },
});

describe('an address that an administrator allowed', () => {
  test('is reached by the backend, and no other is', async () => {
    expect(await fetchFrom(sample)).toMatchObject(refused);
    expect(await bridge(sample, 'Set', wish)).toMatchObject({ status: 200 });
    expect(await fetchFrom(sample)).toMatchObject({ status: 200, body: 'hello' });
    for (const other of ['https://acme.test/', 'https://a.login.acme.test/', 'http://login.acme.test/'])
      expect(await fetchFrom(sample, other)).toMatchObject(refused);
  });

  test('for the page only is not reached by the backend', async () => {
    await bridge(sample, 'Set', { egresses: [groupOf([{ domain, type: ['IMAGES'] }])] });
    expect(await fetchFrom(sample)).toMatchObject(refused);
  });

  test('is told by get, by key, and is gone after it was deleted', async () => {
    await bridge(sample, 'Set', wish);
    expect(await bridge(sample, 'Get', {})).toMatchObject({
      body: { value: { result: { results: wish.egresses } } },
    });
    expect(await bridge(sample, 'Get', { keys: ['other'] })).toMatchObject({
      body: { value: { result: { results: [] } } },
    });
    await bridge(sample, 'DeleteDomain', { key: 'okta', domain, type: 'FETCH_BACKEND_SIDE' });
    expect(sample.host.customerEgress.groups()).toEqual([groupOf([])]);
    expect(await fetchFrom(sample)).toMatchObject(refused);
    await bridge(sample, 'DeleteGroup', { key: 'okta' });
    expect(sample.host.customerEgress.groups()).toEqual([]);
  });

  test('stays allowed in the installation, over a restart', async () => {
    const dataDir = temporaryDir();
    const routes = { 'login.acme.test': outside.url };
    const before = await startSample({ port: 0, dataDir, routes });
    await bridge(before, 'Set', wish);
    await before.close();
    const after = await startSample({ port: 0, dataDir, routes });
    expect(await fetchFrom(after)).toMatchObject({ status: 200 });
    await after.close();
    rmSync(dataDir, { recursive: true });
  });
});

describe('the platform refuses', () => {
  test('to change anything for who is no administrator; to look is allowed', async () => {
    const reader = await startSample({ port: 0, callerAccountId: 'a-reader' });
    expect(await bridge(reader, 'Set', wish)).toEqual(refusedWith(/only an administrator/));
    expect(await bridge(reader, 'DeleteGroup', { key: 'okta' })).toEqual(
      refusedWith(/only an administrator/),
    );
    expect(await bridge(reader, 'Get', {})).toMatchObject({ status: 200 });
    await reader.close();
  });

  test('every call when the manifest does not enable it, also what was allowed before', async () => {
    const appDir = temporaryDir();
    cpSync(sampleDir, appDir, { recursive: true, filter: (from) => !from.includes('.cache') });
    const manifest = path.join(appDir, 'manifest.yml');
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace('enabled: true\n    fetch', 'enabled: false\n    fetch'),
    );
    const off = await startSample({ port: 0, appDir, bundleDir: await ensureBundle(sampleDir) });
    for (const command of ['Get', 'Set', 'DeleteDomain', 'DeleteGroup'])
      expect(await bridge(off, command, wish)).toEqual(refusedWith(/customer-managed egress is off/));
    off.host.customerEgress.put([
      { key: 'okta', description: 'x', configured: [{ domain, type: ['FETCH_BACKEND_SIDE'] }] },
    ]);
    expect(await fetchFrom(off)).toMatchObject(refused);
    await off.close();
    rmSync(appDir, { recursive: true });
  });

  test.each<[string, readonly object[], RegExp]>([
    ['the same key twice', [groupOf([backend]), groupOf([])], /422: two egress groups/],
    ['the same domain twice', [groupOf([backend, backend])], /422: .* names a domain twice/],
    ['what is no address', [groupOf([{ ...backend, domain: 'not an address' }])], /422: .*no valid URL/],
    [
      'more than ten domains in a group',
      [groupOf(Array.from({ length: 11 }, (_, place) => ({ ...backend, domain: `https://a${place}.test` })))],
      /400: at most 10 domains/,
    ],
    [
      'more than ten groups',
      Array.from({ length: 11 }, (_, place) => groupOf([], `key-${place}`)),
      /400: at most 10 egress groups/,
    ],
    [
      'more than forty entries besides the backend’s',
      Array.from({ length: 5 }, (_, group) =>
        groupOf(
          Array.from({ length: 9 }, (_each, place) => ({
            domain: `https://a${group}-${place}.test`,
            type: ['IMAGES', 'FETCH_BACKEND_SIDE'],
          })),
          `key-${group}`,
        ),
      ),
      /400: at most 40 egress entries/,
    ],
  ])('%s', async (_what, egresses, words) => {
    expect(await bridge(sample, 'Set', { egresses })).toEqual(refusedWith(words));
    expect(sample.host.customerEgress.groups()).toEqual([]);
  });

  test('a payload of another shape', async () => {
    expect(await bridge(sample, 'Set', { egresses: [{ key: 'okta' }] })).toMatchObject({ status: 400 });
    expect(await bridge(sample, 'Get', { pageSize: 1 })).toMatchObject({ status: 400 });
  });
});

describe('the question in the frame', () => {
  let browser: Browser;
  let page: Page;
  let frame: Frame;

  beforeAll(async () => {
    browser = await launchBrowser();
  }, buildTimeoutMs);
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(sample.host.url ?? '');
    const found = await (await page.waitForSelector('iframe')).contentFrame();
    if (found === null) throw new Error('The host shows no app.');
    frame = found;
    await frame.waitForFunction('globalThis.__bridge !== undefined');
  });
  afterEach(() => page.close());

  /** The app's call under way, ending in what it got: text, so that the browser runs exactly this. */
  function callInPage(command: string, input: unknown): Promise<unknown> {
    const call = `globalThis.__bridge.callBridge(${JSON.stringify(`__permission__egress${command}`)}, ${JSON.stringify(input)})`;
    return frame.evaluate(`${call}.then((value) => ({ value }), (error) => ({ rejected: error.message }))`);
  }
  const question = () => page.getByRole('dialog', { name: /Allow this app to connect/ });

  test('shows description and address; yes allows it, and it is not asked again', async () => {
    const answered = callInPage('Set', wish);
    await question().waitFor();
    expect(await question().textContent()).toContain('Your Okta organization.');
    expect(await question().getByRole('listitem').allTextContents()).toEqual([domain]);
    expect(await fetchFrom(sample)).toMatchObject(refused);
    await question().getByRole('button', { name: 'Allow', exact: true }).click();
    expect(await answered).toEqual({ value: { results: wish.egresses } });
    expect(await fetchFrom(sample)).toMatchObject({ status: 200 });
    expect(await callInPage('Set', wish)).toEqual({ value: { results: wish.egresses } });
    expect(await callInPage('Get', { keys: ['okta'] })).toEqual({ value: { results: wish.egresses } });
  });

  test.each(['Do not allow', 'Escape'])('%s rejects the call, and nothing is allowed', async (way) => {
    const answered = callInPage('Set', wish);
    await question().waitFor();
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await question().getByRole('button', { name: way }).click();
    expect(await answered).toEqual({ rejected: expect.stringMatching(/did not allow/) as string });
    expect(sample.host.customerEgress.groups()).toEqual([]);
    expect(await fetchFrom(sample)).toMatchObject(refused);
  });

  test('to take an address away is asked, too', async () => {
    await bridge(sample, 'Set', wish);
    const answered = callInPage('DeleteGroup', { key: 'okta' });
    const dialog = page.getByRole('dialog', { name: /Stop this app/ });
    await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
    await answered;
    expect(await fetchFrom(sample)).toMatchObject(refused);
  });
});
