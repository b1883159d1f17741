import pLimit from 'p-limit';
import { FailureError, unlessDamaged } from '../domain/failure';
import type { RunData, RunStore } from '../domain/stores';
import { syncRun, type SyncRun } from '../domain/sync-run';
import { withoutPerson } from './without-person';

interface RunDeps {
  readonly runs: RunStore;
  readonly data: RunData;
}

interface Named {
  readonly connectionId: string;
  readonly ids: readonly string[];
}

/** More runs than are kept of a connection. */
const runsListed = 100;
const runsAtOnce = 4;
/** Each lost try means that somebody decided about the run. */
const tries = 5;

/** The id of a run that waits for a second approval beside theirs. Without their id in it, they could give that one too. */
export async function awaitedRun({ connectionId, ids }: Named, deps: RunDeps): Promise<string | undefined> {
  const runs = await eachRun(connectionId, deps, async ({ id }) => {
    const run = await unlessDamaged(deps.runs.get(id));
    return run !== undefined && isAwaited(run, ids) ? id : undefined;
  });
  return runs.find((id) => id !== undefined);
}

export function awaitedSentence(runId: string): string {
  return `They have approved what the run ${runId} holds, and another administrator must approve it too. Decide about that run first, then forget them.`;
}

function isAwaited({ decision }: SyncRun, ids: readonly string[]): boolean {
  return decision?.kind === 'waiting' && decision.by.some(({ accountId }) => ids.includes(accountId));
}

/**
 * How many runs named the person.
 *
 * @throws FailureError `item-rejected` where they have approved one in the meantime, `unavailable` where somebody decides about it again and again
 */
export async function forgetInRuns({ connectionId, ids }: Named, deps: RunDeps): Promise<number> {
  const named = await eachRun(connectionId, deps, (run) => forgetInRun(run, ids, deps));
  return named.filter(Boolean).length;
}

async function eachRun<T>(
  connectionId: string,
  deps: RunDeps,
  work: (run: SyncRun) => Promise<T>,
): Promise<readonly T[]> {
  const limit = pLimit(runsAtOnce);
  const runs = await deps.runs.newest(connectionId, runsListed);
  return Promise.all(runs.map((run) => limit(() => work(run))));
}

async function forgetInRun(run: SyncRun, ids: readonly string[], deps: RunDeps): Promise<boolean> {
  let isNamed = false;
  for (const name of ['report', 'changes'] as const) {
    const stored = await unlessDamaged(deps.data.get(run.id, name).then((value) => ({ value })));
    // What cannot be read any more may name them, and is of no use to anybody.
    if (stored === undefined) await deps.data.remove(run.id, name);
    else if (stored.value !== undefined) {
      const left = withoutPerson(stored.value, ids);
      if (isSame(left, stored.value)) continue;
      await deps.data.put(run.id, name, left);
      isNamed = true;
    }
  }
  return (await forgetInRecord(run.id, ids, deps)) || isNamed;
}

async function forgetInRecord(runId: string, ids: readonly string[], deps: RunDeps): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await unlessDamaged(deps.runs.get(runId));
    if (found === undefined) return false;
    if (isAwaited(found, ids))
      throw new FailureError({ kind: 'item-rejected', message: awaitedSentence(runId) });
    const { revision, ...run } = found;
    const left = syncRun.parse(withoutPerson(run, ids));
    if (isSame(left, run)) return false;
    if ((await deps.runs.save(left, revision)) !== undefined) return true;
  }
  const message = `The run ${runId} was changed by others again and again, and names this person still. Do it again.`;
  throw new FailureError({ kind: 'unavailable', message });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
