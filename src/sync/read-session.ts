import type { DirectoryRecord } from '../domain/directory';
import type { Connector, ReadStream } from '../domain/ports';
import type { Base } from './reading';
import { addRecords, removeGroup, startRecords, type ReadRecords } from './records';
import type { ReadState, StreamState } from './run-documents';
import type { Slice } from './slice';

/** The read as this invocation holds it in memory; everything of it can be had again from the stored pages. */
export interface ReadSession {
  readonly connector: Connector;
  state: ReadState;
  /** In a read of changes: what it brings up to date. */
  base: Base | undefined;
  records: ReadRecords;
  /** Ids that streams named, by stream: for their totals, and for what remains where they list everything. */
  named: Map<number, Set<string>>;
  /** Members whom a read of changes named; only they can be strays. */
  joined: Set<string>;
  /** Whether any page had anything in it. */
  isTouched: boolean;
}

/** The place of pages that belong to no stream: of people who were asked for by id. */
export const strayStream = -1;

/** A read that nothing was taken of yet; `replay` fills it. */
export function openSession(
  connector: Connector,
  { state, base }: Pick<ReadSession, 'state' | 'base'>,
): ReadSession {
  return { connector, state, base, ...nothingTaken() };
}

function nothingTaken(known?: Parameters<typeof startRecords>[0]) {
  return {
    records: startRecords(known),
    named: new Map<number, Set<string>>(),
    joined: new Set<string>(),
    isTouched: false,
  };
}

export function newState(streams: readonly ReadStream[]): ReadState {
  return { stage: 'groups', streams: streams.map(unread), pieces: 0, marks: {}, strays: [], gone: [] };
}

export function unread(stream: ReadStream): StreamState {
  return { stream: { ...stream, params: { ...stream.params } }, done: false, reading: 0 };
}

/** Builds the records anew from what the read started from and the stored pages that count. */
export async function replay(slice: Slice, session: ReadSession): Promise<void> {
  Object.assign(session, nothingTaken(await session.base?.load()));
  for (let index = 0; index < session.state.pieces; index += 1) {
    for (const page of await slice.documents.getPiece('pages', index)) {
      const current = page.stream === strayStream ? 0 : session.state.streams[page.stream]?.reading;
      if (current === page.reading) take(session, page.stream, page.records);
    }
  }
  if (session.state.stage === 'strays' || session.state.stage === 'done') settle(session);
}

/** Takes in the records of one page. */
export function take(session: ReadSession, place: number, records: readonly DirectoryRecord[]): void {
  addRecords(session.records, records);
  session.isTouched ||= records.length > 0;
  for (const record of records) {
    if (record.type === 'user' && tellsOf(session, place, 'user')) noteName(session, place, record.user.id);
    if (record.type === 'group' && tellsOf(session, place, 'group'))
      noteName(session, place, record.group.id);
    if (record.type === 'members' && session.base !== undefined)
      for (const userId of record.userIds) session.joined.add(userId);
  }
}

/** Who was asked for by id is there, and so are the groups of their own records. */
function tellsOf({ state }: ReadSession, place: number, what: 'user' | 'group'): boolean {
  if (place === strayStream) return true;
  const stream = state.streams[place]?.stream;
  return stream?.lists === undefined ? stream?.counts === what : stream.lists === `${what}s`;
}

function noteName(session: ReadSession, place: number, id: string): void {
  const ids = session.named.get(place);
  if (ids === undefined) session.named.set(place, new Set([id]));
  else ids.add(id);
}

/** In a read of changes, what streams list whole remains only where they named it. Harmless when it is done twice. */
export function settle(session: ReadSession): void {
  if (session.base === undefined) return;
  const { records } = session;
  const [users, groups] = [remaining(session, 'users'), remaining(session, 'groups')];
  if (users !== undefined) keepOnly(records.users, users, (id) => records.users.delete(id));
  if (groups !== undefined) keepOnly(records.groups, groups, (id) => removeGroup(records, id));
}

/** Undefined where no stream lists them all. */
function remaining({ state, named }: ReadSession, what: 'users' | 'groups'): ReadonlySet<string> | undefined {
  const places = state.streams.flatMap(({ stream }, place) => (stream.lists === what ? [place] : []));
  if (places.length === 0) return undefined;
  return new Set([...places, strayStream].flatMap((place) => [...(named.get(place) ?? [])]));
}

function keepOnly(
  known: ReadonlyMap<string, unknown>,
  names: ReadonlySet<string>,
  remove: (id: string) => void,
): void {
  for (const id of known.keys()) if (!names.has(id)) remove(id);
}
