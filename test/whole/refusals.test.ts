import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBundle } from '../../dev/host';
import {
  demoEntraTenant,
  demoOktaOrg,
  demoSite,
  startAtlassian,
  startEntra,
  startOkta,
  type AtlassianSimulator,
  type EntraSimulator,
  type OktaSimulator,
} from '../../dev/simulators';
import { manyUgs, root } from '../dev/cli/support';
import { siteWrites, startTimeoutMs } from '../support/app';

const token = 'the-token-of-the-test';
const entraSecret = 'the-secret-of-the-test';
const clientId = '11111111-2222-3333-4444-555555555555';
const registered = { clientId, secrets: [{ value: entraSecret }] };

let okta: OktaSimulator;
let entra: EntraSimulator;
let atlassian: AtlassianSimulator;
let folder: string;
const commands = manyUgs();

beforeAll(async () => {
  await ensureBundle(root);
  okta = await startOkta({ org: demoOktaOrg(), apiTokens: [token] });
  entra = await startEntra({
    tenant: demoEntraTenant(),
    applications: [{ ...registered, roles: ['User.Read.All', 'GroupMember.Read.All'] }],
  });
  atlassian = await startAtlassian({ site: demoSite() });
}, startTimeoutMs);
afterAll(() => Promise.all([commands, okta, entra, atlassian].map((one) => one.close())));
beforeEach(() => {
  for (const simulator of [okta, entra, atlassian]) simulator.reset();
  folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-refusals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Settings = Readonly<Record<string, unknown>>;

interface Bad {
  readonly settings?: Settings;
  readonly secret?: string;
  readonly arrange?: () => void;
  readonly words: RegExp;
}

/** The example with other settings ends with 4 and this sentence; nothing is written, and no secret is shown. */
async function expectRefusal(kind: 'okta' | 'entra', { settings = {}, secret, arrange, words }: Bad) {
  arrange?.();
  const right = kind === 'okta' ? token : entraSecret;
  const environment = { OKTA_API_TOKEN: secret ?? right, ENTRA_CLIENT_SECRET: secret ?? right };
  const { code, output, errors } = await commands.run(
    ['sync', fileOf(kind, settings), ...routes(), '--site', atlassian.url],
    environment,
  );
  const said = output + errors;
  expect(said).toMatch(words);
  expect(code).toBe(4);
  expect(said).not.toMatch(/\n\s+at /);
  expect(said).not.toContain(secret ?? right);
  expect(siteWrites({ atlassian })).toBe(0);
}

function routes(): readonly string[] {
  const hosts = {
    'acme.okta.com': okta.url,
    'login.acme.test': okta.url,
    'login.microsoftonline.com': entra.url,
    'graph.microsoft.com': entra.url,
  };
  return Object.entries(hosts).flatMap(([host, url]) => ['--route', `${host}=${url}`]);
}

function fileOf(kind: string, settings: Settings): string {
  const example = JSON.parse(readFileSync(path.join(root, `examples/${kind}.json`), 'utf8')) as {
    readonly settings: Settings;
  };
  const file = path.join(folder, `${kind}.json`);
  const here = kind === 'entra' ? { tenantId: 'lighthouse.example' } : {};
  writeFileSync(
    file,
    JSON.stringify({ ...example, settings: { ...example.settings, ...here, ...settings } }),
  );
  return file;
}

const notAKey = '-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5IGF0IGFsbA==\n-----END PRIVATE KEY-----';

describe('Okta on the command line', () => {
  it.each<[string, Bad]>([
    [
      'a revoked token',
      {
        arrange: () => okta.access.revoke(token),
        words: /Okta \(acme\.okta\.com\) does not accept the API token.*revoked.*Create a new one/s,
      },
    ],
    [
      'a token of another org',
      {
        secret: 'a-token-from-elsewhere',
        words: /does not accept the API token.*belongs to another Okta organization/s,
      },
    ],
    [
      'a private key that does not parse',
      {
        settings: { auth: 'private-key', clientId: '0oa1' },
        secret: notAKey,
        words: /The private key cannot be read\. Paste the whole key of the service app/,
      },
    ],
    [
      'a filter in the language of Graph',
      {
        settings: { filters: { users: { query: "startswith(displayName,'A')" } } },
        words: /Okta does not take the query for users: .*search.*Nothing was changed/s,
      },
    ],
    [
      'a next page on another host',
      {
        arrange: () => {
          okta.setPageCap({ users: 7, groups: 100, members: 100, logs: 100 });
          okta.setFaults([{ route: 'GET /api/v1/users', times: 'always', effect: { kind: 'foreign-next' } }]);
        },
        words: /next page of a list at .*, which is not acme\.okta\.com.*Nothing was changed/s,
      },
    ],
  ])('%s', (_what, bad) => expectRefusal('okta', bad));

  it('a domain of its own in the file is consent enough, and is reached', async () => {
    const file = fileOf('okta', { baseUrl: 'https://login.acme.test' });
    const ended = await commands.run(['sync', file, '--preview', ...routes(), '--site', atlassian.url], {
      OKTA_API_TOKEN: token,
    });
    expect(ended).toMatchObject({
      code: 0,
      output: expect.stringContaining('Preview of "Okta": finished.') as string,
    });
  });
});

describe('Entra on the command line', () => {
  it.each<[string, Bad]>([
    [
      'a tenant of nowhere',
      {
        settings: { tenantId: 'nowhere.example' },
        words: /knows no tenant "nowhere\.example".*Copy the directory \(tenant\) ID/s,
      },
    ],
    [
      'consent that is missing',
      {
        arrange: () => entra.applications.set([{ ...registered, roles: ['User.Read.All'] }]),
        words: /application permission GroupMember\.Read\.All must be there.*granted consent/s,
      },
    ],
    [
      'a private key that does not parse',
      { settings: { auth: 'certificate' }, secret: notAKey, words: /(private key|certificate).*PEM/is },
    ],
    [
      'a filter in the language of Okta',
      {
        settings: { filters: { users: { query: 'profile.department eq "Sales"' } } },
        words: /Microsoft Graph.*(query|filter)/is,
      },
    ],
    [
      'a next page on another host',
      {
        arrange: () => {
          entra.setPageSizes({ delta: 7 });
          entra.setFaults([
            { route: 'GET /v1.0/users/delta', times: 'always', effect: { kind: 'foreign-next' } },
          ]);
        },
        words: /next page of a list at .*, which is not graph\.microsoft\.com.*Nothing was changed/s,
      },
    ],
  ])('%s', (_what, bad) => expectRefusal('entra', bad));
});
