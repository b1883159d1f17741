import { gunzipSync } from 'node:zlib';
import { decideHeld } from '../../src/resolvers/decisions';
import { forgetPerson } from '../../src/resolvers/people';
import { listAudit } from '../../src/resolvers/audit';
import { aDirectory, changing } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { CrashError } from '../support/memory-key-value';
import { aServer, theAdministrator } from './handlers-support';
import { storeRun, type Server } from './runs-support';

const people = ['zofia', 'bob', 'cid', 'dan'];
const aCompany = () => aServer(aDirectory({ Design: people }), aSite({}, people));

const forget = (server: Server, userId = 'zofia') =>
  server.answerWith('forgetPerson', forgetPerson, { connectionId: 'conn-1', userId });

/** Keys of all values, documents unpacked, that have the text in them. */
function traces(server: Server, text: string): readonly string[] {
  return server.store.keys().filter((key) => {
    const value = server.store.dump(key.replace(/^.*?\/(?=v1:)/, '')) ?? server.store.dump(key);
    const { data } = (value ?? {}) as { readonly data?: unknown };
    const stored = typeof data === 'string' ? gunzipSync(Buffer.from(data, 'base64')).toString() : value;
    return JSON.stringify(stored).includes(text);
  });
}

describe('nothing is left of a person', () => {
  it('whom a preview alone has paired with an account', async () => {
    const server = aCompany();
    await server.addConnection();
    await server.sync('preview');
    expect(traces(server, 'acc-zofia')).not.toEqual([]);
    await forget(server);
    expect(traces(server, 'zofia')).toEqual([]);
  });

  it('whom a preview alone has paired, also by doing it again after a crash at any write', async () => {
    expect(await leftInTheEnd('preview')).toEqual([]);
  });

  it('who was read, also by doing it again after a crash at any write', async () => {
    expect(await leftInTheEnd('sync')).toEqual([]);
  });

  it('whose account only the list of people who lose nothing leads to', async () => {
    const server = aCompany();
    await server.addConnection();
    await server.sync();
    const notes = await server.memory.getNotes('conn-1');
    await server.memory.putNotes('conn-1', { ...notes, keptPeople: new Map([['zofia', 'acc-zofia']]) });
    const links = await server.memory.getLinks('conn-1');
    const others = [...links.people].filter(([userId]) => userId !== 'zofia');
    await server.memory.putLinks('conn-1', { ...links, people: new Map(others) });
    await forget(server);
    expect(traces(server, 'zofia')).toEqual([]);
  });

  it('whom two entries of that list would lead to somebody else: their account stays theirs', async () => {
    const server = aCompany();
    await server.addConnection();
    await server.sync();
    const notes = await server.memory.getNotes('conn-1');
    await server.memory.putNotes('conn-1', { ...notes, keptPeople: new Map([['old-bob', 'acc-bob']]) });
    await forget(server, 'old-bob');
    expect((await server.memory.getLinks('conn-1')).people.get('bob')).toBe('acc-bob');
  });
});

/** After each crash and a second try. */
async function leftInTheEnd(mode: 'preview' | 'sync'): Promise<readonly string[]> {
  const left: string[] = [];
  let isDone = false;
  for (let writes = 1; !isDone; writes += 1) {
    const server = aCompany();
    await server.addConnection();
    await server.sync(mode);
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
    left.push(...traces(server, 'zofia').map((key) => `${key}, after ${writes} writes`));
  }
  return left;
}

describe('a person of whom only one ID is known', () => {
  it('is to be forgotten by the other one too, and the answer says so', async () => {
    const directory = aDirectory({ Design: people });
    const server = aServer(directory, aSite({}, people));
    await server.addConnection();
    await server.sync();
    changing(directory).removeUser('zofia');
    await server.sync();
    expect((await forget(server)).summary).toContain('Atlassian account ID');
    expect((await forget(server, 'acc-zofia')).summary).toMatch(/^Forgotten: .* runs? that named them/);
    expect(traces(server, 'zofia')).toEqual([]);
  });

  it('is not asked for where both are known', async () => {
    const server = aCompany();
    await server.addConnection();
    await server.sync();
    expect((await forget(server)).summary).not.toContain('Atlassian account ID');
  });
});

