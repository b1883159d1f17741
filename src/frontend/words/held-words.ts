import type { HeldDecision, RunReport } from '../../domain/run';
import { counted } from './count';

/** What became of the held changes of a run: "20 changes were rejected." Empty where it held none. */
export function heldSentences(
  report: Pick<RunReport, 'counts' | 'groups'>,
  decision: HeldDecision | undefined,
): readonly string[] {
  const { waiting, approved, rejected } = decidedCounts(report, decision);
  return [
    ...(waiting > 0
      ? [`${counted(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'} for approval.`]
      : []),
    ...(approved > 0 ? [`${counted(approved, 'held change')} ${were(approved)} approved.`] : []),
    ...(rejected > 0 ? [`${counted(rejected, 'held change')} ${were(rejected)} rejected.`] : []),
  ];
}

function were(number: number): string {
  return number === 1 ? 'was' : 'were';
}

interface DecidedCounts {
  readonly waiting: number;
  readonly approved: number;
  readonly rejected: number;
}

/** Of a decision about some groups, as far as the report lists these: a very long one does not list all. */
export function decidedCounts(
  { counts, groups }: Pick<RunReport, 'counts' | 'groups'>,
  decision: HeldDecision | undefined,
): DecidedCounts {
  const { held } = counts.memberships;
  const heldIn = (sourceIds: readonly string[] | undefined) =>
    groups
      .filter(({ sourceId }) => sourceId !== undefined && sourceIds?.includes(sourceId) === true)
      .reduce((sum, group) => sum + group.held, 0);
  const rejectedBefore = heldIn(decision?.rejected);
  if (decision === undefined || decision.kind === 'waiting')
    return { waiting: held - rejectedBefore, approved: 0, rejected: rejectedBefore };
  const meant = decision.sourceIds === undefined ? held - rejectedBefore : heldIn(decision.sourceIds);
  const waiting = held - rejectedBefore - meant;
  return decision.kind === 'approved'
    ? { waiting, approved: meant, rejected: rejectedBefore }
    : { waiting, approved: 0, rejected: rejectedBefore + meant };
}

/** The same of a run in a list, which knows no groups: "20 rejected". A decision about some of them leaves the others held. */
export function heldCountWord(decision: HeldDecision | undefined): string {
  if (decision === undefined || decision.kind === 'waiting') return 'held';
  if (decision.sourceIds === undefined && decision.rejected === undefined) return decision.kind;
  return decision.kind === 'approved' ? 'held, in part approved' : 'held, in part rejected';
}
