import { defaultSiteSettings } from '../../src/domain/site-settings';
import { forgetPerson } from '../../src/resolvers/people';
import { listAudit } from '../../src/resolvers/audit';
import { listChanges } from '../../src/resolvers/run-changes';
import { createDirectoryUsers } from '../../src/domain/directory-users';
import { createMemberships } from '../../src/domain/memberships';
import { defaultRules } from '../../src/domain/sync-rules';
import { keys } from '../../src/storage/keys';
import { aUser } from '../support/fake-directory';
import { CrashError } from '../support/memory-key-value';
import { aServer } from './handlers-support';
import { aGroupChange, anEndedRun, storeRun, type Server } from './runs-support';

const origin = { runId: 'run-1', atMs: 1, how: 'added' } as const;
const reading = {
  runId: 'r',
  readAtMs: 1,
  completeAtMs: 1,
  runsSinceComplete: 0,
  fingerprint: 'f',
  marks: {},
};
/** Words that must be nowhere when Ann is forgotten. */
const traces = ['user-ann', 'acc-ann', 'Ann Example', 'ann@example.com'];

/** Ann and Bob, with everything that runs note of people. */
async function aCompany(server: Server, rules: Parameters<Server['addConnection']>[0] = {}) {
  await server.addConnection(rules);
  const people = new Map([
    ['user-ann', 'acc-ann'],
    ['user-bob', 'acc-bob'],
  ]);
  await server.memory.putLinks('conn-1', {
    people,
    groups: new Map([['role:1', { id: 'g-1', name: 'Design' }]]),
  });
  const users = createDirectoryUsers();
  users.set('user-ann', aUser('user-ann', { displayName: 'Ann Example', email: 'ann@example.com' }));
  users.set('user-bob', aUser('user-bob', { displayName: 'Bob Example' }));
  const members = createMemberships();
  members.add('role:1', ['user-ann', 'user-bob']);
  members.add('role:2', ['user-ann']);
  const groups = new Map([['role:1', { id: 'role:1', kind: 'role', name: 'Design' }]]);
  await server.readings.put('conn-1', reading, { users, groups, members });
  await server.memory.putLedger(
    'conn-1',
    new Map([
      [
        'g-1',
        new Map([
          ['acc-ann', origin],
          ['acc-bob', origin],
        ]),
      ],
    ]),
  );
  const accepted = { putIn: new Set(['acc-ann', 'acc-bob']), takenOut: new Set<string>() };
  await server.memory.putNotes('conn-1', {
    pending: new Map([
      [
        'g-1',
        new Map([
          ['acc-ann', 5],
          ['acc-bob', 6],
        ]),
      ],
    ]),
    accepted: new Map([['g-1', accepted]]),
    keptPeople: new Map(),
    usual: [{ removals: 1, additions: 2 }],
  });
  const rejection = { groupId: 'g-1', groupName: 'Design', change: 'remove', atMs: 1 } as const;
  await server.memory.putRejected('conn-1', [
    { ...rejection, accountId: 'acc-ann', byAccountId: 'acc-bob' },
    { ...rejection, accountId: 'acc-bob', byAccountId: 'acc-ann' },
  ]);
  const seen = { sourceId: 'role:1', putIn: new Set<string>(), takenOut: new Set<string>() };
  await server.memory.putLastTarget('conn-1', {
    runId: 'run-1',
    atMs: 1,
    groups: new Map([
      ['g-1', { ...seen, name: 'Design', members: new Set(['acc-ann', 'acc-bob']) }],
      ['g-2', { ...seen, name: 'Sales', members: new Set(['acc-bob']) }],
    ]),
    left: [],
    paired: new Map(),
    unpaired: [{ userId: 'user-ann', displayName: 'Ann Example', reason: 'no-account' }],
  });
  await storeRun(server, 'run-1', {
    run: {
      startedBy: 'acc-ann',
      task: { kind: 'person', userId: 'user-ann' },
      notes: ['Read user-ann anew.'],
    },
    report: {
      unmatched: [{ userId: 'user-ann', displayName: 'Ann Example', reason: 'no-account' }],
      rejected: [{ change: 'add-member', group: 'Design', accountId: 'acc-ann', reason: 'acc-ann is gone.' }],
    },
    changes: { leavers: [['acc-ann', 'left']], approved: ['g-1 add acc-ann'] },
  });
  await storeRun(server, 'run-2', { groups: [aGroupChange({ add: ['acc-bob'], remove: [] })] });
}

