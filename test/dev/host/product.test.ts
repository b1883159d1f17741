import { callProduct, type ProductCall } from '../../../dev/host/network/product';
import { createJournal } from '../../../dev/host/journal';
import { readManifest } from '../../../dev/host/manifest';
import { buildTimeoutMs, sampleDir, startSample, type Sample } from './support';

let sample: Sample;

beforeAll(async () => {
  sample = await startSample();
}, buildTimeoutMs);
afterAll(() => sample.close());
beforeEach(() => void sample.site.received.splice(0));

const call = (payload: object) => sample.host.call('product', { product: 'jira', as: 'user', ...payload });
const groupUser = '/rest/api/3/group/user?groupId=g';

test('the site learns who calls: the app, the person in session, or the impersonated account', async () => {
  await call({ as: 'app', path: '/rest/api/3/myself' });
  await call({ path: '/rest/api/3/myself' });
  await call({ path: '/rest/api/3/myself', accountId: 'sync-account' });
  expect(sample.site.received.map((one) => one.headers['x-forge-principal'])).toEqual([
    'app',
    'user the-admin',
    'user sync-account',
  ]);
});

test('Confluence is reached under /wiki', async () => {
  expect(await call({ product: 'confluence', path: '/wiki/rest/api/group?limit=1' })).toMatchObject({
    status: 200,
  });
  expect(sample.site.received[0]?.url).toBe('/wiki/rest/api/group?limit=1');
});

test('the app cannot write groups, whatever its scopes', async () => {
  const answer = await call({ as: 'app', path: groupUser, method: 'POST' });
  expect(answer).toMatchObject({
    status: 403,
    body: expect.stringContaining('AuthorizationException') as string,
  });
  expect(sample.site.received).toEqual([]);
  expect(sample.host.refusals.at(-1)).toEqual({
    kind: 'app-writes-groups',
    what: 'POST /rest/api/3/group/user as app',
  });
});

test('an impersonated account writes groups where the scope allows impersonation', async () => {
  expect(await call({ path: groupUser, method: 'POST', accountId: 'sync-account' })).toMatchObject({
    status: 200,
  });
});

test('impersonation without allowImpersonation is refused as the proxy refuses it; the person in session needs none', async () => {
  const groups = { product: 'confluence', path: '/wiki/rest/api/group' };
  expect(await call({ ...groups, accountId: 'sync-account' })).toMatchObject({
    error: 'PROXY_ERR',
    message: expect.stringContaining('401 - AUTH_TYPE_UNAVAILABLE') as string,
    status: 401,
  });
  expect(await call({ ...groups, accountId: 'the-admin' })).toMatchObject({ status: 200 });
  expect(await call(groups)).toMatchObject({ status: 200 });
});

test('a scope that is not in the manifest is refused', async () => {
  expect(await call({ path: '/rest/api/3/mypermissions?permissions=ADMINISTER' })).toMatchObject({
    status: 401,
    body: expect.stringContaining('scope does not match') as string,
  });
  expect(sample.host.refusals.at(-1)).toEqual({
    kind: 'scope',
    what: 'GET /rest/api/3/mypermissions needs read:jira-work or read:permission:jira',
  });
});

test('a resource that no scope reaches is refused whatever the manifest says', async () => {
  expect(await call({ path: '/rest/api/3/applicationrole' })).toMatchObject({ status: 401 });
});

test('a product call that the host does not know answers 501', async () => {
  expect(await call({ path: '/rest/api/3/dashboard/1' })).toMatchObject({ status: 501 });
  expect(sample.site.received).toEqual([]);
});

describe('on a real site', () => {
  const manifest = readManifest(sampleDir);
  const journal = createJournal(() => undefined);
  const ask = (
    provider: ProductCall['provider'],
    accountId?: string,
    moves: Partial<ProductCall['request']> = {},
  ) =>
    callProduct(
      {
        product: 'jira',
        provider,
        accountId,
        functionKey: 'advance',
        request: {
          method: 'GET',
          path: '/rest/api/3/myself',
          headers: {},
          signal: new AbortController().signal,
          ...moves,
        },
      },
      {
        manifest,
        journal,
        site: `${sample.site.url}/`,
        siteAuth: 'Basic x',
        siteAccountId: async () => 'developer',
      },
    );

  test('calls carry the developer’s token and no made-up identity', async () => {
    expect(await ask('user', 'developer')).toMatchObject({ status: 200 });
    expect(sample.site.received[0]?.headers).toMatchObject({ authorization: 'Basic x' });
    expect(sample.site.received[0]?.headers).not.toHaveProperty('x-forge-principal');
  });

  test('nobody else can be played with that token', async () => {
    expect(await ask('user', 'somebody-else')).toMatchObject({ status: 501 });
    expect(sample.site.received).toEqual([]);
  });

  test('group writes as the app are refused although the token could', async () => {
    expect(await ask('app', undefined, { method: 'POST', path: '/rest/api/3/group' })).toMatchObject({
      status: 403,
    });
  });
});
