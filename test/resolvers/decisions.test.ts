import type { Input, Outputs } from '../../src/contract';
import type { RunReport } from '../../src/domain/run';
import type { SyncRules } from '../../src/domain/sync-rules';
import * as decisions from '../../src/resolvers/decisions';
import { listChanges } from '../../src/resolvers/exports';
import { start } from '../../src/resolvers/runs';
import { aDirectory, changing } from '../support/fake-directory';
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
    await decide('reject', { sourceIds: ['role:Staff'] });
    expect((await server.runs.get(held.runId))?.decision).toMatchObject({
      kind: 'rejected',
      sourceIds: ['role:Design', 'role:Staff'],
    });
    await expect(decide('approve')).rejects.toMatchObject(refusal(/rejected/));
    expect(sizes()).toEqual([12, 12]);
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

  it('leave an entry in the audit for each decision, and none for a refusal', async () => {
    const { server, decide } = await scene();
    await decide('reject', { sourceIds: ['role:Design'] });
    await expect(decide('approve', { heldHash: 'f'.repeat(64) })).rejects.toThrow();
    await decide('approve');
    const { entries } = await server.app.audit.list({ limit: 10 });
    expect(entries.map(({ action, byAccountId }) => [action, byAccountId])).toEqual([
      ['held-approved', theAdministrator],
      ['held-rejected', theAdministrator],
    ]);
  });
});
