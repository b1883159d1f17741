import type { ExportPiece } from '../../src/contract';
import { compareRuns, exportAudit, exportRun } from '../../src/resolvers/exports';
import { changesOverview, listChanges } from '../../src/resolvers/run-changes';
import { createDirectoryUsers } from '../../src/domain/directory-users';
import { createMemberships } from '../../src/domain/memberships';
import { keys } from '../../src/storage/keys';
import { aUser } from '../support/fake-directory';
import { aServer } from './handlers-support';
import { aGroupChange, storeRun, type Server } from './runs-support';

async function aKnownConnection(server: Server) {
  await server.addConnection();
  await server.memory.putLinks('conn-1', { people: new Map([['1', 'acc-ann']]), groups: new Map() });
  const users = createDirectoryUsers();
  users.set('1', aUser('1', { displayName: 'Ann Example' }));
  const reading = {
    runId: 'r',
    readAtMs: 1,
    completeAtMs: 1,
    runsSinceComplete: 0,
    fingerprint: '',
    marks: {},
  };
  await server.readings.put('conn-1', reading, { users, groups: new Map(), members: createMemberships() });
}

type Format = 'csv' | 'json';

/** All pieces of a file. */
async function whole(
  ask: (cursor: string | undefined) => Promise<ExportPiece>,
): Promise<readonly ExportPiece[]> {
  const pieces: ExportPiece[] = [];
  do pieces.push(await ask(pieces.at(-1)?.cursor));
  while (pieces.at(-1)?.cursor !== undefined);
  return pieces;
}

const optional = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
const runFile = (server: Server, runId: string, format: Format) =>
  whole((cursor) => server.answerWith('exportRun', exportRun, { runId, format, ...optional(cursor) }));
const auditFile = (server: Server, format: Format) =>
  whole((cursor) => server.answerWith('exportAudit', exportAudit, { format, ...optional(cursor) }));
const textOf = (pieces: readonly ExportPiece[]) => pieces.map(({ text }) => text).join('');

/** A run with so many additions that its file has several pieces. */
async function aLargeRun(server: Server, count = 60_000) {
  const add = Array.from({ length: count }, (_, index) => `account-${index}`);
  await storeRun(server, 'large', {
    groups: [aGroupChange({ add, remove: [] })],
    outcomes: add.map(() => 'a'),
  });
  return add;
}

describe('the changes of a run', () => {
  it('are listed in pieces, with the names of people and the count of all that were found', async () => {
    const server = aServer();
    await aKnownConnection(server);
    await storeRun(server, 'run-1');
    const list = (wish: object) =>
      server.answerWith('listChanges', listChanges, { runId: 'run-1', offset: 0, limit: 10, ...wish });
    expect(await list({})).toMatchObject({
      total: 2,
      rows: [
        { kind: 'add', accountId: 'acc-ann', person: 'Ann Example', outcome: 'done' },
        { kind: 'remove', accountId: 'acc-bob', cause: 'not-member' },
      ],
    });
    expect(await list({ offset: 1, limit: 1 })).toMatchObject({ total: 2, rows: [{ kind: 'remove' }] });
    expect(await list({ text: 'example' })).toMatchObject({ total: 1, rows: [{ kind: 'add' }] });
    expect(await list({ kind: 'create' })).toEqual({ total: 0, rows: [], sections: [] });
    expect(await list({ cause: 'left' })).toMatchObject({ total: 0 });
  });

  it('are told by people as well, each with all of theirs, and add up to the overview', async () => {
    const server = aServer();
    await aKnownConnection(server);
    const groups = [
      aGroupChange({ add: ['acc-bob'], remove: [] }),
      aGroupChange({
        sourceId: 'role:2',
        add: ['acc-ann', 'acc-bob'],
        remove: ['acc-cem'],
        heldRemovals: true,
      }),
    ];
    await storeRun(server, 'run-1', { groups, outcomes: ['a', 'a', 'a', 'h'] });
    const wish = { runId: 'run-1', offset: 1, limit: 2, order: 'person' } as const;
    const { rows, sections } = await server.answerWith('listChanges', listChanges, wish);
    expect(rows).toMatchObject([{ accountId: 'acc-bob' }, { accountId: 'acc-bob', sourceId: 'role:2' }]);
    expect(rows[0]).not.toHaveProperty('person');
    expect(sections).toEqual([{ from: 1, additions: 2, removals: 0, creations: 0 }]);
    expect(await server.answerWith('changesOverview', changesOverview, { runId: 'run-1' })).toEqual({
      total: 4,
      peopleGaining: 2,
      peopleLosing: 1,
      peopleOnlyLosing: 1,
      groupsGaining: 2,
      groupsLosing: 1,
      groupsCreated: 0,
      held: 1,
      causes: { 'not-member': 1 },
    });
  });

  it('are told without names where links and reading are damaged', async () => {
    const server = aServer();
    await aKnownConnection(server);
    await storeRun(server, 'run-1');
    for (const name of ['links', 'reading']) server.store.damage(keys.document('conn-1', name), 'rubbish');
    const { rows } = await server.answerWith('listChanges', listChanges, {
      runId: 'run-1',
      offset: 0,
      limit: 5,
    });
    expect(rows[0]).not.toHaveProperty('person');
  });

  it('are none where the run stopped before its plan', async () => {
    const server = aServer();
    await storeRun(server, 'run-1');
    await server.data.remove('run-1', 'changes');
    const wish = { runId: 'run-1', offset: 0, limit: 5 };
    expect(await server.answerWith('listChanges', listChanges, wish)).toEqual({
      rows: [],
      total: 0,
      sections: [],
    });
  });

  it('are told when the run has ended, and of runs that there are', async () => {
    const server = aServer();
    await storeRun(server, 'run-1', { run: { status: 'working' } });
    const of = (runId: string) =>
      server.answerWith('listChanges', listChanges, { runId, offset: 0, limit: 5 });
    await expect(of('run-1')).rejects.toThrow('still under way');
    await expect(of('run-2')).rejects.toThrow('does not exist');
  });
});

