import type { DirectoryRecord } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { Page } from '../domain/page';
import type { RunProgress } from '../domain/run';
import { openPageWriter, type PageWriter } from './page-writer';
import { replay, take, type ReadSession } from './read-session';
import type { ReadRecords } from './records';
import type { StreamState } from './run-documents';
import type { Slice } from './slice';
import { addsUp } from './snapshot';

/** Streams that are read side by side. */
const streamsAtOnce = 4;
const readingsAtMost = 3;

/**
 * Reads the open streams side by side until all are done or the slice must end. What was read is stored, whatever befalls one of them. A stream whose
 * pages do not add up is open again afterwards.
 */
export async function readStreams(slice: Slice, session: ReadSession): Promise<void> {
  const writer = openPageWriter(slice, session);
  const waiting = session.state.streams.flatMap((state, place) => (state.done ? [] : [place]));
  const failures: unknown[] = [];
  const mustStop = () => failures.length > 0 || slice.mustEnd();
  const lane = async (): Promise<void> => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      await readStream({ slice, session, writer, mustStop }, place);
    }
  };
  const lanes = Array.from({ length: streamsAtOnce }, () =>
    lane().catch((error: unknown) => void failures.push(error)),
  );
  await Promise.all(lanes);
  await writer.flush();
  report(slice, session.records);
  if (failures.length > 0) throw failures[0];
  if (!rereadUnsound(session)) return;
  await replay(slice, session);
  await slice.documents.put('read', session.state);
}

interface Reading {
  readonly slice: Slice;
  readonly session: ReadSession;
  readonly writer: PageWriter;
  readonly mustStop: () => boolean;
}

/** The next page is asked for before this one is taken in: its way through the network costs nothing then. */
async function readStream({ slice, session, writer, mustStop }: Reading, place: number): Promise<void> {
  const ask = (state: StreamState | undefined) => {
    if (state === undefined || state.done || mustStop()) return undefined;
    const asked = session.connector.readPage(state.stream, state.cursor);
    // Whoever awaits it hears of a failure; until then it must not end the process.
    asked.catch(() => undefined);
    return asked;
  };
  let asked = ask(session.state.streams[place]);
  while (asked !== undefined) {
    const page = await asked;
    const state = session.state.streams[place];
    if (state === undefined) return;
    asked = ask(after(state, page));
    await takePage({ session, writer }, place, page);
    await slice.beat(() => countsOf(session.records));
  }
}

async function takePage(
  { session, writer }: Pick<Reading, 'session' | 'writer'>,
  place: number,
  page: Page<DirectoryRecord>,
): Promise<void> {
  const state = session.state.streams[place];
  if (state === undefined) return;
  take(session, place, page.items);
  const marked = page.done && page.mark !== undefined ? { [state.stream.name]: page.mark } : {};
  session.state = {
    ...session.state,
    streams: session.state.streams.with(place, after(state, page)),
    marks: { ...session.state.marks, ...marked },
  };
  await writer.take({ stream: place, reading: state.reading, records: page.items });
}

function after(state: StreamState, page: Page<DirectoryRecord>): StreamState {
  const { cursor: _, ...rest } = state;
  const total =
    page.total === undefined ? {} : { firstTotal: state.firstTotal ?? page.total, lastTotal: page.total };
  return page.done
    ? { ...rest, ...total, done: true }
    : { ...rest, ...total, done: false, cursor: page.cursor };
}

/** Starts finished streams again whose counts do not add up. True when there was one. */
function rereadUnsound(session: ReadSession): boolean {
  let found = false;
  const streams = session.state.streams.map((state, place) => {
    if (!state.done || addsUp(state, session.named.get(place)?.size ?? 0)) return state;
    if (state.reading + 1 >= readingsAtMost) throw moving(state);
    found = true;
    return { stream: state.stream, done: false, reading: state.reading + 1 };
  });
  session.state = { ...session.state, streams };
  return found;
}

function moving(state: StreamState): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `The list "${state.stream.name}" changed each of the ${readingsAtMost} times it was read, so it cannot be known to be complete. Nothing was changed; run again when the directory is quieter.`,
  });
}

/** Counts for the page. */
export function report(slice: Slice, records: ReadRecords): void {
  slice.progress(countsOf(records));
}

/** Not for every page: it looks at all groups. */
function countsOf({ users, groups, members }: ReadRecords): Partial<RunProgress> {
  return { usersRead: users.size, groupsRead: groups.size, membershipsRead: members.count() };
}