/** Everything that is stored of the connection, as it is read. */
async function stored(server: Server) {
  const { memory } = server;
  const notes = await memory.getNotes('conn-1');
  const last = await memory.getLastTarget('conn-1');
  const runs = await server.runs.newest('conn-1', 100);
  return {
    links: [...(await memory.getLinks('conn-1')).people],
    ledger: [...(await memory.getLedger('conn-1'))].map(([groupId, of]) => [groupId, ...of.keys()]),
    pending: [...notes.pending].map(([groupId, of]) => [groupId, ...of.keys()]),
    accepted: [...notes.accepted].map(([groupId, { putIn }]) => [groupId, ...putIn]),
    rejected: await memory.getRejected('conn-1'),
    target: [...(last?.groups ?? [])].map(([groupId, { members }]) => [groupId, ...members]),
    unpaired: last?.unpaired,
    ...(await read(server)),
    runs,
    documents: await Promise.all(
      runs.flatMap((run) => [server.data.get(run.id, 'report'), server.data.get(run.id, 'changes')]),
    ),
  };
}

async function read(server: Server) {
  const found = await server.readings.get('conn-1');
  const records = found && (await server.readings.records('conn-1', found));
  if (records === undefined) return {};
  const { users, members } = records;
  return { users: [...users.values()], ids: members.numbered().ids, members: [...members] };
}

const forget = (server: Server, userId = 'user-ann') =>
  server.answerWith('forgetPerson', forgetPerson, { connectionId: 'conn-1', userId });

