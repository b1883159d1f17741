import type { ChangesOverview } from '../../domain/change-row';
import type { HeldDecision, RunReport, SeatUse } from '../../domain/run';
import { count, counted } from './count';
import { heldSentences } from './held-words';

/** What a run did, or would do, in sentences. The overview adds how many people and groups that are, as soon as it is known. */
export function planSentences(
  report: RunReport,
  overview: ChangesOverview | undefined,
  decision?: HeldDecision,
): readonly string[] {
  if (report.mode === 'preview') return previewSentences(report, overview, decision);
  const { memberships, groups } = report.counts;
  const done = memberships.added + memberships.removed + groups.created;
  const sentences = [
    done === 0 ? quietWords(report) : doneWords(report),
    ...heldSentences(report, decision),
    ...(memberships.failed > 0 ? [`${counted(memberships.failed, 'change')} failed.`] : []),
  ];
  return [...sentences, ...openEnds(report)];
}

function previewSentences(
  report: RunReport,
  overview: ChangesOverview | undefined,
  decision: HeldDecision | undefined,
): readonly string[] {
  const { additions, removals, groups } = report.planned;
  if (additions + removals + groups === 0) return [nothingWouldChange(report), ...openEnds(report)];
  const parts = [
    ...(additions > 0 ? [`add ${counted(additions, 'membership')}${whom(overview, 'Gaining')}`] : []),
    ...(removals > 0 ? [`remove ${counted(removals, 'membership')}${whom(overview, 'Losing')}`] : []),
    ...(groups > 0 ? [`create ${counted(groups, 'group')}`] : []),
  ];
  return [
    `${subjectOf(report)} would ${new Intl.ListFormat('en').format(parts)}.`,
    ...wouldWait(report, decision),
    ...openEnds(report),
  ];
}

/** Who undoes a run from its preview approves what the limits would hold. */
function wouldWait(
  { counts, groups, task, approvals = 1 }: RunReport,
  decision: HeldDecision | undefined,
): readonly string[] {
  const { held } = counts.memberships;
  if (held === 0) return [];
  if (decision !== undefined) return heldSentences({ counts, groups }, decision);
  if (task?.kind !== 'undo') return [`${counted(held, 'change')} of these would wait for approval.`];
  const who =
    approvals > 1 ? 'two administrators must approve them' : 'whoever undoes the run here approves them';
  return [`${counted(held, 'change')} of these go beyond the safety limits: ${who}.`];
}

function subjectOf({ task }: RunReport): string {
  if (task?.kind === 'undo') return 'The undo';
  return task?.kind === 'person' ? 'A sync of this person' : 'A sync';
}

function nothingWouldChange({ task }: RunReport): string {
  if (task?.kind === 'undo')
    return 'There is nothing to take back: what that run did has been changed again since, or is kept by a rule.';
  if (task?.kind === 'person') return 'Nothing would change: this person is in the right groups already.';
  return 'Nothing would change: everybody is in the right groups already.';
}

/** " for 20 people in 3 groups". */
function whom(overview: ChangesOverview | undefined, side: 'Gaining' | 'Losing'): string {
  if (overview === undefined || overview[`people${side}`] === 0) return '';
  const word = side === 'Gaining' ? 'for' : 'of';
  const [people, groups] = [overview[`people${side}`], overview[`groups${side}`]];
  return ` ${word} ${counted(people, 'person', 'people')} in ${counted(groups, 'group')}`;
}

function quietWords(report: RunReport): string {
  const { held, failed } = report.counts.memberships;
  if (held + failed + openEnds(report).length > 0) return 'Nothing was changed.';
  if (report.task?.kind === 'undo') return 'There was nothing to take back.';
  return 'Everything was right already; nothing was changed.';
}

function doneWords({ counts, task }: RunReport): string {
  const { added, removed, alreadyCorrect } = counts.memberships;
  const parts = [
    ...(added > 0 ? [`${counted(added, 'membership')} added`] : []),
    ...(removed > 0 ? [`${counted(removed, 'membership')} removed`] : []),
    ...(counts.groups.created > 0 ? [`${counted(counts.groups.created, 'group')} created`] : []),
  ];
  // An undo looks at nothing but what it takes back.
  const rest =
    task?.kind === 'undo' || alreadyCorrect === 0
      ? ''
      : `; ${counted(alreadyCorrect, 'was', 'were')} right already`;
  return `${new Intl.ListFormat('en').format(parts)}${rest}.`;
}

/** What somebody or some time has to decide yet. */
function openEnds({ waitingCount = 0, undecided = [] }: RunReport): readonly string[] {
  return [
    ...(waitingCount > 0
      ? [`${counted(waitingCount, 'removal')} ${waits(waitingCount)} for the grace period.`]
      : []),
    ...(undecided.length > 0
      ? [`${counted(undecided.length, 'group')} ${undecided.length === 1 ? 'needs' : 'need'} a decision.`]
      : []),
  ];
}

function waits(number: number): string {
  return number === 1 ? 'waits' : 'wait';
}

/** Whether a product has fewer free seats than the plan would use. */
export function isShort({ needed, free }: SeatUse): boolean {
  return free !== undefined && needed > free;
}

/** "Jira Software: up to 12 more seats; 8 are free." */
export function seatWords({ product, needed, free }: SeatUse): string {
  const use = `${product}: up to ${counted(needed, 'more seat')}`;
  if (free === undefined) return `${use}; the licence has no limit.`;
  return `${use}; ${count(free)} ${free === 1 ? 'is' : 'are'} free.`;
}