describe('two runs', () => {
  it('of one connector are compared', async () => {
    const server = aServer();
    await storeRun(server, 'run-1');
    await storeRun(server, 'run-2', { groups: [aGroupChange({ remove: [] })] });
    const wish = { beforeRunId: 'run-1', afterRunId: 'run-2' };
    expect(await server.answerWith('compareRuns', compareRuns, wish)).toMatchObject({
      both: 1,
      onlyAfter: [],
      onlyBefore: [{ kind: 'remove', accountId: 'acc-bob' }],
    });
  });

  it('of two connectors are not', async () => {
    const server = aServer();
    await storeRun(server, 'run-1');
    await storeRun(server, 'run-2', { run: { connectionId: 'conn-2' } });
    const wish = { beforeRunId: 'run-1', afterRunId: 'run-2' };
    await expect(server.answerWith('compareRuns', compareRuns, wish)).rejects.toThrow('two connectors');
  });
});

describe('the file of a run', () => {
  it('as JSON says what the run was, and what it changed', async () => {
    const server = aServer();
    await aKnownConnection(server);
    const approval = { kind: 'held', heldHash: 'h', runId: 'run-0' } as const;
    await storeRun(server, 'run-1', { run: { approval } });
    const pieces = await runFile(server, 'run-1', 'json');
    expect(pieces).toHaveLength(1);
    expect(pieces[0]?.fileName).toBe('run-onelogin-2026-11-25-0830-run-1.json');
    expect(JSON.parse(textOf(pieces))).toMatchObject({
      version: 1,
      run: {
        id: 'run-1',
        connection: { id: 'conn-1', name: 'OneLogin' },
        startedBy: 'acc-admin',
        startedAt: '2026-11-25T08:30:00.000Z',
        planHash: 'the-plan',
        heldHash: 'the-held',
        approval,
        counts: { memberships: { added: 1 } },
      },
      changes: [
        { kind: 'add', group: 'Design', accountId: 'acc-ann', person: 'Ann Example', outcome: 'done' },
        { kind: 'remove', cause: 'not-member' },
      ],
    });
  });

  it('as CSV has a header and a line for each change, in words', async () => {
    const server = aServer();
    await aKnownConnection(server);
    await storeRun(server, 'run-1');
    const text = textOf(await runFile(server, 'run-1', 'csv'));
    expect(text.split('\r\n')).toEqual([
      '\u{feff}Change,Group,Person,Account ID,Why,Outcome,Reason of a failure',
      'Add,Design,Ann Example,acc-ann,Is in the group in the directory,Done,',
      'Remove,Design,,acc-bob,Is no longer in the group in the directory,Done,',
      '',
    ]);
  });

  it('has each change once, however many pieces there are', async () => {
    const server = aServer();
    await server.addConnection();
    const add = await aLargeRun(server);
    const [json, csv] = [await runFile(server, 'large', 'json'), await runFile(server, 'large', 'csv')];
    expect(json.length).toBeGreaterThan(2);
    for (const { text } of json) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_500_000);
    const { changes } = JSON.parse(textOf(json)) as { changes: readonly { accountId: string }[] };
    expect(changes.map(({ accountId }) => accountId)).toEqual(add);
    const rows = textOf(csv)
      .split('\r\n')
      .filter((line) => line.startsWith('Add,'));
    expect(rows.map((line) => line.split(',')[3])).toEqual(add);
  });

  it('is not gone on with in the middle of another', async () => {
    const server = aServer();
    await aLargeRun(server);
    await storeRun(server, 'run-1');
    const [first] = await runFile(server, 'large', 'json');
    const cursor = first?.cursor ?? '';
    const ask = (runId: string, format: Format, at: string) =>
      server.answerWith('exportRun', exportRun, { runId, format, cursor: at });
    await expect(ask('run-1', 'json', cursor)).rejects.toMatchObject({ answer: { field: 'cursor' } });
    await expect(ask('large', 'csv', cursor)).rejects.toMatchObject({ answer: { field: 'cursor' } });
    await expect(ask('large', 'json', 'made-up')).rejects.toMatchObject({ answer: { field: 'cursor' } });
  });

  it('has what there is where the report is damaged and the connector gone', async () => {
    const server = aServer();
    await storeRun(server, 'run-1');
    server.store.damage(keys.document('run-1', 'report'), 'rubbish');
    const text = textOf(await runFile(server, 'run-1', 'json'));
    expect(JSON.parse(text)).toMatchObject({ run: { id: 'run-1' }, changes: [{}, {}] });
  });
});

