import type { HeldReason } from '../../../../domain/plan';
import type { GroupResult, HeldDecision, RunReport } from '../../../../domain/run';
import { counted } from '../../../words/count';

/** A group of a run with changes that wait for an administrator. */
export interface HeldGroup {
  readonly name: string;
  /** Absent in reports of earlier versions: such a group cannot be chosen alone. */
  readonly sourceId?: string;
  readonly isNew: boolean;
  readonly count: HeldCount;
  /** Sentences on limits of this group alone. */
  readonly reasons: readonly string[];
}

/** `other`: changes of which the report does not tell whether they add or remove. */
export interface HeldCount {
  readonly additions: number;
  readonly removals: number;
  readonly other: number;
}

export function keyOf({ sourceId, name }: HeldGroup): string {
  return sourceId ?? name;
}

export function heldGroups(report: RunReport): readonly HeldGroup[] {
  return report.groups
    .filter(({ held }) => held > 0)
    .map((group) => {
      const reasons = report.held.filter((reason) => isAbout(reason, group));
      return {
        name: group.name,
        ...(group.sourceId === undefined ? {} : { sourceId: group.sourceId }),
        isNew: group.planned.creation,
        count: countOf(group, report.held),
        reasons: reasons.filter(({ scope }) => scope === 'group').map(({ message }) => message),
      };
    });
}

function isAbout({ scope, group, sourceId }: HeldReason, { name, sourceId: own }: GroupResult): boolean {
  if (scope === 'run') return true;
  return sourceId !== undefined && own !== undefined ? sourceId === own : group === name;
}

/** A report counts what is held of a group in one number; what was planned tells it apart. */
function countOf(group: GroupResult, held: readonly HeldReason[]): HeldCount {
  const { additions, removals } = group.planned;
  const kinds = new Set(held.filter((reason) => isAbout(reason, group)).map(({ what }) => what));
  const none = { additions: 0, removals: 0, other: 0 };
  if (kinds.size === 1) {
    return kinds.has('additions') ? { ...none, additions: group.held } : { ...none, removals: group.held };
  }
  if (additions + removals === group.held) return { ...none, additions, removals };
  return { ...none, other: group.held };
}

function totalOf(groups: readonly HeldGroup[]): HeldCount {
  return groups.reduce(
    (sum, { count }) => ({
      additions: sum.additions + count.additions,
      removals: sum.removals + count.removals,
      other: sum.other + count.other,
    }),
    { additions: 0, removals: 0, other: 0 },
  );
}

/** "2 additions and 58 removals". */
export function heldCountWords({ additions, removals, other }: HeldCount): string {
  const parts = [
    ...(additions > 0 ? [counted(additions, 'addition')] : []),
    ...(removals > 0 ? [counted(removals, 'removal')] : []),
    ...(other > 0 ? [counted(other, 'other change')] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(' and ');
}

/** Whether a decision about these held changes can still be made: after a rejection of some groups, the others are open. */
export function isOpen(decision: HeldDecision | undefined): boolean {
  if (decision === undefined || decision.kind === 'waiting') return true;
  return decision.kind === 'rejected' && decision.sourceIds !== undefined;
}

/** The groups that are to be decided about. A second administrator approves what the first one chose. */
export function openGroups(
  groups: readonly HeldGroup[],
  decision: HeldDecision | undefined,
): readonly HeldGroup[] {
  if (!isOpen(decision)) return [];
  const decided = decidedGroups(groups, decision);
  return decision?.kind === 'rejected' ? groups.filter((group) => !decided.includes(group)) : decided;
}

export interface HeldChoice {
  /** Those that can be decided about. */
  readonly open: readonly HeldGroup[];
  /** Those of them that are. */
  readonly chosen: readonly HeldGroup[];
  readonly decision: HeldDecision | undefined;
}

/** All that the run holds, also what a very long report leaves out: its lists are cut, and its counts are of all. */
export function isEverything({ open, chosen, decision }: HeldChoice): boolean {
  return chosen.length === open.length && decision?.sourceIds === undefined;
}

/** The groups by their ids, or none where everything that is open is meant: there may be more of it than a call takes. */
export function chosenIds(choice: HeldChoice): { readonly sourceIds?: string[] } {
  const isAllOpen = choice.chosen.length === choice.open.length && choice.decision?.kind === 'rejected';
  if (isEverything(choice) || isAllOpen) return {};
  // As the first administrator named them: only the same counts as approved by both.
  if (choice.decision?.kind === 'waiting') return { sourceIds: [...(choice.decision.sourceIds ?? [])] };
  return { sourceIds: choice.chosen.flatMap(({ sourceId }) => (sourceId === undefined ? [] : [sourceId])) };
}

/** What is decided about, by its size: "12 additions and 64 removals". */
export function chosenWords(choice: HeldChoice, report: RunReport): string {
  const total = totalOf(choice.chosen);
  const { held } = report.counts.memberships;
  const isWhole = total.additions + total.removals + total.other === held;
  return isEverything(choice) && !isWhole ? counted(held, 'held change') : heldCountWords(total);
}

/** Those that a decision is about: all, unless it names some. */
export function decidedGroups(
  groups: readonly HeldGroup[],
  decision: HeldDecision | undefined,
): readonly HeldGroup[] {
  const chosen = decision?.sourceIds;
  const rejected = decision?.rejected ?? [];
  return groups.filter(({ sourceId }) => {
    if (sourceId === undefined) return chosen === undefined;
    return chosen?.includes(sourceId) !== false && !rejected.includes(sourceId);
  });
}

/** The preview of an undo is approved by the button that undoes, and not group by group. */
export function isUndoPreview({ task, mode }: Pick<RunReport, 'task' | 'mode'>): boolean {
  return task?.kind === 'undo' && mode === 'preview';
}
