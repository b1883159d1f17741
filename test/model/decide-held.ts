import type { Approval } from '../../src/domain/run';
import { heldRecord } from '../../src/sync/changes-record';
import { rejectionsOf } from '../../src/sync/decide';
import { changeName, type ModelRun } from './model-state';
import { anyRun, runBoth } from './run-both';
import { connectionOf, type Scene } from './scene';
import type { ConnectionId, StepOf } from './steps';

export function heldRuns(scene: Scene, at: ConnectionId): readonly ModelRun[] {
  return connectionOf(scene, at).runs.filter(({ held }) => held.length > 0);
}

/** What an undo would do cannot be rejected for good. */
export function rejectableRuns(scene: Scene, at: ConnectionId): readonly ModelRun[] {
  return heldRuns(scene, at).filter(({ runId }) => scene.reports.get(runId)?.task?.kind !== 'undo');
}

export function doneRuns(scene: Scene, at: ConnectionId): readonly ModelRun[] {
  const isDone = ({ done }: ModelRun) => done.some(({ added, removed }) => added.length + removed.length > 0);
  return connectionOf(scene, at).runs.filter(isDone);
}

/** The newest is meant most of the time. */
function pick<T>(list: readonly T[], place: number): T | undefined {
  return place < 8 ? list.at(-1) : list[place % list.length];
}

export async function undo(scene: Scene, { at, run: place, weather }: StepOf<'undo'>): Promise<void> {
  const undone = pick(doneRuns(scene, at), place);
  if (undone !== undefined)
    await runBoth(scene, { ...anyRun, at, task: { kind: 'undo', runId: undone.runId }, weather });
}

function scopeOf({ held }: ModelRun, scope: 'all' | 'one-group' | 'whatever'): readonly string[] | undefined {
  return scope === 'one-group' ? held.slice(0, 1).map(({ sourceId }) => sourceId) : undefined;
}

export async function approve(scene: Scene, step: StepOf<'approve'>): Promise<void> {
  const { at, scope, weather } = step;
  const shown = pick(heldRuns(scene, at), step.run);
  if (shown === undefined) return;
  const report = scene.reports.get(shown.runId);
  const sourceIds = scopeOf(shown, scope);
  const approval: Approval =
    scope === 'whatever'
      ? { kind: 'all' }
      : {
          kind: 'held',
          heldHash: report?.heldHash ?? '',
          runId: shown.runId,
          ...(sourceIds && { sourceIds }),
        };
  const changes = shown.held.filter(({ sourceId }) => sourceIds?.includes(sourceId) !== false);
  const task = report?.task ?? anyRun.task;
  await runBoth(
    scene,
    { ...anyRun, at, task, approval, weather },
    scope === 'whatever' ? 'all' : new Set(changes.map(changeName)),
  );
}

export async function reject(scene: Scene, { at, run: place, scope }: StepOf<'reject'>): Promise<void> {
  const { memory, data } = scene.world;
  const shown = pick(rejectableRuns(scene, at), place);
  const record = shown && heldRecord(await data.get(shown.runId, 'changes'));
  if (shown === undefined || record === undefined) return;
  const sourceIds = scopeOf(shown, scope);
  const rejected = rejectionsOf(record, {
    atMs: 0,
    byAccountId: 'acc-admin',
    ...(sourceIds && { sourceIds }),
  });
  await memory.putRejected(at, [...(await memory.getRejected(at)), ...rejected]);
  for (const change of shown.held)
    if (sourceIds?.includes(change.sourceId) !== false)
      connectionOf(scene, at).rejected.add(changeName(change));
}