describe('the file of what administrators did', () => {
  const long = 'x'.repeat(1_900);
  const changes = Array.from({ length: 24 }, (_, index) => ({
    path: `rules.${index}`,
    before: long,
    after: `=${long}`,
  }));

  async function anAudit(count: number, isLong = (number: number) => number % 2 === 1) {
    const server = aServer();
    const draft = { atMs: Date.UTC(2026, 10, 25), byAccountId: 'acc-admin', action: 'changed' } as const;
    for (let number = 1; number <= count; number += 1)
      await server.app.audit.add({
        ...draft,
        connectionId: 'conn-1',
        changes: isLong(number) ? changes : [],
      });
    return server;
  }

  it('has each entry once, from the newest on, however many pieces there are', async () => {
    const server = await anAudit(250);
    const pieces = await auditFile(server, 'json');
    expect(pieces.length).toBeGreaterThan(3);
    for (const { text } of pieces) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_500_000);
    const { entries, damaged } = JSON.parse(textOf(pieces)) as {
      entries: readonly { number: number }[];
      damaged: number;
    };
    expect(entries.map(({ number }) => number)).toEqual(
      Array.from({ length: 250 }, (_, index) => 250 - index),
    );
    expect(damaged).toBe(0);
    expect(pieces[0]?.fileName).toBe('audit-2026-11-22.json');
  });

  it('ends once, also where the entries are short', async () => {
    const server = await anAudit(250, () => false);
    const pieces = await auditFile(server, 'json');
    expect(pieces).toHaveLength(3);
    expect((JSON.parse(textOf(pieces)) as { entries: readonly unknown[] }).entries).toHaveLength(250);
  });

  it('counts the entries that cannot be read, each once', async () => {
    const server = await anAudit(250);
    for (const number of [249, 200, 151, 149, 3])
      server.store.damage(keys.document('audit', String(number)), 'rubbish');
    expect(JSON.parse(textOf(await auditFile(server, 'json')))).toMatchObject({ damaged: 5 });
  });

  it('as CSV has a line for each value that changed, and none that a spreadsheet would calculate', async () => {
    const server = await anAudit(2);
    const lines = textOf(await auditFile(server, 'csv')).split('\r\n');
    expect(lines).toHaveLength(1 + 1 + changes.length + 1);
    expect(lines[1]).toBe('2,2026-11-25T00:00:00.000Z,acc-admin,changed,conn-1,,,,,');
    expect(lines[2]).toBe(`1,2026-11-25T00:00:00.000Z,acc-admin,changed,conn-1,,,rules.0,${long},'=${long}`);
  });

  it('is empty and whole where nothing was done', async () => {
    const server = aServer();
    expect(JSON.parse(textOf(await auditFile(server, 'json')))).toEqual({
      version: 1,
      entries: [],
      damaged: 0,
    });
  });
});
