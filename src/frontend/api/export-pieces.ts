import type { ExportPiece } from '../../contract';

/** A whole export: the texts of its pieces, one behind the other. */
export interface WholeExport {
  readonly fileName: string;
  readonly text: string;
}

/** Asks for piece after piece. `onPiece` hears how many have come. */
export async function allPieces(
  ask: (cursor: string | undefined) => Promise<ExportPiece>,
  onPiece?: (count: number) => void,
): Promise<WholeExport> {
  const texts: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each piece names the next
    const piece = await ask(cursor);
    texts.push(piece.text);
    onPiece?.(texts.length);
    if (piece.cursor === undefined) return { fileName: piece.fileName, text: texts.join('') };
    cursor = piece.cursor;
  }
}
