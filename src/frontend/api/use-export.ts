import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportPiece } from '../../contract';
import { saveFile } from '../components/save-file';

type AskForPiece = (cursor: string | undefined) => Promise<ExportPiece>;

export interface FileExport {
  /** Collects the pieces and hands the file to the browser; nothing is saved when the page is left meanwhile. */
  readonly begin: (ask: AskForPiece) => void;
  readonly isBusy: boolean;
  /** Characters that have arrived so far. */
  readonly received: number;
  readonly error: unknown;
}

/** A file that the server gives in pieces. */
export function useExport(): FileExport {
  const [received, setReceived] = useState(0);
  const collect = useMutation({ mutationFn: (ask: AskForPiece) => allPieces(ask, setReceived) });
  return {
    begin: (ask) => {
      setReceived(0);
      collect.mutate(ask, { onSuccess: saveFile });
    },
    isBusy: collect.isPending,
    received,
    error: collect.error,
  };
}

async function allPieces(ask: AskForPiece, onReceived: (characters: number) => void): Promise<ExportPiece> {
  let piece = await ask(undefined);
  const texts = [piece.text];
  let received = piece.text.length;
  while (piece.cursor !== undefined) {
    onReceived(received);
    // Each piece names the next.
    // oxlint-disable-next-line no-await-in-loop
    piece = await ask(piece.cursor);
    texts.push(piece.text);
    received += piece.text.length;
  }
  return { fileName: piece.fileName, text: texts.join('') };
}
