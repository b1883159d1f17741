import { createDirectoryUsers } from '../../src/domain/directory-users';
import { createMemberships } from '../../src/domain/memberships';
import { getRun, listRuns } from '../../src/resolvers/runs';
import { keys } from '../../src/storage/keys';
import { aUser } from '../support/fake-directory';
import { aServer } from './handlers-support';
import { storeRun, type Server } from './runs-support';

/** Ann and Bob are known; Ann has an account. */
async function aKnownConnection(server: Server) {
  await server.addConnection();
  await server.memory.putLinks('conn-1', { people: new Map([['1', 'acc-ann']]), groups: new Map() });
  const users = createDirectoryUsers();
  users.set('1', aUser('1', { displayName: 'Ann Example' }));
  users.set('2', aUser('2', { displayName: 'Bob Example', email: 'bob@example.com' }));
  const marks = {
    runId: 'r',
    readAtMs: 1,
    completeAtMs: 1,
    runsSinceComplete: 0,
    fingerprint: '',
    marks: {},
  };
  await server.readings.put('conn-1', marks, { users, groups: new Map(), members: createMemberships() });
}

const seen = async (server: Server) => server.answerWith('getRun', getRun, { runId: 'run-1' });

const place = { group: 'Design' };
const inEachList = {
  'wait for their removal': {
    waiting: [{ ...place, accountId: 'acc-ann', cause: 'left', untilMs: 1 }],
  },
  'were put in by hand': { drift: [{ ...place, policy: 'report', putIn: ['acc-ann'], takenOut: [] }] },
  'were taken out by hand': { drift: [{ ...place, policy: 'report', putIn: [], takenOut: ['acc-ann'] }] },
  'would be added to a group that needs a decision': {
    undecided: [
      { sourceId: 'role:1', group: { id: 'g-1', name: 'Design' }, present: 0, add: ['acc-ann'], remove: [] },
    ],
  },
  'would be removed from a group that needs a decision': {
    undecided: [
      { sourceId: 'role:1', group: { id: 'g-1', name: 'Design' }, present: 1, add: [], remove: ['acc-ann'] },
    ],
  },
  'could not be changed': {
    rejected: [{ ...place, change: 'add-member', accountId: 'acc-ann', reason: 'Gone.' }],
  },
} as const;

describe('the names that a run is shown with', () => {
  it.each(Object.entries(inEachList))('are of those who %s', async (_, report) => {
    const server = aServer();
    await aKnownConnection(server);
    await storeRun(server, 'run-1', { report });
    expect((await seen(server)).names).toEqual({ 'acc-ann': 'Ann Example' });
  });

  it('are of the administrators who started it and decided about it, and of its one person', async () => {
    const server = aServer();
    await aKnownConnection(server);
    const decision = { kind: 'rejected' as const, by: [{ accountId: 'acc-ann', atMs: 1 }] };
    const task = { kind: 'person' as const, userId: '2' };
    await storeRun(server, 'run-1', { run: { decision, task, startedBy: 'acc-ann' } });
    expect((await seen(server)).names).toEqual({ 'acc-ann': 'Ann Example', '2': 'Bob Example' });
    const { runs } = await server.answerWith('listRuns', listRuns, { connectionId: 'conn-1' });
    expect(runs).toMatchObject([{ decision }]);
  });

  it('are left out where they are not known any more, or damaged', async () => {
    const server = aServer();
    await aKnownConnection(server);
    const rejected = [{ ...place, change: 'add-member' as const, accountId: 'acc-gone', reason: 'Gone.' }];
    await storeRun(server, 'run-1', { report: { rejected } });
    expect((await seen(server)).names).toEqual({});
    for (const name of ['links', 'reading']) server.store.damage(keys.document('conn-1', name), 'rubbish');
    expect((await seen(server)).names).toEqual({});
  });
});

describe('the addresses that a run is shown with', () => {
  it('are of people without a match whom the last reading knows, and are in no report', async () => {
    const server = aServer();
    await aKnownConnection(server);
    const unmatched = ['2', 'gone'].map((userId) => ({
      userId,
      displayName: 'Somebody',
      reason: 'no-account' as const,
    }));
    await storeRun(server, 'run-1', { report: { unmatched } });
    const run = await seen(server);
    expect(run.emails).toEqual({ '2': 'bob@example.com' });
    expect(JSON.stringify(run.report)).not.toContain('bob@example.com');
    server.store.damage(keys.document('conn-1', 'reading'), 'rubbish');
    expect(await seen(server)).not.toHaveProperty('emails');
  });
});