/** Somebody decides about the run just before a reader has it, as often as said. */
function decidedInBetween(server: Server, times: number): void {
  const runs = { ...server.runs };
  let left = times;
  Object.assign(server.app.runs, {
    get: async (runId: string) => {
      const run = await runs.get(runId);
      if (run === undefined || left === 0) return run;
      left -= 1;
      const { revision, ...plain } = run;
      await server.runs.save({ ...plain, summary: `Decided, ${left} to come.` }, revision);
      return run;
    },
  });
}

describe('a decision that is saved at the same moment', () => {
  it('does not bring the person back', async () => {
    const server = aServer();
    await server.addConnection();
    await storeRun(server, 'run-1', { run: { startedBy: 'acc-zofia' } });
    const runs = { ...server.runs };
    decidedInBetween(server, 2);
    const { summary } = await forget(server, 'acc-zofia');
    expect(summary).toContain('1 run that named them');
    expect(await runs.get('run-1')).toMatchObject({ startedBy: 'forgotten', summary: 'Decided, 0 to come.' });
  });

  it('again and again is said, and the deed stays recorded', async () => {
    const server = aServer();
    await server.addConnection();
    await storeRun(server, 'run-1', { run: { startedBy: 'acc-zofia' } });
    decidedInBetween(server, Number.POSITIVE_INFINITY);
    await expect(forget(server, 'acc-zofia')).rejects.toThrow('Do it again');
    const { entries } = await server.answerWith('listAudit', listAudit, { limit: 10 });
    expect(entries).toMatchObject([{ action: 'person-forgotten' }]);
  });
});

describe('an administrator whose approval waits for a second one', () => {
  it('is not forgotten before that is decided, so that nobody approves twice', async () => {
    const ids = (letter: string) => Array.from({ length: 12 }, (_, index) => `${letter}${index}`);
    const directory = aDirectory({ Design: ids('d'), Staff: ids('s') });
    const server = aServer(directory, aSite({}, [...ids('d'), ...ids('s')]));
    await server.addConnection({ rules: { approvals: 2 } });
    await server.sync();
    changing(directory).leave('role:Design', ids('d').slice(1));
    changing(directory).leave('role:Staff', ids('s').slice(1));
    const held = await server.sync();
    const wish = { runId: held.runId, heldHash: held.heldHash ?? '' };
    const approve = server.answerWith('decideHeld', decideHeld, { ...wish, decision: 'approve' });
    expect((await approve).decision.kind).toBe('waiting');
    await expect(forget(server, theAdministrator)).rejects.toThrow('Decide about that run first');
    const { entries } = await server.answerWith('listAudit', listAudit, { limit: 1 });
    expect(entries).toMatchObject([{ action: 'held-approved' }]);
    await server.answerWith('decideHeld', decideHeld, { ...wish, decision: 'reject' });
    await expect(forget(server, theAdministrator)).resolves.toMatchObject({});
  });

  it('is not forgotten either where they approve while it is under way', async () => {
    const server = aServer();
    await server.addConnection();
    await storeRun(server, 'run-1', { run: { status: 'held' } });
    const runs = { ...server.runs };
    let reads = 0;
    Object.assign(server.app.runs, {
      get: async (runId: string) => {
        reads += 1;
        const run = await runs.get(runId);
        if (run === undefined || reads !== 2) return run;
        const { revision, ...plain } = run;
        const by = [{ accountId: 'acc-zofia', atMs: 1 }];
        await runs.save({ ...plain, decision: { kind: 'waiting', by } }, revision);
        return runs.get(runId);
      },
    });
    await expect(forget(server, 'acc-zofia')).rejects.toThrow('Decide about that run first');
    expect((await runs.get('run-1'))?.decision?.by).toMatchObject([{ accountId: 'acc-zofia' }]);
  });
});
