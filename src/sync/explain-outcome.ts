import type { ChangeRow } from '../domain/change-row';
import type { ExplanationStep } from '../domain/explanation';
import type { HeldDecision } from '../domain/run';
import type { PersonFacts } from './explain-person';
import type { LastRun, Place } from './explain-places';
import { step } from './explain-step';
import { counted, momentWords } from './words';

/** The change of this membership in the last run. */
export function lastChange(
  { place, person }: { readonly place: Place; readonly person: PersonFacts },
  lastRun: LastRun | undefined,
): ChangeRow | undefined {
  if (person.accountId === undefined) return undefined;
  return lastRun?.rows.find((row) => row.accountId === person.accountId && isOf(row, place));
}

const became: Record<ChangeRow['outcome'], string> = {
  planned: 'planned it, as a preview',
  held: 'held it for approval',
  approved: 'held it for approval',
  rejected: 'held it for approval',
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

const decided: Record<HeldDecision['kind'], string> = {
  waiting: 'one administrator has approved that, and a second one must',
  approved: 'an administrator has approved that',
  rejected: 'an administrator has rejected that',
};

/** What the last run held in a group, and what was decided about it. */
export function heldSteps(place: Place, lastRun: LastRun | undefined): readonly ExplanationStep[] {
  const held = (lastRun?.rows ?? []).filter(
    (row) => row.outcome === 'held' && row.kind !== 'create' && isOf(row, place),
  );
  const [first] = held;
  if (lastRun === undefined || first === undefined) return [];
  const removals = held.filter(({ kind }) => kind === 'remove').length;
  const parts = [
    ...(held.length > removals ? [counted(held.length - removals, 'addition')] : []),
    ...(removals > 0 ? [counted(removals, 'removal')] : []),
  ];
  const decision = decisionOn(first.sourceId, lastRun.decision);
  const state = decision === undefined ? 'nobody has decided about that yet' : decided[decision];
  const message = `The run of ${momentWords(lastRun.startedAtMs)} held ${parts.join(' and ')} of this group for approval; ${state}.`;
  return [step('outcome', decision === 'approved' ? 'info' : 'no', message)];
}

/** What was decided about this group: a decision may be about some groups only, and some may have been rejected before. */
function decisionOn(sourceId: string, decision: HeldDecision | undefined): HeldDecision['kind'] | undefined {
  if (decision?.rejected?.includes(sourceId) === true) return 'rejected';
  return decision?.sourceIds?.includes(sourceId) === false ? undefined : decision?.kind;
}

/** Of a group that is on the site by its id, of one that is to be created by what leads to it. */
function isOf({ groupId, sourceId }: ChangeRow, place: Place): boolean {
  return groupId === undefined ? sourceId === place.sourceId : groupId === place.groupId;
}

function heldBecause({ kind, sourceId }: ChangeRow, { held }: LastRun): string | undefined {
  const what = kind === 'add' ? 'additions' : 'removals';
  return held.find((each) => each.what === what && (each.scope === 'run' || each.sourceId === sourceId))
    ?.message;
}
