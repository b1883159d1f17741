import type { ChangeRow } from '../domain/change-row';
import type { HeldDecision } from '../domain/run';

/** What administrators decided is what became of the held changes. While a second one must approve, they are held. */
export function decidedRows(
  rows: readonly ChangeRow[],
  decision: HeldDecision | undefined,
): readonly ChangeRow[] {
  if (decision === undefined) return rows;
  return rows.map((row) => {
    const outcome = row.outcome === 'held' ? decidedOutcome(row, decision) : 'held';
    return outcome === 'held' ? row : { ...row, outcome };
  });
}

function decidedOutcome(
  { sourceId }: ChangeRow,
  { kind, sourceIds, rejected }: HeldDecision,
): 'approved' | 'rejected' | 'held' {
  if (rejected?.includes(sourceId) === true) return 'rejected';
  return kind === 'waiting' || sourceIds?.includes(sourceId) === false ? 'held' : kind;
}
