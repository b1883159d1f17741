import { writeFile } from 'node:fs/promises';
import type { Host } from '../host';
import { ask } from './ask';

export type ExportFormat = 'csv' | 'json';

/** A run with all its changes as one file, put together out of the pieces that the app gives. */
export async function exportedRun(
  host: Pick<Host, 'call'>,
  runId: string,
  format: ExportFormat,
): Promise<{ readonly fileName: string; readonly text: string }> {
  const parts: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const piece = await ask(host, 'exportRun', {
      runId,
      format,
      ...(cursor === undefined ? {} : { cursor }),
    });
    parts.push(piece.text);
    if (piece.cursor === undefined) return { fileName: piece.fileName, text: parts.join('') };
    cursor = piece.cursor;
  }
}

/** Writes a run as a file that `ugs compare` reads. */
export async function writeRun(
  host: Pick<Host, 'call'>,
  { runId, file, format }: { readonly runId: string; readonly file: string; readonly format: ExportFormat },
): Promise<void> {
  const { text } = await exportedRun(host, runId, format);
  await writeFile(file, text);
}
