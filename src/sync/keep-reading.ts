import type { Reading } from '../domain/stores';
import type { ReadSession } from './read-session';
import { countAttributes } from './lost-attributes';
import { peopleKept } from './people-before';
import { fingerprintOf } from './settings-change';
import type { RunDeps, Slice } from './slice';

/**
 * Keeps what this run read for the next one. Called when the plan is stored: a plan that was never made must not cost its changes. Doing it twice
 * does nothing. Changes are not kept where what they go on from was forgotten in the meantime: they alone are no reading.
 */
export async function keepReading(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { id } = slice.connection;
  const { base, records, isTouched } = session;
  const before = await deps.readings.get(id);
  if (before?.runId === slice.run().id) return;
  const now = { ...complete(slice, session), people: await peopleKept(slice, session) };
  if (base === undefined) return deps.readings.put(id, now, records);
  if (before?.runId !== base.runId) return;
  await deps.readings.put(id, brought(now, before), isTouched ? records : undefined);
}

function complete(slice: Slice, { state, records }: ReadSession): Reading {
  const { id, startedAtMs } = slice.run();
  const attributes = countAttributes(records.users, slice.connection.rules);
  return {
    runId: id,
    readAtMs: startedAtMs,
    completeAtMs: startedAtMs,
    runsSinceComplete: 0,
    fingerprint: fingerprintOf(slice.connection),
    marks: state.marks,
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/** A stream that left no mark this time goes on from the one before. */
function brought(now: Reading, before: Reading): Reading {
  return {
    ...now,
    completeAtMs: before.completeAtMs,
    runsSinceComplete: before.runsSinceComplete + 1,
    marks: { ...before.marks, ...now.marks },
  };
}
