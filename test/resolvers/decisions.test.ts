import type { Input, Outputs } from '../../src/contract';
import type { RunReport } from '../../src/domain/run';
import type { RejectedForGood } from '../../src/domain/stores';
import type { SyncRules } from '../../src/domain/sync-rules';
import type { SyncRun } from '../../src/domain/sync-run';
import * as decisions from '../../src/resolvers/decisions';
import { listChanges } from '../../src/resolvers/run-changes';
import { start } from '../../src/resolvers/runs';
import { undoRun } from '../../src/resolvers/tasks';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aServer, theAdministrator } from './handlers-support';

const ids = (prefix: string) => Array.from({ length: 12 }, (_, index) => `${prefix}${index}`);
const [design, staff] = [ids('d'), ids('s')];

/** A run holds nearly all of two groups. */
async function scene(rules: Partial<SyncRules> = {}) {
  const directory = aDirectory({ Design: design, Staff: staff });
  const site = aSite({}, [...design, ...staff]);
  const server = aServer(directory, site);
  await server.addConnection({ rules });
  await server.sync();
  const change = changing(directory);
  change.leave('role:Design', design.slice(1));
  change.leave('role:Staff', staff.slice(1));
  const held = await server.sync();
  const decide = (
    decision: 'approve' | 'reject',
    more: Partial<Input<'decideHeld'>> = {},
    as = theAdministrator,
  ): Promise<Outputs['decideHeld']> =>
    server.answerAs(as)('decideHeld', decisions.decideHeld, {
      runId: held.runId,
      heldHash: held.heldHash ?? '',
      decision,
      ...more,
    });
  const sizes = () => ['Design', 'Staff'].map((name) => membersOf(site, name)?.length);
  return { server, change, held, decide, sizes };
}

async function ended(server: ReturnType<typeof aServer>, answer: Outputs['decideHeld']): Promise<RunReport> {
  if (answer.run === undefined) throw new Error('no run was started');
  await server.settle(answer.run.id);
  return server.reportOf(answer.run.id);
}

const list = (server: ReturnType<typeof aServer>) =>
  server.answerWith('listRejected', decisions.listRejected, { connectionId: 'conn-1' });

const forgetting = (rejected: readonly RejectedForGood[]): Input<'forgetRejected'> => ({
  connectionId: 'conn-1',
  rejected: rejected.map(({ groupId, accountId, change }) => ({ groupId, accountId, change })),
});

const refusal = (message: RegExp) => ({
  answer: { kind: 'conflict', message: expect.stringMatching(message) as string },
});

