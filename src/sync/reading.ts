import { FailureError } from '../domain/failure';
import { readingRulesOf } from '../domain/people-rules';
import type { Connector, ReadMarks } from '../domain/ports';
import type { Reading, ReadingRecords } from '../domain/stores';
import { fingerprintOf } from './settings-change';
import type { RunDeps, Slice } from './slice';

/** A reading that a read of changes brings up to date. Each `load` gives the records anew, as they were stored. */
export interface Base {
  readonly runId: string;
  readonly marks: ReadMarks;
  readonly load: () => Promise<ReadingRecords>;
}

/** `why`: a sentence for the report of a run that might have read changes only. */
export type ReadingChoice =
  { readonly kind: 'complete'; readonly why?: string } | { readonly kind: 'changes'; readonly base: Base };

/** How this run reads: everything where that was asked, where there is nothing to go on from, and from time to time in any case. */
export async function chooseReading(
  slice: Slice,
  connector: Connector,
  deps: RunDeps,
): Promise<ReadingChoice> {
  if (slice.run().readMode !== 'changes') return { kind: 'complete' };
  const rules = readingRulesOf(slice.connection.configuration);
  if (!rules.changes) return { kind: 'complete' };
  const reading = await deps.readings.get(slice.connection.id);
  const because =
    reading === undefined ? 'nothing is stored of an earlier read' : unusable(reading, slice, connector);
  if (because !== undefined || reading === undefined)
    return { kind: 'complete', why: `Everything was read, because ${because}.` };
  const records = await deps.readings.records(slice.connection.id, reading);
  if (records === undefined)
    return {
      kind: 'complete',
      why: 'Everything was read, because what is stored of the last read is damaged.',
    };
  return { kind: 'changes', base: openBase(slice, { reading, records }, deps) };
}

function unusable(reading: Reading, slice: Slice, connector: Connector): string | undefined {
  const rules = readingRulesOf(slice.connection.configuration);
  if (reading.fingerprint !== fingerprintOf(slice.connection))
    return 'the settings or the credentials have changed since the last read';
  if (reading.runsSinceComplete >= rules.completeEveryRuns)
    return `only changes were read ${inARow(reading.runsSinceComplete)}`;
  if (slice.run().startedAtMs - reading.completeAtMs >= rules.completeEveryHours * 3_600_000)
    return `the last complete read is ${old(rules.completeEveryHours)} old`;
  return connector.changesUnreadable(reading.marks);
}

function inARow(times: number): string {
  return times === 1 ? 'the last time' : `${times} times in a row`;
}

function old(hours: number): string {
  return hours === 1 ? 'an hour' : `${hours} hours`;
}

/** The reading that an earlier slice of this run chose, as long as it is still the one that is stored, or has become this run's own. */
export async function baseOf(slice: Slice, runId: string, deps: RunDeps): Promise<Base | undefined> {
  const reading = await deps.readings.get(slice.connection.id);
  if (reading === undefined || (reading.runId !== runId && reading.runId !== slice.run().id))
    return undefined;
  const records = await deps.readings.records(slice.connection.id, reading);
  if (records === undefined) return undefined;
  return openBase(slice, { reading, records }, deps);
}

interface Loaded {
  readonly reading: Reading;
  readonly records: ReadingRecords;
}

function openBase(slice: Slice, { reading, records }: Loaded, deps: RunDeps): Base {
  let first: ReadingRecords | undefined = records;
  return {
    runId: reading.runId,
    marks: reading.marks,
    load: async () => {
      const known = first ?? (await deps.readings.records(slice.connection.id, reading));
      first = undefined;
      if (known === undefined) throw new FailureError(forgotten);
      return known;
    },
  };
}

/** What a run says that cannot go on without what it went on from. */
export const forgotten = {
  kind: 'incomplete-read',
  message:
    'What was stored of the last read was forgotten while this run went on from it. Nothing was changed; run it again.',
} as const;
