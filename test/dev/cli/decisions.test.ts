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
import type { ChangeRow } from '../../../src/contract';
import { defaultRules } from '../../../src/domain/sync-rules';
import { groupsOf, personId, siteWrites, startTimeoutMs } from '../../support/app';
import { manyUgs, root, ugs, type Ended } from './support';

let onelogin: OneLoginSimulator;
let atlassian: AtlassianSimulator;
let folder: string;
const commands = manyUgs();

beforeAll(async () => {
  await ensureBundle(root);
  onelogin = await startOneLogin({ company: demoCompany() });
  atlassian = await startAtlassian({ site: demoSite() });
}, startTimeoutMs);
afterAll(() => Promise.all([commands.close(), onelogin.close(), atlassian.close()]));
beforeEach(() => {
  onelogin.reset();
  atlassian.reset();
  folder = mkdtempSync(path.join(os.tmpdir(), 'ugs-decisions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command on the file against the simulators and the store of this test. */
function on(command: string, file: string, ...options: readonly string[]): Promise<Ended> {
  return commands.run([command, file, ...place(), ...options], environment);
}

/** The same in a process of its own. */
function alone(command: string, file: string): Promise<Ended> {
  return ugs([command, file, ...place()], environment);
}

const environment = { ONELOGIN_CLIENT_SECRET: 'any' };

function place(): readonly string[] {
  const route = ['--route', `api.us.onelogin.com=${onelogin.url}`];
  return ['--data', path.join(folder, 'data'), '--site', atlassian.url, ...route];
}

function fileWith(rules: object = {}): string {
  const example = JSON.parse(readFileSync(path.join(root, 'examples/onelogin.json'), 'utf8')) as object;
  const file = path.join(folder, 'connection.json');
  writeFileSync(file, JSON.stringify({ ...example, rules: { ...defaultRules, ...rules } }));
  return file;
}

/** Half of the company is deleted. */
function loseHalf(): void {
  for (const [index, id] of onelogin.state.personIds().entries())
    if (index % 2 === 0) onelogin.state.removePerson(id);
}

async function syncedThenHalf(file: string): Promise<ReturnType<typeof groupsOf>> {
  expect(await on('sync', file)).toMatchObject({ code: 0 });
  loseHalf();
  return groupsOf({ atlassian });
}

function removalsIn(file: string): readonly ChangeRow[] {
  const { changes } = JSON.parse(readFileSync(file, 'utf8')) as { readonly changes: readonly ChangeRow[] };
  return changes.filter(({ kind }) => kind === 'remove');
}

/** The groups without the members that these rows remove. */
function without(groups: ReturnType<typeof groupsOf>, rows: readonly ChangeRow[]) {
  const gone = new Set(rows.map(({ group, accountId = '' }) => `${group} ${accountId}`));
  return Object.fromEntries(
    Object.entries(groups).map(([name, members]) => [
      name,
      members.filter((id) => !gone.has(`${name} ${id}`)),
    ]),
  );
}

describe('a directory that loses half its people', () => {
  it('is held by plan, approved exactly as shown, and undone', async () => {
    const file = fileWith();
    const before = await syncedThenHalf(file);
    const writes = siteWrites({ atlassian });

    const planFile = path.join(folder, 'plan.json');
    const plan = await on('plan', file, '--out', planFile);
    expect(plan.code).toBe(3);
    expect(plan.output).toMatch(/To do {4}20 memberships to remove in 6 groups/);
    expect(plan.output).toMatch(
      /This run would lose 20 of 42 \(48.%\) memberships, more than the limit of 20/,
    );
    expect(plan.output).toMatch(
      /"On call": 2 to remove \(held\)\n {2}- gone from the directory: Amelia Hart; Chiara Rossi\n/,
    );
    expect(plan.output).toMatch(/ugs -- approve \S+connection\.json --run [-0-9a-f]+ --data /);
    expect(siteWrites({ atlassian })).toBe(writes);
    const shown = removalsIn(planFile);
    expect(shown).toHaveLength(20);
    expect(shown.every(({ outcome, cause }) => outcome === 'held' && cause === 'left')).toBe(true);

    // Somebody else leaves after the plan was shown: nobody has approved that.
    onelogin.state.leave(demoRoleIds.finance, [personId({ onelogin }, 'Tomoko')]);
    const approved = await on('approve', file);
    expect(approved.output).toMatch(/^Held by run .*: 20 memberships to remove in 6 groups\./);
    expect(approved.code).toBe(3);
    expect(groupsOf({ atlassian })).toEqual(without(before, shown));

    const undone = await on('undo', file);
    expect(undone.code).toBe(0);
    expect(undone.output).toMatch(/The schedule of this connection rests/);
    expect(groupsOf({ atlassian })).toEqual(before);
    const again = await on('undo', file);
    expect(again).toMatchObject({ code: 64, errors: expect.stringMatching(/was an undo itself/) as string });
  }, 120_000);

  it('loses what is approved of one group, and what is rejected for good is not proposed again', async () => {
    const file = fileWith();
    const before = await syncedThenHalf(file);
    expect(await on('sync', file)).toMatchObject({ code: 3 });

    const nowhere = await on('approve', file, '--group', 'Nowhere');
    expect(nowhere.code).toBe(64);
    expect(nowhere.errors).toMatch(/Nothing is held in "Nowhere"\. Nothing was decided\. .*"On call"/);
    const one = await on('approve', file, '--group', 'on call');
    expect(one.code).toBe(3);
    const changed = groupsOf({ atlassian });
    expect({ ...changed, 'On call': [] }).toEqual({ ...before, 'On call': [] });
    expect(changed['On call']).toHaveLength(2);

    const rejected = await on('reject', file, '--remember');
    expect(rejected.code).toBe(0);
    expect(rejected.output).toMatch(/18 memberships to remove in 5 groups[^]*Rejected for good/);
    const plan = await on('plan', file);
    expect(plan.code).toBe(0);
    expect(plan.output).toMatch(/There is nothing to do/);
    expect(plan.output).toMatch(/18: the change was rejected for good/);
    expect(await on('reject', file)).toMatchObject({
      code: 64,
      errors: expect.stringMatching(/^Nothing waits for approval\. /) as string,
    });
    expect(groupsOf({ atlassian })).toEqual(changed);
  }, 120_000);

  it('waits for a second administrator where the rules want two, and never counts one as both', async () => {
    const file = fileWith({ approvals: 2 });
    const before = await syncedThenHalf(file);
    expect(await on('sync', file)).toMatchObject({ code: 3 });

    const forced = await on('sync', file, '--approve');
    expect(forced).toMatchObject({ code: 64, errors: expect.stringMatching(/two administrators/) as string });
    const first = await on('approve', file);
    expect(first.code).toBe(3);
    expect(first.output).toMatch(/first of two approvals.*second administrator must approve on the page/);
    const second = await on('approve', file);
    expect(second.code).toBe(4);
    expect(second.errors).toMatch(/second administrator/i);
    expect(groupsOf({ atlassian })).toEqual(before);
  }, 120_000);
});

describe('what is stored', () => {
  it('explains, exports and lists, and brings one person in step', async () => {
    const file = fileWith();
    expect(await on('sync', file)).toMatchObject({ code: 0 });

    const membership = await on(
      'explain',
      file,
      '--person',
      'amelia@lighthouse.example',
      '--group',
      'On call',
    );
    expect(membership.code).toBe(0);
    expect(membership.output).toMatch(/^Amelia Hart, amelia@lighthouse\.example, /);
    expect(membership.output).toMatch(/Amelia Hart is in On call: they are in the role "On call"/);
    onelogin.state.leave(demoRoleIds.onCall, [
      personId({ onelogin }, 'Amelia'),
      personId({ onelogin }, 'Chiara'),
    ]);
    expect(await on('sync-person', file, '--person', 'Amelia Hart')).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /"On call": 1 to remove\n {2}- no longer a member there; done: Amelia Hart/,
      ) as string,
    });
    expect(groupsOf({ atlassian })['On call']).toHaveLength(3);
    const exported = path.join(folder, 'run.csv');
    expect(await on('export-run', file, '--format', 'csv', '--out', exported)).toMatchObject({ code: 0 });
    expect(readFileSync(exported, 'utf8')).toMatch(/\nRemove,On call,/);
    const history = await on('history', file);
    expect(history.output).toMatch(/sync, person: /);
    expect(history.output).toMatch(/Site Administrator: Created the connector\n {6}Name: nothing → OneLogin/);
  }, 120_000);

  it.each([
    ['a store that knows no such connection', ['approve'], /knows no connection "OneLogin"/],
    ['neither a person nor a group to explain', ['explain'], /Name --person, --group, or both/],
  ])(
    '%s is said, and ends with 64',
    async (_what, [command = ''], words) => {
      const { code, errors } = await on(command, fileWith());
      expect(code).toBe(64);
      expect(errors).toMatch(words);
    },
    60_000,
  );
});

describe('exit codes of plan, for a pipeline', () => {
  it('64 for a wrong file, 4 where the run stops', async () => {
    expect(await alone('plan', path.join(folder, 'nowhere.json'))).toMatchObject({ code: 64 });
    onelogin.tokens.setCredentials({ clientId: 'another', clientSecret: 'another' });
    const stopped = await alone('plan', fileWith());
    onelogin.tokens.setCredentials(undefined);
    expect(stopped.code).toBe(4);
    expect(stopped.output).toMatch(/Preview of "OneLogin": stopped\./);
  }, 60_000);
});