describe('held changes', () => {
  it('are applied exactly when they are approved; the run says by whom, when, and which run did it', async () => {
    const { server, held, decide, sizes } = await scene();
    const answer = await decide('approve');
    const report = await ended(server, answer);
    expect(report).toMatchObject({ status: 'finished', startedBy: theAdministrator });
    expect(sizes()).toEqual([1, 1]);
    expect((await server.runs.get(held.runId))?.decision).toEqual({
      kind: 'approved',
      by: [{ accountId: theAdministrator, atMs: expect.any(Number) as number }],
      runId: answer.run?.id,
    });
    await expect(decide('approve')).rejects.toMatchObject(refusal(/decided about these changes already/));
    await expect(decide('reject')).rejects.toMatchObject(refusal(/decided about these changes already/));
  });

  it('name people who are gone from the directory as the site does', async () => {
    const directory = aDirectory({ Design: design });
    const server = aServer(directory, aSite({}, design));
    await server.addConnection();
    await server.sync();
    for (const id of design.slice(1)) changing(directory).removeUser(id);
    const { runId } = await server.sync();
    const { rows } = await server.answerWith('listChanges', listChanges, { runId, offset: 0, limit: 1 });
    expect(rows).toMatchObject([{ accountId: 'acc-d1', person: 'd1', cause: 'left', outcome: 'held' }]);
  });

  it('may be approved group by group', async () => {
    const { server, decide, sizes } = await scene();
    await ended(server, await decide('approve', { sourceIds: ['role:Staff'] }));
    expect(sizes()).toEqual([12, 1]);
  });

  it('that are rejected stay, and are held again by the next run', async () => {
    const { server, decide, sizes } = await scene();
    expect((await decide('reject')).run).toBeUndefined();
    expect(await server.sync()).toMatchObject({ status: 'held', counts: { memberships: { held: 22 } } });
    expect(sizes()).toEqual([12, 12]);
  });

  it('that are rejected for good are not proposed again until that is taken back', async () => {
    const { server, decide, sizes } = await scene();
    await decide('reject', { remember: true });
    expect(await server.sync()).toMatchObject({
      status: 'finished',
      planned: { removals: 0 },
      keptCount: 22,
    });
    const { rejected } = await server.answerWith('listRejected', decisions.listRejected, {
      connectionId: 'conn-1',
    });
    expect(rejected).toHaveLength(22);
    expect(rejected[0]).toMatchObject({
      groupName: 'Design',
      change: 'remove',
      byAccountId: theAdministrator,
    });
    await server.answerWith('forgetRejected', decisions.forgetRejected, {
      connectionId: 'conn-1',
      rejected: rejected.slice(1).map(({ groupId, accountId, change }) => ({ groupId, accountId, change })),
    });
    expect((await server.sync()).planned.removals).toBe(21);
    expect(sizes()).toEqual([12, 12]);
  });

  it('of one group may be rejected and the rest approved', async () => {
    const { server, decide, sizes } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    await ended(server, await decide('approve'));
    expect(sizes()).toEqual([12, 1]);
  });

  it('of one group after the other may be rejected, and none of them comes open again', async () => {
    const { server, held, decide, sizes } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    const outcomes = async () => {
      const of = { runId: held.runId, offset: 0, limit: 100 };
      const { rows } = await server.answerWith('listChanges', listChanges, of);
      return new Set(rows.map(({ group, outcome }) => `${group} ${outcome}`));
    };
    expect(await outcomes()).toEqual(new Set(['Design rejected', 'Staff held']));
    await decide('reject', { sourceIds: ['role:Staff'] });
    expect(await outcomes()).toEqual(new Set(['Design rejected', 'Staff rejected']));
    expect((await server.runs.get(held.runId))?.decision).not.toHaveProperty('sourceIds');
    await expect(decide('approve')).rejects.toMatchObject(refusal(/decided about these changes already/));
    expect(sizes()).toEqual([12, 12]);
  });

  it('are not applied when somebody rejects them while they are being approved', async () => {
    const { server, held, decide, sizes } = await scene();
    const { runs } = server.app;
    const before = { ...runs };
    const rejectFirst: typeof runs.save = async (run, revision) => {
      Object.assign(runs, before);
      await decide('reject', {}, 'acc-other');
      return runs.save(run, revision);
    };
    Object.assign(runs, { save: rejectFirst });
    await expect(decide('approve')).rejects.toMatchObject(refusal(/Somebody else decided/));
    await server.drain();
    expect(sizes()).toEqual([12, 12]);
    expect((await server.runs.get(held.runId))?.decision).toMatchObject({ kind: 'rejected' });
  });

  it('cannot be rejected any more once the run that applies them is being started', async () => {
    const { server, decide, sizes } = await scene();
    const { runs } = server.app;
    const before = { ...runs };
    const refused: unknown[] = [];
    Object.assign(runs, {
      create: async (run: SyncRun) => {
        await decide('reject', {}, 'acc-other').catch((error: unknown) => refused.push(error));
        return before.create(run);
      },
    });
    await ended(server, await decide('approve'));
    expect(refused).toMatchObject([refusal(/decided about these changes already/)]);
    expect(sizes()).toEqual([1, 1]);
  });

  it('are as open as before when the run that would apply them cannot be started', async () => {
    const { server, held, decide } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    const before = (await server.runs.get(held.runId))?.decision;
    const { run } = await server.start('preview');
    await expect(decide('approve')).rejects.toMatchObject(refusal(/under way/));
    expect((await server.runs.get(held.runId))?.decision).toEqual(before);
    await server.settle(run.id);
    await ended(server, await decide('approve'));
  });

  it('of a rejected group stay out of what two administrators approve', async () => {
    const { server, held, decide, sizes } = await scene({ approvals: 2 });
    await decide('reject', { sourceIds: ['role:Design'] });
    await decide('approve');
    const { decision, ...answer } = await decide('approve', { sourceIds: ['role:Staff'] }, 'acc-other');
    expect(decision).toMatchObject({ kind: 'approved', rejected: ['role:Design'] });
    await ended(server, { decision, ...answer });
    expect(sizes()).toEqual([12, 1]);
    expect((await server.runs.get(held.runId))?.decision).toEqual(decision);
  });

  it('are the same for two administrators in whatever order they name the groups', async () => {
    const { decide } = await scene({ approvals: 2 });
    await decide('approve', { sourceIds: ['role:Staff', 'role:Design'] });
    expect(await decide('approve', { sourceIds: ['role:Design', 'role:Staff'] }, 'acc-other')).toMatchObject({
      decision: { kind: 'approved' },
    });
  });

  it('are approved after a rejection by what is left out, which stays short in any number of groups', async () => {
    const { server, decide } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    const { decision, run } = await decide('approve');
    expect(decision).not.toHaveProperty('sourceIds');
    expect((await server.runs.get(run?.id ?? ''))?.approval).toMatchObject({
      exceptSourceIds: ['role:Design'],
    });
  });

  it('that are rejected group by group for good are those of that group alone', async () => {
    const { server, decide } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    await decide('reject', { remember: true });
    const { rejected } = await list(server);
    expect(new Set(rejected.map(({ groupName }) => groupName))).toEqual(new Set(['Staff']));
  });

  it('are approved by a start of a run only as on the page', async () => {
    const { server, held, decide, sizes } = await scene();
    const approve = { runId: held.runId, heldHash: held.heldHash ?? '' };
    const startWith = (connectionId: string) =>
      server.answerWith('startRun', start, { connectionId, mode: 'sync', approve });
    await server.addConnection({ id: 'conn-2' });
    await expect(startWith('conn-2')).rejects.toMatchObject(refusal(/another connector/));
    await decide('reject', { sourceIds: ['role:Design'] });
    const { run, started } = await startWith('conn-1');
    expect(started).toBe(true);
    await server.settle(run.id);
    expect(sizes()).toEqual([12, 1]);
    expect((await server.runs.get(held.runId))?.decision).toMatchObject({ kind: 'approved', runId: run.id });
    await expect(startWith('conn-1')).rejects.toMatchObject(refusal(/decided about these changes already/));
  });

  it('of the preview of an undo are approved in one step with the rest of it, and the audit says what was begun', async () => {
    const directory = aDirectory({ Staff: ['ann', 'bob'] });
    const many = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const site = aSite({}, ['ann', 'bob', ...many]);
    const server = aServer(directory, site);
    await server.addConnection();
    await server.sync();
    directory.users.push(...many.map((id) => aUser(id)));
    changing(directory).join('role:Staff', many);
    const { runId } = await server.sync();
    const { run } = await server.answerWith('undoRun', undoRun, { runId, mode: 'preview' });
    await server.settle(run.id);
    const { heldHash = '' } = await server.reportOf(run.id);
    const approve = { runId: run.id, heldHash, decision: 'approve' } as const;
    const answer = await server.answerWith('decideHeld', decisions.decideHeld, approve);
    expect(await ended(server, answer)).toMatchObject({
      task: { kind: 'undo', runId },
      status: 'finished',
      counts: { memberships: { removed: 30, held: 0 } },
    });
    expect((await server.states.get('conn-1'))?.paused).not.toHaveProperty('isHeld');
    const { entries } = await server.app.audit.list({ limit: 2 });
    expect(entries).toMatchObject([{ action: 'run-undone', subject: runId }, { action: 'held-approved' }]);
  });

  it('of an undo cannot be rejected for good', async () => {
    const { server, held, decide } = await scene();
    const stored = await server.runs.get(held.runId);
    if (stored === undefined) throw new Error('no run');
    await server.runs.save({ ...stored, task: { kind: 'undo', runId: 'id-0' } }, stored.revision);
    await expect(decide('reject', { remember: true })).rejects.toMatchObject(refusal(/undo/));
    expect((await list(server)).rejected).toEqual([]);
    await decide('reject');
  });

  it('are not rejected for good while a run is under way, which would not know it', async () => {
    const { server, decide } = await scene();
    const { run } = await server.start('preview');
    await expect(decide('reject', { remember: true })).rejects.toMatchObject(refusal(/under way/));
    await server.settle(run.id);
    await decide('reject', { remember: true });
    await server.start('preview');
    const { rejected } = await list(server);
    await expect(
      server.answerWith('forgetRejected', decisions.forgetRejected, forgetting(rejected)),
    ).rejects.toMatchObject(refusal(/under way/));
    expect((await list(server)).rejected).toHaveLength(22);
  });

  it('need two administrators where the rules say so, and nobody counts twice', async () => {
    const { server, held, decide, sizes } = await scene({ approvals: 2 });
    expect(await decide('approve')).toMatchObject({ decision: { kind: 'waiting' } });
    await expect(decide('approve')).rejects.toMatchObject(refusal(/second administrator/));
    expect(sizes()).toEqual([12, 12]);
    const answer = await decide('approve', {}, 'acc-other');
    expect(answer.decision).toMatchObject({
      kind: 'approved',
      by: [{ accountId: theAdministrator }, { accountId: 'acc-other' }],
    });
    await ended(server, answer);
    expect(sizes()).toEqual([1, 1]);
    for (const approve of ['all' as const, { runId: held.runId, heldHash: held.heldHash ?? '' }]) {
      await expect(
        server.answerWith('startRun', start, { connectionId: 'conn-1', mode: 'sync', approve }),
      ).rejects.toMatchObject(refusal(/two administrators/));
    }
  });

  it('need the second administrator also after the rules have been lowered', async () => {
    const { server, decide, sizes } = await scene({ approvals: 2 });
    const stored = await server.connections.get('conn-1');
    if (stored === undefined) throw new Error('no connection');
    const { revision, ...connection } = stored;
    await server.connections.save({ ...connection, rules: { ...connection.rules, approvals: 1 } }, revision);
    expect(await decide('approve')).toMatchObject({ decision: { kind: 'waiting' } });
    await expect(decide('approve')).rejects.toMatchObject(refusal(/second administrator/));
    expect(sizes()).toEqual([12, 12]);
  });

  it('need two approvals of the same: another choice of groups begins anew', async () => {
    const { decide, sizes } = await scene({ approvals: 2 });
    await decide('approve', { sourceIds: ['role:Design'] });
    expect(await decide('approve', {}, 'acc-other')).toMatchObject({
      decision: { kind: 'waiting', by: [{ accountId: 'acc-other' }] },
    });
    expect(sizes()).toEqual([12, 12]);
  });

  it('are decided about by their hash: others are refused', async () => {
    const { decide, sizes } = await scene();
    await expect(decide('approve', { heldHash: 'f'.repeat(64) })).rejects.toMatchObject(
      refusal(/not the changes that this run holds/),
    );
    expect(sizes()).toEqual([12, 12]);
  });

  it('are not decided about while a run is under way', async () => {
    const { server, decide } = await scene();
    await server.start('preview');
    await expect(decide('approve')).rejects.toMatchObject(refusal(/under way/));
  });

  it('are not approved after the settings have changed what takes part', async () => {
    const { server, decide, sizes } = await scene();
    const state = await server.states.get('conn-1');
    if (state === undefined) throw new Error('no state');
    const { firstPreviewAtMs: _, ...rest } = state;
    await server.states.save('conn-1', rest);
    await expect(decide('approve')).rejects.toMatchObject(refusal(/Preview first/));
    expect(sizes()).toEqual([12, 12]);
  });

  it('leave no entry in the audit where there was nothing to forget', async () => {
    const { server } = await scene();
    await server.answerWith('forgetRejected', decisions.forgetRejected, {
      connectionId: 'conn-1',
      rejected: [{ groupId: 'no-such', accountId: 'acc-d1', change: 'remove' }],
    });
    expect((await server.app.audit.list({ limit: 5 })).entries).toEqual([]);
  });

  it('leave an entry in the audit for each decision, and none for a refusal', async () => {
    const { server, decide } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    await expect(decide('approve', { heldHash: 'f'.repeat(64) })).rejects.toMatchObject(
      refusal(/not the changes/),
    );
    await decide('approve');
    const { entries } = await server.app.audit.list({ limit: 10 });
    expect(entries.map(({ action, byAccountId }) => [action, byAccountId])).toEqual([
      ['held-approved', theAdministrator],
      ['held-rejected', theAdministrator],
    ]);
  });
});