describe('a person who is forgotten', () => {
  it('is nowhere any more in what is stored of the connector', async () => {
    const server = aServer();
    await aCompany(server);
    for (const trace of traces) expect(JSON.stringify(await stored(server))).toContain(trace);
    await forget(server);
    const left = JSON.stringify(await stored(server));
    for (const trace of traces) expect(left).not.toContain(trace);
  });

  it('leaves what is of others', async () => {
    const server = aServer();
    await aCompany(server);
    await forget(server);
    expect(await stored(server)).toMatchObject({
      links: [['user-bob', 'acc-bob']],
      ledger: [['g-1', 'acc-bob']],
      pending: [['g-1', 'acc-bob']],
      accepted: [['g-1', 'acc-bob']],
      rejected: [{ accountId: 'acc-bob', byAccountId: 'forgotten' }],
      users: [{ id: 'user-bob', displayName: 'Bob Example' }],
      ids: ['user-bob'],
      members: [
        ['role:1', ['user-bob']],
        ['role:2', []],
      ],
    });
    expect((await server.memory.getLinks('conn-1')).groups.size).toBe(1);
    expect((await server.memory.getNotes('conn-1')).usual).toHaveLength(1);
    expect(await server.readings.get('conn-1')).toEqual(reading);
  });

  it('is taken for put in by hand by no run: what was seen of their groups goes whole', async () => {
    const server = aServer();
    await aCompany(server);
    await forget(server);
    expect((await stored(server)).target).toEqual([['g-2', 'acc-bob']]);
  });

  it('leaves the counts and the order of what runs did', async () => {
    const server = aServer();
    await aCompany(server);
    await forget(server);
    const wish = { runId: 'run-1', offset: 0, limit: 10 };
    const { rows } = await server.answerWith('listChanges', listChanges, wish);
    expect(rows).toMatchObject([
      { kind: 'add', accountId: 'forgotten', outcome: 'done' },
      { kind: 'remove', accountId: 'acc-bob', outcome: 'done' },
    ]);
    expect(await server.data.get('run-1', 'report')).toMatchObject({ counts: { memberships: { added: 1 } } });
  });

  it('is told of in a sentence that says what comes next, and in no name', async () => {
    const server = aServer();
    await aCompany(server);
    const { summary } = await forget(server);
    expect(summary).toMatch(/^Forgotten: 1 managed membership, 1 run that named them/);
    expect(summary).toContain('as if somebody had put them in by hand');
    expect(summary).toContain('may be proposed again');
    expect(summary).toContain('The next complete read brings them back, unless');
    const { entries } = await server.answerWith('listAudit', listAudit, { limit: 10 });
    expect(entries).toMatchObject([{ action: 'person-forgotten', connectionId: 'conn-1', changes: [] }]);
    for (const trace of traces) expect(JSON.stringify([summary, entries])).not.toContain(trace);
  });

  it('whom the settings name is said to be named there', async () => {
    for (const [keepPeople, isNamed] of [
      [['ANN@example.com'], true],
      [['acc-ann'], true],
      [['bob@example.com'], false],
    ] as const) {
      const server = aServer();
      const removal = { ...defaultRules.removal, keepPeople: [...keepPeople] };
      await aCompany(server, { rules: { removal } });
      expect((await forget(server)).summary.includes('settings of this connector name them')).toBe(isNamed);
    }
  });

  it('can be forgotten by account where no link leads there any more', async () => {
    const server = aServer();
    await aCompany(server);
    await server.memory.putLinks('conn-1', { people: new Map(), groups: new Map() });
    const { summary } = await forget(server, 'acc-ann');
    expect(summary).toContain('did not find them in the directory');
    expect(JSON.stringify(await stored(server))).not.toContain('acc-ann');
  });

  it('by account is the same person as long as the link is there', async () => {
    const server = aServer();
    await aCompany(server);
    await forget(server, 'acc-ann');
    const left = JSON.stringify(await stored(server));
    for (const trace of traces) expect(left).not.toContain(trace);
  });

  it('is not noted as accepted any more, also where nothing waits for them', async () => {
    const server = aServer();
    await aCompany(server);
    await server.memory.putNotes('conn-1', {
      ...(await server.memory.getNotes('conn-1')),
      pending: new Map(),
    });
    await forget(server);
    expect((await stored(server)).accepted).toEqual([['g-1', 'acc-bob']]);
  });

  it('stays protected on the site, by name, and the answer says so', async () => {
    const server = aServer();
    await aCompany(server);
    const protectedPeople = [{ accountId: 'acc-ann', displayName: 'Ann' }];
    await server.site.saveSettings({ ...defaultSiteSettings, protectedPeople }, 0);
    expect((await forget(server)).summary).toContain(
      'The settings of the site name them among the protected people: take them out there.',
    );
    expect((await forget(server, 'user-bob')).summary).not.toContain('protected');
  });

  it('twice is forgotten once, and nothing is written for nobody', async () => {
    const server = aServer();
    await aCompany(server);
    await forget(server);
    const before = JSON.stringify(await stored(server));
    expect((await forget(server)).summary).toMatch(/^Nothing is stored under this ID\./);
    expect((await forget(server, 'nobody')).summary).toMatch(/^Nothing is stored under this ID\./);
    expect(JSON.stringify(await stored(server))).toBe(before);
  });

  it('is forgotten whole by doing it again after a crash at any write', async () => {
    let isDone = false;
    for (let writes = 1; !isDone; writes += 1) {
      const server = aServer();
      await aCompany(server);
      server.store.crashAfter(writes);
      isDone = await forget(server).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof CrashError)) throw error;
          return false;
        },
      );
      server.store.mend();
      server.advance(11 * 60_000);
      await server.tick();
      await forget(server);
      const left = JSON.stringify(await stored(server));
      for (const trace of traces) expect(left).not.toContain(trace);
      expect(left).toContain('acc-bob');
    }
  });

  it('takes what is damaged and might name them along', async () => {
    const server = aServer();
    await aCompany(server);
    server.store.damage(keys.document('run-1', 'report'), 'rubbish');
    server.store.damage(keys.document('conn-1', 'reading'), 'rubbish');
    await forget(server);
    expect(server.store.keys().filter((key) => key.includes('reading'))).toEqual([]);
    expect(await server.data.get('run-1', 'report')).toBeUndefined();
  });
});

describe('forgetting', () => {
  it('waits for the end of a run, and changes nothing before', async () => {
    const server = aServer();
    await aCompany(server);
    await server.runs.create(anEndedRun('run-3', { status: 'working' }));
    await server.lock.take('conn-1', 'run-3');
    const before = JSON.stringify(await stored(server));
    await expect(forget(server)).rejects.toThrow('under way');
    expect(JSON.stringify(await stored(server))).toBe(before);
    expect((await server.lock.holder('conn-1'))?.runId).toBe('run-3');
  });

  it('gives the lock back, also where it fails', async () => {
    const server = aServer();
    await aCompany(server);
    await forget(server);
    expect(await server.lock.holder('conn-1')).toBeUndefined();
    server.store.damage(keys.document('conn-1', 'links'), 'rubbish');
    await expect(forget(server)).rejects.toThrow('damaged');
    expect(await server.lock.holder('conn-1')).toBeUndefined();
  });

  it('of another connector leaves this one as it is', async () => {
    const server = aServer();
    await aCompany(server);
    await server.addConnection({ id: 'conn-2' });
    const before = JSON.stringify(await stored(server));
    await server.answerWith('forgetPerson', forgetPerson, { connectionId: 'conn-2', userId: 'user-ann' });
    expect(JSON.stringify(await stored(server))).toBe(before);
  });
});
