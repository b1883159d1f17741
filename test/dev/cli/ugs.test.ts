import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBundle } from '../../../dev/host';
import {
  demoCompany,
  demoRoleIds,
  demoSite,
  startAtlassian,
  startOneLogin,
  type AtlassianSimulator,
  type OneLoginSimulator,
} from '../../../dev/simulators';
import { connectionDocument } from '../../../src/contract';
import type { RunReport } from '../../../src/domain/run';
import { groupsOf, personId, siteWrites, startTimeoutMs } from '../../support/app';
import { manyUgs, root, ugs as ugsAlone, type Ended } from './support';

const secret = 'the-secret-of-the-test';

let onelogin: OneLoginSimulator;
let atlassian: AtlassianSimulator;
let folder: string;
const commands = manyUgs();

beforeAll(async () => {
  await ensureBundle(root);
  onelogin = await startOneLogin({
    company: demoCompany(),
    credentials: { clientId: 'your-client-id', clientSecret: secret },
  });
  atlassian = await startAtlassian({ site: demoSite() });
}, startTimeoutMs);
afterAll(() => Promise.all([commands.close(), onelogin.close(), atlassian.close()]));
beforeEach(() => {
  onelogin.reset();
  atlassian.reset();
  folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ugs = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  commands.run(args, { ONELOGIN_CLIENT_SECRET: secret, ...environment });
/** The same in a process of its own. */
const alone = (args: readonly string[]) => ugsAlone(args, { ONELOGIN_CLIENT_SECRET: secret });

/** `ugs sync` of the example against the simulators, with its report. */
async function sync(...options: readonly string[]): Promise<Synced> {
  return reported(ugs, options);
}

/** The same in a process of its own. */
async function syncAlone(...options: readonly string[]): Promise<Synced> {
  return reported(alone, options);
}

type Synced = Ended & { readonly report: RunReport };

async function reported(run: typeof alone, options: readonly string[]): Promise<Synced> {
  const reportFile = path.join(folder, 'report.json');
  const ended = await run(['sync', example, ...routes(), '--report', reportFile, ...options]);
  return { ...ended, report: JSON.parse(readFileSync(reportFile, 'utf8')) as RunReport };
}

const example = 'examples/onelogin.json';

function routes(): readonly string[] {
  return ['--route', `api.us.onelogin.com=${onelogin.url}`, '--site', atlassian.url];
}

function fileWith(change: Readonly<Record<string, unknown>>): string {
  const file = path.join(folder, 'connection.json');
  writeFileSync(file, JSON.stringify({ ...readExample(), ...change }));
  return file;
}

function readExample(): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(root, example), 'utf8')) as Record<string, unknown>;
}

