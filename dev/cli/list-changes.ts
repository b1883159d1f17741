import type { ChangeRow, Input } from '../../src/contract';
import type { Host } from '../host';
import { ask } from './ask';

const pieceSize = 1_000;

/** All changes of a run that the filter lets through, in the order of its plan. */
export async function listChanges(
  host: Pick<Host, 'call'>,
  runId: string,
  filter: Pick<Input<'listChanges'>, 'outcome' | 'kind'> = {},
): Promise<readonly ChangeRow[]> {
  const rows: ChangeRow[] = [];
  for (;;) {
    const piece = await ask(host, 'listChanges', {
      runId,
      offset: rows.length,
      limit: pieceSize,
      ...filter,
    });
    rows.push(...piece.rows);
    if (rows.length >= piece.total || piece.rows.length === 0) return rows;
  }
}
