import type { DirectoryRecord, DirectorySnapshot } from '../domain/directory';
import { FailureError, failureOf } from '../domain/failure';
import type { Page } from '../domain/page';
import { peopleRulesOf } from '../domain/people-rules';
import type { Connector, ReadMarks, ReadStream } from '../domain/ports';
import { openPageWriter, type PageWriter } from './page-writer';
import { baseOf, chooseReading, type Base } from './reading';
import { addRecords, removeGroup, startRecords, type ReadRecords } from './records';
import type { ReadState, StreamState } from './run-documents';
import { enterPhase, type RunDeps, type Slice } from './slice';
import { addsUp, buildSnapshot } from './snapshot';
import { findStrays, readStrays, strayStream } from './strays';

/** Streams that are read side by side. */
const streamsAtOnce = 4;
const readingsAtMost = 3;

/** The read as this invocation holds it in memory; everything of it can be had again from the stored pages. */
export interface ReadSession {
  readonly connector: Connector;
  state: ReadState;
  records: ReadRecords;
  /** Ids that streams named, by stream: for their totals, and for what remains where they list everything. */
  named: Map<number, Set<string>>;
  /** Members whom this read named; in a read of changes only they can be strays. */
  joined: Set<string>;
  /** Whether any page had anything in it. */
  isTouched: boolean;
  /** In a read of changes: what it brings up to date. */
  base: Base | undefined;
}

/** Takes up a read where its pages end. */
export async function openRead(slice: Slice, connector: Connector, deps: RunDeps): Promise<ReadSession> {
  const stored = await slice.documents.get('read');
  const begun =
    stored === undefined ? await begin(slice, connector, deps) : await takeUp(slice, stored, deps);
  const session: ReadSession = {
    connector,
    state: begun?.state ?? newState(connector.groupStreams()),
    base: begun?.base,
    records: startRecords(),
    named: new Map(),
    joined: new Set(),
    isTouched: false,
  };
  await replay(slice, session);
  return session;
}

type Begun = Pick<ReadSession, 'state' | 'base'>;

/** Only what changed, where that may be and can be; else everything, with the reason in the report. */
async function begin(slice: Slice, connector: Connector, deps: RunDeps): Promise<Begun> {
  const choice = await chooseReading(slice, connector, deps);
  if (choice.kind === 'changes') {
    const { base } = choice;
    return { state: { ...newState(connector.groupStreams(base.marks)), base: base.runId }, base };
  }
  if (choice.why !== undefined) slice.note({ notes: [...slice.run().notes, choice.why] });
  return { state: newState(connector.groupStreams()), base: undefined };
}

/** Undefined where what it went on from is not there any more: then it begins again, with everything. */
async function takeUp(slice: Slice, state: ReadState, deps: RunDeps): Promise<Begun | undefined> {
  if (state.base === undefined) return { state, base: undefined };
  const base = await baseOf(slice, state.base, deps);
  return base === undefined ? undefined : { state, base };
}

function newState(streams: readonly ReadStream[]): ReadState {
  return {
    stage: 'groups',
    streams: streams.map(unread),
    pieces: 0,
    marks: {},
    strays: [],
    gone: [],
  };
}

/** Reads on. True when the directory was read to its end, false when the slice must end before. */
export async function readOn(slice: Slice, session: ReadSession, deps: RunDeps): Promise<boolean> {
  while (session.state.stage !== 'done') {
    if (slice.mustEnd()) return false;
    try {
      await step(slice, session, deps);
    } catch (error) {
      if (!(await startsAnew(slice, session, error))) throw error;
    }
    await slice.beat();
  }
  return true;
}

/** The snapshot of a read that is done. */
export function snapshotOf(slice: Slice, session: ReadSession): DirectorySnapshot {
  const { connector, state, records } = session;
  return buildSnapshot(records, {
    streams: state.streams,
    selection: connector.selectGroups([...records.groups.values()]),
    rules: peopleRulesOf(slice.connection.configuration),
    readAtMs: slice.run().startedAtMs,
  });
}

async function step(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { stage, streams } = session.state;
  if (stage === 'strays') return readStrays(slice, session, take);
  if (streams.some((state) => !state.done)) return readStreams(slice, session);
  if (stage === 'groups') return planPeople(slice, session, deps);
  settle(session);
  return findStrays(slice, session, deps);
}

/** A directory that cannot tell any more what changed is read whole, in the same run. */
async function startsAnew(slice: Slice, session: ReadSession, error: unknown): Promise<boolean> {
  const failure = failureOf(error);
  if (failure.kind !== 'changes-lost' || session.base === undefined) return false;
  session.state = newState(session.connector.groupStreams());
  session.base = undefined;
  await replay(slice, session);
  await slice.documents.put('read', session.state);
  slice.note({ notes: [...slice.run().notes, failure.message] });
  return true;
}

