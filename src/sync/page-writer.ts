import type { DirectoryRecord } from '../domain/directory';
import type { ReadState, StoredPage } from './run-documents';
import type { Slice } from './slice';

/** Pages are stored in pieces of about this weight: small enough for few repeated calls after a crash, large enough for few writes. */
const pieceWeight = 5_000;

export interface PageWriter {
  /** Takes one page. Waits only when the storage is slower than the directory. */
  readonly take: (page: StoredPage) => Promise<void>;
  /** Stores what was taken, and with it the state that the read has come to. */
  readonly flush: () => Promise<void>;
}

/**
 * Stores pages in pieces beside the reading: a piece first, then the state whose cursors lie behind it, as it was when the piece was closed. While one
 * piece is on its way the next one fills. Whoever takes a page must have moved `read.state` past it in the same breath.
 */
export function openPageWriter(slice: Slice, read: { state: ReadState }): PageWriter {
  let open: StoredPage[] = [];
  let weight = 0;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;

  const close = () => {
    const [pages, index] = [open, read.state.pieces];
    [open, weight, isWriting] = [[], 0, true];
    read.state = { ...read.state, pieces: index + 1 };
    const state = read.state;
    writing = writing.then(async () => {
      await slice.documents.putPiece('pages', index, pages);
      await slice.documents.put('read', state);
      isWriting = false;
    });
    // Whoever waits for it hears of a failure; until then it must not end the process.
    writing.catch(() => undefined);
  };

  return {
    async take(page) {
      open.push(page);
      weight += page.records.reduce((sum, record) => sum + weightOf(record), 0);
      if (weight < pieceWeight) return;
      if (isWriting) await writing;
      if (weight >= pieceWeight) close();
    },
    async flush() {
      await writing;
      if (open.length > 0) close();
      await writing;
    },
  };
}

function weightOf(record: DirectoryRecord): number {
  return 'userIds' in record ? 1 + record.userIds.length / 10 : 1;
}
