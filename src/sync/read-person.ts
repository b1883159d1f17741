import type { DirectoryRecord, DirectorySnapshot } from '../domain/directory';
import { FailureError } from '../domain/failure';
import { peopleRulesOf } from '../domain/people-rules';
import type { Connector } from '../domain/ports';
import type { ReadingRecords } from '../domain/stores';
import { addRecords, startRecords, type ReadRecords } from './records';
import { fingerprintOf } from './settings-change';
import type { RunDeps, Slice } from './slice';
import { buildSnapshot } from './snapshot';

/** One piece of pages holds everything that is told of one person. */
const onlyPiece = 0;
const stream = { name: 'person', params: {}, counts: 'nothing' } as const;

/**
 * The directory as the last run read it, with one person read anew. Only they may be judged by it: of everybody else it says what was.
 *
 * @throws FailureError `incomplete-read` where nothing usable is stored
 */
export async function readPerson(
  slice: Slice,
  userId: string,
  { connector, deps }: { readonly connector: Connector; readonly deps: RunDeps },
): Promise<DirectorySnapshot> {
  const known = await knownRecords(slice, deps);
  const records = await personRecords(slice, userId, connector);
  const read = startRecords(known);
  forgetMemberships(read, userId);
  addRecords(read, records);
  slice.progress(countsOf(records));
  return buildSnapshot(read, {
    streams: [{ stream, done: true }],
    selection: connector.selectGroups([...read.groups.values()]),
    rules: peopleRulesOf(slice.connection.configuration, slice.connection.rules),
    readAtMs: slice.run().startedAtMs,
  });
}

async function knownRecords({ connection }: Slice, deps: RunDeps): Promise<ReadingRecords> {
  const reading = await deps.readings.get(connection.id);
  if (reading === undefined) throw nothingKnown('Nothing is stored of the directory yet.');
  if (reading.fingerprint !== fingerprintOf(connection))
    throw nothingKnown('The settings, rules or credentials have changed since the directory was read.');
  const records = await deps.readings.records(connection.id, reading);
  if (records === undefined) throw nothingKnown('What is stored of the directory is damaged.');
  return records;
}

function nothingKnown(why: string): FailureError {
  const message = `${why} Run a preview of the connector first, then synchronise this person. Nothing was changed.`;
  return new FailureError({ kind: 'incomplete-read', message });
}

/** Asked for once in a run: a slice that goes on takes what was told. */
async function personRecords(
  slice: Slice,
  userId: string,
  connector: Connector,
): Promise<readonly DirectoryRecord[]> {
  const state = await slice.documents.get('read');
  if (state !== undefined) {
    const pages = await slice.documents.getPiece('pages', onlyPiece);
    return pages.flatMap((page) => page.records);
  }
  const told = await connector.readPerson(userId);
  const records = told ?? [{ type: 'user-gone' as const, userId }];
  await slice.documents.putPiece('pages', onlyPiece, [{ stream: onlyPiece, reading: 0, records }]);
  // Whom a query does not name may still be there.
  const isOfQuery = slice.connection.configuration.settings.filters?.users?.query !== undefined;
  const gone = told === undefined && !isOfQuery ? [userId] : [];
  await slice.documents.put('read', { stage: 'done', streams: [], pieces: 1, marks: {}, strays: [], gone });
  return records;
}

/** What is told of them now is everything. */
function forgetMemberships({ members }: ReadRecords, userId: string): void {
  const groupIds = [...members].flatMap(([groupId, memberIds]) =>
    memberIds.includes(userId) ? [groupId] : [],
  );
  for (const groupId of groupIds) members.remove(groupId, [userId]);
}

function countsOf(records: readonly DirectoryRecord[]) {
  const count = (type: DirectoryRecord['type']) => records.filter((record) => record.type === type).length;
  return { usersRead: count('user'), groupsRead: count('group'), membershipsRead: count('members') };
}