/** Reads the open streams side by side until all are done or the slice must end. What was read is stored, whatever befalls one of them. */
async function readStreams(slice: Slice, session: ReadSession): Promise<void> {
  const writer = openPageWriter(slice, session);
  const waiting = session.state.streams.flatMap((state, place) => (state.done ? [] : [place]));
  const failures: unknown[] = [];
  const isStopping = () => failures.length > 0 || slice.mustEnd();
  const lane = async (): Promise<void> => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      while (!isStopping() && session.state.streams[place]?.done === false) {
        await readPage(session, place, writer);
        report(slice, session.records);
        await slice.beat();
      }
    }
  };
  const lanes = Array.from({ length: streamsAtOnce }, () =>
    lane().catch((error: unknown) => void failures.push(error)),
  );
  await Promise.all(lanes);
  await writer.flush();
  if (failures.length > 0) throw failures[0];
  if (!rereadUnsound(session)) return;
  await replay(slice, session);
  await slice.documents.put('read', session.state);
}

async function readPage(session: ReadSession, place: number, writer: PageWriter): Promise<void> {
  const state = session.state.streams[place];
  if (state === undefined) return;
  const page = await session.connector.readPage(state.stream, state.cursor);
  take(session, place, page.items);
  session.state = {
    ...session.state,
    streams: session.state.streams.with(place, after(state, page)),
    marks: { ...session.state.marks, ...markOf(state.stream, page) },
  };
  await writer.take({ stream: place, reading: state.reading, records: page.items });
}

function markOf({ name }: ReadStream, page: Page<DirectoryRecord>): ReadMarks {
  return page.done && page.mark !== undefined ? { [name]: page.mark } : {};
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

async function planPeople(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { groups, members, unclear, told } = session.records;
  const plan = await session.connector.planPeople(
    {
      groups: [...groups.values()],
      members: new Map([...members].map(([groupId, userIds]) => [groupId, [...userIds]])),
      unclear,
      told,
    },
    session.base?.marks,
  );
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

/** Builds the records anew from what the read started from and the stored pages that count. */
async function replay(slice: Slice, session: ReadSession): Promise<void> {
  session.records = startRecords(await session.base?.load());
  session.named = new Map();
  session.joined = new Set();
  session.isTouched = false;
  for (let index = 0; index < session.state.pieces; index += 1) {
    for (const page of await slice.documents.getPiece('pages', index)) {
      const current = page.stream === strayStream ? 0 : session.state.streams[page.stream]?.reading;
      if (current === page.reading) take(session, page.stream, page.records);
    }
  }
  if (session.state.stage === 'strays' || session.state.stage === 'done') settle(session);
}

function take(session: ReadSession, place: number, records: readonly DirectoryRecord[]): void {
  addRecords(session.records, records);
  session.isTouched ||= records.length > 0;
  const counted = namedBy(session, place);
  for (const record of records) {
    if (record.type === 'members' && session.base !== undefined)
      for (const userId of record.userIds) session.joined.add(userId);
    if (record.type === 'user' && counted === 'user') name(session, place, record.user.id);
    if (record.type === 'group' && counted === 'group') name(session, place, record.group.id);
  }
}

function namedBy({ state }: ReadSession, place: number): ReadStream['counts'] | undefined {
  if (place === strayStream) return 'user';
  const stream = state.streams[place]?.stream;
  if (stream?.lists === undefined) return stream?.counts;
  return stream.lists === 'users' ? 'user' : 'group';
}

function name(session: ReadSession, place: number, id: string): void {
  const ids = session.named.get(place);
  if (ids === undefined) session.named.set(place, new Set([id]));
  else ids.add(id);
}

/** In a read of changes, what streams list whole remains only where they named it. Harmless when it is done twice. */
function settle({ base, state, named, records }: ReadSession): void {
  if (base === undefined) return;
  const remaining = (what: 'users' | 'groups') => {
    const places = state.streams.flatMap(({ stream }, place) => (stream.lists === what ? [place] : []));
    if (places.length === 0) return undefined;
    return new Set([...places, strayStream].flatMap((place) => [...(named.get(place) ?? [])]));
  };
  const [users, groups] = [remaining('users'), remaining('groups')];
  if (users !== undefined) keepOnly(records.users, users, (id) => records.users.delete(id));
  if (groups !== undefined) keepOnly(records.groups, groups, (id) => removeGroup(records, id));
}

function keepOnly(
  known: ReadonlyMap<string, unknown>,
  remaining: ReadonlySet<string>,
  remove: (id: string) => void,
): void {
  for (const id of known.keys()) if (!remaining.has(id)) remove(id);
}

function unread(stream: ReadStream): StreamState {
  return { stream: { ...stream, params: { ...stream.params } }, done: false, reading: 0 };
}

function report(slice: Slice, records: ReadRecords): void {
  let membershipsRead = 0;
  for (const userIds of records.members.values()) membershipsRead += userIds.size;
  slice.progress({ usersRead: records.users.size, groupsRead: records.groups.size, membershipsRead });
}
