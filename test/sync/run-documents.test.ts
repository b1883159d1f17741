import type { RunData } from '../../src/domain/stores';
import { runDocuments } from '../../src/sync/run-documents';
import { aUser } from '../support/fake-directory';

/** Keeps pieces, as JSON like the real storage. */
function keptPieces(): RunData {
  const pieces = new Map<string, string>();
  const nothing = async () => undefined;
  return {
    put: nothing,
    get: nothing,
    remove: nothing,
    removePiece: nothing,
    putJournal: nothing,
    getJournal: nothing,
    removeJournal: nothing,
    putPiece: async (_, { log, index }, value) => void pieces.set(`${log} ${index}`, JSON.stringify(value)),
    getPiece: async (_, { log, index }) => JSON.parse(pieces.get(`${log} ${index}`) ?? 'null') as unknown,
  };
}

it('a page that a run goes on from has all of a person, attributes as well', async () => {
  const documents = runDocuments('run-1', keptPieces());
  const person = aUser('gus', { guest: true, attributes: { department: ['Sales'], floors: ['3', '4'] } });
  const page = { stream: 0, reading: 0, records: [{ type: 'user', user: person } as const] };
  await documents.putPiece('pages', 0, [page]);
  expect(await documents.getPiece('pages', 0)).toEqual([page]);
});
