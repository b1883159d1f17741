import { FailureError } from '../domain/failure';
import type { DirectoryRecord, DirectorySnapshot } from '../domain/directory';
import type { Connector } from '../domain/ports';
import type { Page } from '../domain/page';
import type { ReadState, StreamState } from './run-documents';
import { enterPhase, type RunDeps, type Slice } from './slice';
import { addRecords, addsUp, buildSnapshot, emptyRecords, type ReadRecords } from './snapshot';

/** Streams that are read side by side. */
const streamsAtOnce = 4;
const readingsAtMost = 3;
const straysAtOnce = 100;

/** The read as this invocation holds it in memory; everything of it can be had again from the stored pages. */
export interface ReadSession {
  readonly connector: Connector;
  state: ReadState;
  records: ReadRecords;
  /** Distinct counted records by stream. */
  distinct: Map<number, Set<string>>;
}

/** Takes up a read where its pages end. */
export async function openRead(slice: Slice, connector: Connector): Promise<ReadSession> {
  const stored = await slice.documents.get('read');
  const state = stored ?? {
    stage: 'groups',
    streams: connector.groupStreams().map(unread),
    pages: 0,
    strays: [],
    gone: [],
  };
  const session: ReadSession = { connector, state, records: emptyRecords(), distinct: new Map() };
  await replay(slice, session);
  return session;
}

/** Reads on. True when the directory was read to its end, false when the slice must end before. */
export async function readOn(slice: Slice, session: ReadSession, deps: RunDeps): Promise<boolean> {
  while (session.state.stage !== 'done') {
    if (slice.mustEnd()) return false;
    await step(slice, session, deps);
    await slice.beat();
  }
  return true;
}

/** The snapshot of a read that is done. */
export function snapshotOf(session: ReadSession, readAtMs: number): DirectorySnapshot {
  const { connector, state, records } = session;
  return buildSnapshot(records, {
    streams: state.streams,
    selection: connector.selectGroups([...records.groups.values()]),
    readAtMs,
  });
}

async function step(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { stage } = session.state;
  if (stage === 'strays') return readStrays(slice, session);
  const open = session.state.streams.flatMap((state, place) => (state.done ? [] : [{ state, place }]));
  if (open.length > 0) return readRound(slice, session, open.slice(0, streamsAtOnce));
  return stage === 'groups' ? planPeople(slice, session, deps) : findStrays(slice, session, deps);
}

