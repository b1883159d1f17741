import type { Links } from '../domain/stores';
import { strayStream, take, type ReadSession } from './read-session';
import type { RunDeps, Slice } from './slice';

const straysAtOnce = 100;

/**
 * Members whom no page named, and people whom we knew and who are missing now, are asked for by id: a list that is read in pages while
 * people come and go may skip somebody, and somebody skipped must not look like a leaver.
 */
export async function findStrays(slice: Slice, session: ReadSession, deps: RunDeps): Promise<void> {
  const { users, groups, gone, unclearUsers } = session.records;
  const strays = new Set(unclearUsers);
  const look = (userIds: Iterable<string>) => {
    for (const id of userIds) if (!users.has(id) && !gone.has(id) && !groups.has(id)) strays.add(id);
  };
  // An empty list is not mended by questions.
  if (users.size > 0) {
    for (const userIds of expected(session)) look(userIds);
    look(await known(slice, session, deps));
  }
  session.state = {
    ...session.state,
    stage: strays.size === 0 ? 'done' : 'strays',
    strays: [...strays],
    gone: [...gone],
  };
  await slice.documents.put('read', session.state);
}

/**
 * Members who should have been read: of all groups; of the required ones where only their people are read; of those that changed in a read of
 * changes, where anybody outside the required groups would be out of scope. Where the directory's own query chooses the people, a member whom it
 * does not name is none of them.
 */
function expected({ connector, records, state, base, joined }: ReadSession): Iterable<Iterable<string>> {
  if (state.way === 'query') return [];
  const { required } = connector.selectGroups([...records.groups.values()]);
  const ofRequired = () => (required ?? []).map((group) => records.members.get(group.id) ?? []);
  if (base === undefined) return state.way === 'members' ? ofRequired() : [records.members.memberIds()];
  return required === undefined ? [joined] : ofRequired().map((ids) => ids.filter((id) => joined.has(id)));
}

/**
 * People of earlier runs, where this read lists all. Who is out of scope is missing for that reason, and not asked for; a read of changes that does not list
 * people says itself who is gone.
 */
async function known(slice: Slice, { state, base }: ReadSession, deps: RunDeps): Promise<Iterable<string>> {
  const listsAll =
    base === undefined
      ? state.way === 'everybody' || state.way === 'query'
      : state.streams.some(({ stream }) => stream.lists === 'users');
  if (!listsAll) return [];
  const { people } = await deps.memory.getLinks(slice.connection.id);
  return state.way === 'query' ? withSomethingToLose(slice, people, deps) : people.keys();
}

/** Their answer does not say that they are gone, so the others would be asked for in every run. */
async function withSomethingToLose(
  slice: Slice,
  people: Links['people'],
  deps: RunDeps,
): Promise<Iterable<string>> {
  const ledger = await deps.memory.getLedger(slice.connection.id);
  const managed = new Set([...ledger.values()].flatMap((accountIds) => [...accountIds.keys()]));
  return [...people].flatMap(([userId, accountId]) => (managed.has(accountId) ? [userId] : []));
}

/** Asks for some of them. Who is not in the answer is gone. */
export async function readStrays(slice: Slice, session: ReadSession): Promise<void> {
  const asked = session.state.strays.slice(0, straysAtOnce);
  const found = await session.connector.readUsers(asked);
  const present = new Set(found.flatMap((record) => (record.type === 'user' ? [record.user.id] : [])));
  const absent = asked.filter((userId) => !present.has(userId));
  const records = [...found, ...absent.map((userId) => ({ type: 'user-gone', userId }) as const)];
  const { pieces, way, gone } = session.state;
  await slice.documents.putPiece('pages', pieces, [{ stream: strayStream, reading: 0, records }]);
  take(session, strayStream, records);
  const rest = session.state.strays.slice(straysAtOnce);
  session.state = {
    ...session.state,
    pieces: pieces + 1,
    strays: rest,
    // Whom a query does not name may still be there.
    gone: way === 'query' ? gone : [...gone, ...absent],
    stage: rest.length === 0 ? 'done' : 'strays',
  };
  await slice.documents.put('read', session.state);
}