describe('the list of what was rejected for good', () => {
  const rejection = (number: number): RejectedForGood => ({
    groupId: 'group',
    groupName: 'Design',
    accountId: `acc-${number}`,
    change: 'remove',
    atMs: 0,
    byAccountId: theAdministrator,
  });

  it('names people and who rejected', async () => {
    const { server } = await scene();
    await server.memory.putRejected('conn-1', [{ ...rejection(0), accountId: `acc-${design[0]}` }]);
    expect((await list(server)).names).toEqual({ [`acc-${design[0]}`]: `Person ${design[0]}` });
  });

  it('comes in a piece that fits into an answer, with the number of all', async () => {
    const { server } = await scene();
    const all = Array.from({ length: 2_500 }, (_, number) => rejection(number));
    await server.memory.putRejected('conn-1', all);
    expect(await list(server)).toEqual({ rejected: all.slice(0, 2_000), total: 2_500 });
    const left = await server.answerWith(
      'forgetRejected',
      decisions.forgetRejected,
      forgetting(all.slice(0, 500)),
    );
    expect(left).toEqual({ rejected: all.slice(500), total: 2_000 });
  });

  it('is cleared where it is damaged, and runs stop until then', async () => {
    const { server } = await scene();
    const damaged = { ...rejection(1), change: 'wrong' as 'remove' };
    await server.memory.putRejected('conn-1', [damaged]);
    expect(await server.sync()).toMatchObject({ status: 'stopped' });
    expect(await list(server)).toEqual({ rejected: [], total: 0, damaged: true });
    const cleared = await server.answerWith('forgetRejected', decisions.forgetRejected, forgetting([]));
    expect(cleared).toEqual({ rejected: [], total: 0 });
    expect(await list(server)).toEqual({ rejected: [], total: 0 });
    expect(await server.sync()).toMatchObject({ status: 'held' });
  });
});
