import type { ChangeRow } from '../domain/change-row';
import type { ExplanationStep } from '../domain/explanation';
import type { PersonFacts } from './explain-person';
import type { LastRun, Place } from './explain-places';
import { step } from './explain-step';
import { momentWords } from './words';

/** The change of this membership in the last run. */
export function lastChange(
  { place, person }: { readonly place: Place; readonly person: PersonFacts },
  lastRun: LastRun | undefined,
): ChangeRow | undefined {
  if (person.accountId === undefined) return undefined;
  return lastRun?.rows.find(
    ({ accountId, groupId, sourceId }) =>
      accountId === person.accountId &&
      (groupId === undefined ? sourceId === place.sourceId : groupId === place.groupId),
  );
}

const became: Record<ChangeRow['outcome'], string> = {
  planned: 'planned it, as a preview',
  held: 'held it for approval',
  done: 'did it',
  'already-so': 'found it done already',
  failed: 'tried it, and the site refused',
  'not-reached': 'planned it and stopped before',
};

/** What became of it. */
export function outcomeSteps(
  row: ChangeRow | undefined,
  lastRun: LastRun | undefined,
): readonly ExplanationStep[] {
  if (row === undefined || lastRun === undefined) return [];
  const what = row.kind === 'add' ? 'addition' : 'removal';
  const because = row.outcome === 'held' ? heldBecause(row, lastRun) : row.reason;
  const message = `The run of ${momentWords(lastRun.startedAtMs)} ${became[row.outcome]} (${what})${because === undefined ? '.' : `: ${because}`}`;
  const answer = row.outcome === 'failed' || row.outcome === 'held' ? 'no' : 'info';
  return [step('outcome', answer, message)];
}

function heldBecause({ kind, sourceId }: ChangeRow, { held }: LastRun): string | undefined {
  const what = kind === 'add' ? 'additions' : 'removals';
  return held.find((each) => each.what === what && (each.scope === 'run' || each.sourceId === sourceId))
    ?.message;
}