/** One page of each of these streams. Their pieces are stored before the cursors that lie behind them. */
async function readRound(
  slice: Slice,
  session: ReadSession,
  open: readonly { state: StreamState; place: number }[],
): Promise<void> {
  const pages = await Promise.all(
    open.map(({ state }) => session.connector.readPage(state.stream, state.cursor)),
  );
  const streams = [...session.state.streams];
  let written = session.state.pages;
  for (const [index, page] of pages.entries()) {
    const at = open[index];
    if (at === undefined) continue;
    const records = page.items;
    await slice.documents.putPiece('pages', written, {
      stream: at.place,
      reading: at.state.reading,
      records: mutable(records),
    });
    written += 1;
    take(session, at.place, records);
    streams[at.place] = after(at.state, page);
  }
  session.state = { ...session.state, streams, pages: written };
  if (rereadUnsound(session)) await replay(slice, session);
  await slice.documents.put('read', session.state);
  report(slice, session.records);
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
    if (!state.done || addsUp(state, session.distinct.get(place)?.size ?? 0)) return state;
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

async function planPeople(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { groups, members } = session.records;
  const plan = await session.connector.planPeople({
    groups: [...groups.values()],
    members: new Map([...members].map(([groupId, userIds]) => [groupId, [...userIds]])),
  });
  const { way, why, estimatedCalls } = plan;
  slice.note({ reading: { way, why, estimatedCalls } });
  enterPhase(slice, 'people', deps.clock.now());
  session.state = {
    ...session.state,
    stage: 'people',
    way,
    streams: [...session.state.streams, ...plan.streams.map(unread)],
  };
  await slice.documents.put('read', session.state);
}

/**
 * Members whom no page named, and people whom we knew and who are missing now, are asked for by id: a list that is read in pages while
 * people come and go may skip somebody, and somebody skipped must not look like a leaver.
 */
async function findStrays(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { users } = session.records;
  // An empty list is not mended by questions.
  const named = users.size === 0 ? [] : [...expected(session), ...(await known(slice, session, deps))];
  const strays = [...new Set(named.filter((userId) => !users.has(userId)))];
  session.state = { ...session.state, stage: strays.length === 0 ? 'done' : 'strays', strays };
  await slice.documents.put('read', session.state);
}

/** Members who should have been read: of all groups, or of the required ones where only their people are read. */
function expected(session: ReadSession): readonly string[] {
  const { members, groups } = session.records;
  const required = session.connector.selectGroups([...groups.values()]).required ?? [];
  const lists =
    session.state.way === 'members' ? required.map((group) => members.get(group.id)) : members.values();
  return [...lists].flatMap((userIds) => [...(userIds ?? [])]);
}

/** People of earlier runs. Who is out of scope is missing for that reason, and not asked for. */
async function known(slice: Slice, session: ReadSession, deps: RunDeps): Promise<readonly string[]> {
  if (session.state.way !== 'everybody') return [];
  const { people } = await deps.memory.getLinks(slice.connection.id);
  return [...people.keys()];
}

async function readStrays(slice: Slice, session: ReadSession): Promise<void> {
  const asked = session.state.strays.slice(0, straysAtOnce);
  const records = await session.connector.readUsers(asked);
  const { pages } = session.state;
  await slice.documents.putPiece('pages', pages, {
    stream: strayStream,
    reading: 0,
    records: mutable(records),
  });
  take(session, strayStream, records);
  const rest = session.state.strays.slice(straysAtOnce);
  const present = new Set(records.flatMap((record) => (record.type === 'user' ? [record.user.id] : [])));
  session.state = {
    ...session.state,
    pages: pages + 1,
    strays: rest,
    gone: [...session.state.gone, ...asked.filter((userId) => !present.has(userId))],
    stage: rest.length === 0 ? 'done' : 'strays',
  };
  await slice.documents.put('read', session.state);
  report(slice, session.records);
}

/** The place of pages that belong to no stream. */
const strayStream = -1;

/** Builds the records anew from the stored pages that count. */
async function replay(slice: Slice, session: ReadSession): Promise<void> {
  session.records = emptyRecords();
  session.distinct = new Map();
  for (let index = 0; index < session.state.pages; index += 1) {
    const page = await slice.documents.getPiece('pages', index);
    const current = page.stream === strayStream ? 0 : session.state.streams[page.stream]?.reading;
    if (current === page.reading) take(session, page.stream, page.records);
  }
}

function take(session: ReadSession, place: number, records: readonly DirectoryRecord[]): void {
  addRecords(session.records, records);
  const counted = session.state.streams[place]?.stream.counts;
  if (counted !== 'user' && counted !== 'group') return;
  const ids = session.distinct.get(place) ?? new Set();
  for (const record of records) {
    if (record.type === 'user' && counted === 'user') ids.add(record.user.id);
    if (record.type === 'group' && counted === 'group') ids.add(record.group.id);
  }
  session.distinct.set(place, ids);
}

function unread(
  stream:
    | StreamState['stream']
    | { name: string; params: Readonly<Record<string, string>>; counts: StreamState['stream']['counts'] },
): StreamState {
  return { stream: { ...stream, params: { ...stream.params } }, done: false, reading: 0 };
}

function report(slice: Slice, records: ReadRecords): void {
  let membershipsRead = 0;
  for (const userIds of records.members.values()) membershipsRead += userIds.size;
  slice.progress({ usersRead: records.users.size, groupsRead: records.groups.size, membershipsRead });
}

/** What the stored shape wants: the records' own arrays are read-only. */
function mutable(records: readonly DirectoryRecord[]) {
  return records.map((record) =>
    record.type === 'members' ? { ...record, userIds: [...record.userIds] } : record,
  );
}