describe('ugs sync', () => {
  it('previews, then changes what is asked and nothing twice, and remembers it in --data', async () => {
    const before = groupsOf({ atlassian });
    const data = ['--data', path.join(folder, 'data')];
    const preview = await syncAlone('--preview', ...data);
    expect(preview).toMatchObject({ code: 0, report: { mode: 'preview', status: 'finished' } });
    expect(preview.output).toContain('Preview of "OneLogin": finished.');
    expect(siteWrites({ atlassian })).toBe(0);
    expect(groupsOf({ atlassian })).toEqual(before);

    // Long enough in each phase to be seen there.
    atlassian.setLatency(10);
    const first = await syncAlone(...data);
    atlassian.setLatency(0);
    expect(first).toMatchObject({
      code: 0,
      report: { mode: 'sync', trigger: 'command-line', status: 'finished' },
    });
    expect(first.report.counts.memberships.added).toBe(preview.report.planned.additions);
    expect(groupsOf({ atlassian })['Engineering']).toHaveLength(8);
    // Where nobody looks at a terminal there is a line for each phase, and no bar.
    expect(first.errors.split('\n')).toContain('Changing memberships');
    expect(first.errors + first.output).not.toContain('\u001B');

    const writes = siteWrites({ atlassian });
    onelogin.state.leave(demoRoleIds.engineering, [personId({ onelogin }, 'Amelia')]);
    const second = await syncAlone('--quiet', ...data);
    expect(second).toMatchObject({ code: 0, output: '', errors: '' });
    // What the first run added is known to be the app's own: it can be taken away.
    expect(second.report.counts.memberships).toMatchObject({ added: 0, removed: 1 });
    expect(siteWrites({ atlassian })).toBe(writes + 1);
  }, 60_000);

  it('reports all that a caller may count on', async () => {
    const { report, code } = await sync();
    expect(code).toBe(0);
    const number = expect.any(Number) as number;
    expect(report).toMatchObject({
      status: 'finished',
      counts: {
        users: { read: 26, inScope: number, matched: number, unmatched: number, ambiguous: number },
        groups: { read: 6, inScope: 6, created: 5 },
        memberships: { alreadyCorrect: number, added: number, removed: 0, held: 0, failed: 0 },
      },
      calls: {
        onelogin: { requests: number, retries: 0, waitedMs: 0 },
        jira: { requests: number, retries: 0, waitedMs: 0 },
      },
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(report).not.toHaveProperty('stoppedBecause');
    for (const phase of report.phases)
      expect(phase).toEqual({ phase: expect.any(String) as string, startedAtMs: number, endedAtMs: number });
    expect(JSON.stringify(report)).not.toContain(secret);
  }, 60_000);

  it('ends with 2 when the site refuses changes, and names them', async () => {
    atlassian.setFaults([
      { route: 'POST /rest/api/3/group/user', nth: 3, effect: { kind: 'status', status: 400 } },
    ]);
    const { code, report, output } = await syncAlone();
    expect(code).toBe(2);
    expect(report).toMatchObject({
      status: 'finished-with-failures',
      counts: { memberships: { failed: 1 } },
      rejected: [{ change: 'add-member' }],
    });
    expect(output).toMatch(/Refused \(1\)\n {2}Adding .* in ".*": Jira refused with status 400/);
  }, 60_000);

  it('ends with 3 when changes are held, and --approve applies them', async () => {
    const none = { max: 0, maxShare: 0, shareFloor: 0 };
    const limits = {
      removals: { perRun: none, perGroup: none },
      additions: { perRun: none, perGroup: none },
    };
    const file = fileWith({ rules: { createMissingGroups: true, limits } });
    const data = ['--data', path.join(folder, 'data')];
    const held = await alone(['sync', file, ...routes(), ...data]);
    expect(held.code).toBe(3);
    expect(held.output).toMatch(
      /Waiting for approval.*more than the limit of 0.*apply exactly these:\n.* ugs -- approve /s,
    );
    expect(groupsOf({ atlassian })['Engineering']).toBeUndefined();

    const approved = await ugs(['sync', file, ...routes(), ...data, '--approve']);
    expect(approved.code).toBe(0);
    expect(groupsOf({ atlassian })['Engineering']).toHaveLength(8);
  }, 60_000);

  it('ends with 4 when the run stops, and says why', async () => {
    onelogin.tokens.setCredentials({ clientId: 'your-client-id', clientSecret: 'another' });
    const { code, report, output } = await syncAlone();
    expect(code).toBe(4);
    expect(report).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'credentials-rejected' } });
    expect(output).toMatch(
      /stopped\.\nOneLogin \(api\.us\.onelogin\.com\) does not accept the client ID and client secret/,
    );
    expect(siteWrites({ atlassian })).toBe(0);
  }, 60_000);

  it('ends with 4 when the directory is empty', async () => {
    const company = onelogin.state.snapshot();
    onelogin.state.reset({
      ...company,
      people: [],
      roles: company.roles.map((role) => ({ ...role, memberIds: [] })),
    });
    expect(await sync()).toMatchObject({ code: 4, report: { stoppedBecause: { kind: 'empty-read' } } });
  }, 60_000);

  it('makes the folder of the report where it is missing', async () => {
    const reportFile = path.join(folder, 'new', 'deep', 'report.json');
    const ended = await ugs(['sync', example, ...routes(), '--preview', '--report', reportFile]);
    expect(ended).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(reportFile, 'utf8'))).toMatchObject({ status: 'finished' });
  }, 60_000);

  it('names a setting that the app refuses by its path in the file', async () => {
    const filters = { users: { emails: { mode: 'include', patterns: ['example.com'] } } };
    const settings = { ...(readExample()['settings'] as object), filters };
    const { code, errors } = await ugs(['sync', fileWith({ settings }), ...routes(), '--preview']);
    expect(code).toBe(4);
    expect(errors).toMatch(/^settings\.filters\.users\.emails\.patterns: "example\.com" can match no/);
  }, 60_000);

  it('has a site of its own where none is named, and finds it again with --data', async () => {
    const data = ['--data', path.join(folder, 'data')];
    const to = ['sync', example, '--route', `*.onelogin.com=${onelogin.url}`];
    expect((await ugs([...to, ...data])).output).toMatch(/Sync of "OneLogin": finished/);
    expect((await ugs([...to, ...data])).output).toMatch(/0 added, 0 removed/);
    expect(siteWrites({ atlassian })).toBe(0);
  }, 60_000);
});

