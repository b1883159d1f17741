import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBundle } from '../../../dev/host';
import {
  demoOktaGroupIds,
  demoOktaOrg,
  demoOktaUserId,
  demoSite,
  startAtlassian,
  startOkta,
  type AtlassianSimulator,
  type OktaSimulator,
} from '../../../dev/simulators';
import type { RunReport } from '../../../src/domain/run';
import { startTimeoutMs } from '../../support/app';
import { manyUgs, root } from './support';

const baseUrl = 'https://acme.okta.com';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyInOneLine = String(privateKey.export({ type: 'pkcs8', format: 'pem' })).replaceAll(
  '\n',
  String.raw`\n`,
);

let okta: OktaSimulator;
let atlassian: AtlassianSimulator;
let folder: string;
const commands = manyUgs();

beforeAll(async () => {
  await ensureBundle(root);
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'the-key' };
  const app = { clientId: '0oa-of-the-test', keys: [key], hasAdminRole: true };
  okta = await startOkta({
    org: demoOktaOrg(),
    publicUrl: baseUrl,
    clients: [{ ...app, grantedScopes: ['okta.users.read', 'okta.groups.read', 'okta.logs.read'] }],
  });
  atlassian = await startAtlassian({ site: demoSite() });
}, startTimeoutMs);
afterAll(() => Promise.all([commands.close(), okta.close(), atlassian.close()]));
beforeEach(() => {
  okta.reset();
  atlassian.reset();
  folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-kinds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function sync(options: readonly string[], file = 'examples/okta.json', secret = 'any-token') {
  const reportFile = path.join(folder, 'report.json');
  const routes = ['--route', `acme.okta.com=${okta.url}`, '--site', atlassian.url];
  const ended = await commands.run(['sync', file, ...routes, '--report', reportFile, ...options], {
    OKTA_API_TOKEN: secret,
  });
  return { ...ended, report: JSON.parse(readFileSync(reportFile, 'utf8')) as RunReport };
}

it('everything is read unless --changes is given, and then only what changed since the last run', async () => {
  const data = ['--data', path.join(folder, 'data')];
  expect(await sync(data)).toMatchObject({ code: 0, report: { reading: { way: 'everybody' } } });
  okta.state.leave(demoOktaGroupIds.engineering, [demoOktaUserId('Amelia')]);
  const changes = await sync([...data, '--changes']);
  expect(changes).toMatchObject({
    code: 0,
    report: { reading: { way: 'changes' }, counts: { memberships: { added: 0, removed: 1 } } },
  });
  expect(changes.output).toMatch(/\n {2}Reading {2,}Read what changed since/);
  expect(changes.output).toMatch(/\n {2}Calls {2,}Okta \d+; Jira/);
  expect(await sync(data)).toMatchObject({
    report: { reading: { way: 'everybody' }, counts: { memberships: { added: 0, removed: 0 } } },
  });
}, 60_000);

it('--changes where nothing was read before reads everything and says why, right under the counts', async () => {
  const { code, output } = await sync(['--preview', '--changes']);
  expect(code).toBe(0);
  expect(output).toMatch(
    /\n {2}Run .*\n\n(.+\n)*Everything was read, because nothing is stored of an earlier read\.\n(.+\n)*\nPeople without a match/,
  );
}, 60_000);

it('a service app signs in with a private key whose line breaks are spelled out', async () => {
  const example = JSON.parse(readFileSync(path.join(root, 'examples/okta.json'), 'utf8')) as object;
  const file = path.join(folder, 'okta.json');
  const settings = { baseUrl, auth: 'private-key', clientId: '0oa-of-the-test', keyId: 'the-key' };
  writeFileSync(file, JSON.stringify({ ...example, settings }));
  expect(await sync(['--preview'], file, keyInOneLine)).toMatchObject({
    code: 0,
    report: { status: 'finished', counts: { users: { read: 26 } } },
  });
}, 60_000);