describe('ugs refuses with 64', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['no command', [], /Usage: ugs/],
    ['an unknown command', ['destroy'], /unknown command 'destroy'/],
    ['no file', ['sync'], /missing required argument 'connection\.json'/],
    ['an unknown option', ['sync', example, '--force'], /unknown option '--force'.*sync --help/s],
    ['a surplus argument', ['sync', example, 'other.json'], /too many arguments/],
    [
      'a route without a URL',
      ['sync', example, '--route', 'api.us.onelogin.com'],
      /Expected HOST=URL, such as/,
    ],
    ['a route to no address', ['sync', example, '--route', 'a=b'], /starts with http:\/\/ or https:\/\//],
    [
      'a site that is no address',
      ['sync', example, '--site', 'example.com'],
      /starts with http:\/\/ or https:\/\//,
    ],
    [
      'a report that is a folder',
      ['sync', example, '--report', 'examples'],
      /--report examples: this is a folder; name a file/,
    ],
    [
      'a report in a folder that cannot be made',
      ['sync', example, '--report', `${example}/report.json`],
      /the folder .*onelogin\.json cannot be made/,
    ],
    [
      'a file that is not there',
      ['sync', 'nowhere.json'],
      /The connection file nowhere\.json does not exist/,
    ],
  ])('%s', async (_what, args, words) => {
    const { code, output, errors } = await ugs(args);
    expect({ code, output }).toEqual({ code: 64, output: '' });
    expect(errors).toMatch(words);
    expect(errors).not.toMatch(/\n\s+at /);
  });

  it('in a process of its own, where nothing but the sentence is written', async () => {
    const { code, output, errors } = await alone(['sync', 'nowhere.json']);
    expect({ code, output }).toEqual({ code: 64, output: '' });
    expect(errors).toMatch(/^The connection file nowhere\.json does not exist\..*\n$/);
  });

  it('a secret whose variable is not set, by the name of the variable', async () => {
    const { code, errors } = await ugs(['sync', example], { ONELOGIN_CLIENT_SECRET: '' });
    expect({ code, errors }).toEqual({
      code: 64,
      errors: `${example} takes its secret from the environment variable ONELOGIN_CLIENT_SECRET, which is not set.\n`,
    });
  });

  it('a wrong file, with the path of each field and what is expected there', async () => {
    const settings = { region: 'mars', clientId: '', groupSources: ['roles'], surplus: 1 };
    const file = fileWith({ version: 'two', settings, secret: { env: secret } });
    const { code, errors } = await ugs(['sync', file]);
    expect(code).toBe(64);
    expect(errors).toMatch(/is not a connection file:\n/);
    expect(errors).toMatch(/\n {2}version: .*2/);
    expect(errors).toMatch(/\n {2}settings\.region: .*"us", "eu" or "subdomain"/);
    expect(errors).toMatch(/\n {2}settings\.clientId: Enter the client ID/);
    expect(errors).toMatch(/\n {2}secret\.env: Must be the name of an environment variable/);
    expect(errors).toMatch(/surplus/);
    expect(errors).toContain('docs/connection.schema.json');
  });

  it('a file that is not JSON, or has another connector', async () => {
    const file = path.join(folder, 'text.json');
    writeFileSync(file, '{"version": 1,');
    expect(await ugs(['sync', file])).toMatchObject({
      code: 64,
      errors: expect.stringContaining('is not JSON') as string,
    });
    const other = await ugs(['sync', fileWith({ kind: 'ldap' })]);
    expect(other).toMatchObject({ code: 64, errors: expect.stringMatching(/\n {2}kind: /) as string });
  });
});

test('the example is a connection file, and holds no secret', () => {
  expect(connectionDocument.parse(readExample())).toMatchObject({
    kind: 'onelogin',
    settings: { region: 'us' },
    secret: { env: 'ONELOGIN_CLIENT_SECRET' },
  });
});
