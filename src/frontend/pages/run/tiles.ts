import type { ChangesOverview } from '../../../domain/change-row';
import type { HeldDecision, RunReport } from '../../../domain/run';
import type { ChangesFilter } from '../../routing/changes-address';
import { counted } from '../../words/count';
import { heldCountWord } from '../../words/held-words';
import { sectionIds } from './section-ids';

export interface Tile {
  readonly label: string;
  readonly value: number;
  /** How many people and groups that are. */
  readonly detail?: string;
  /** The section that lists what is counted, or which of the changes. A run that stopped early has counts without a list. */
  readonly leadsTo?: string | ChangesFilter;
  readonly tone?: 'warning' | 'danger';
}

/** Zeros are shown where they say something: nothing was held, nothing failed. A preview has applied nothing: it counts what its plan holds. */
export function tilesOf(
  report: RunReport,
  overview: ChangesOverview | undefined,
  decision?: HeldDecision,
): readonly Tile[] {
  const { mode, counts, task = { kind: 'everything' } } = report;
  const { memberships, users } = counts;
  const others: readonly (Tile & { readonly saysZero: boolean })[] = [
    {
      label: 'Unchanged',
      // An undo looks at nothing but what it takes back.
      value: task.kind === 'undo' ? 0 : memberships.alreadyCorrect,
      leadsTo: sectionIds.groups,
      saysZero: false,
    },
    {
      ...heldTile(decision),
      value: memberships.held,
      leadsTo: sectionIds.held,
      saysZero: mode === 'sync' && task.kind === 'everything',
    },
    {
      label: 'Failed',
      value: memberships.failed,
      leadsTo: sectionIds.rejected,
      tone: 'danger',
      saysZero: mode === 'sync',
    },
    {
      label: 'Unmatched people',
      value: users.unmatched + users.ambiguous,
      leadsTo: sectionIds.unmatched,
      tone: 'warning',
      saysZero: false,
    },
  ];
  const shown = others.filter(({ value, saysZero }) => value > 0 || saysZero);
  return [...changeTiles(report, overview), ...shown];
}

/** What is decided does not wait any more. */
function heldTile(decision: HeldDecision | undefined): Pick<Tile, 'label' | 'tone'> {
  const word = heldCountWord(decision);
  if (word === 'approved' || word === 'rejected') return { label: `Held and ${word}` };
  return { label: 'Held', tone: 'warning' };
}

function changeTiles(report: RunReport, overview: ChangesOverview | undefined): readonly Tile[] {
  const isPreview = report.mode === 'preview';
  // What was held or failed is among the people and groups of the plan, and not among what was done.
  const told = isPreview || report.status === 'finished' ? overview : undefined;
  const { added, removed, created } = isPreview ? plannedOf(report) : doneOf(report);
  return [
    {
      label: isPreview ? 'To add' : 'Added',
      value: added,
      leadsTo: { kind: 'add' },
      ...detailOf(told, 'Gaining'),
    },
    {
      label: isPreview ? 'To remove' : 'Removed',
      value: removed,
      leadsTo: { kind: 'remove' },
      ...detailOf(told, 'Losing'),
    },
    ...onlyLosing(told),
    ...creations(isPreview ? 'Groups to create' : 'Groups created', created),
  ];
}

interface Changed {
  readonly added: number;
  readonly removed: number;
  readonly created: number;
}

function plannedOf({ planned }: RunReport): Changed {
  return { added: planned.additions, removed: planned.removals, created: planned.groups };
}

function doneOf({ counts }: RunReport): Changed {
  const { added, removed } = counts.memberships;
  return { added, removed, created: counts.groups.created };
}

/** Who gains nothing for what they lose may be cut off. */
function onlyLosing(overview: ChangesOverview | undefined): readonly Tile[] {
  const people = overview?.peopleOnlyLosing ?? 0;
  if (people === 0) return [];
  const label =
    people === 1 ? 'Person who loses access and gains none' : 'People who lose access and gain none';
  return [{ label, value: people, leadsTo: { kind: 'remove', order: 'person' }, tone: 'warning' }];
}

function creations(label: string, created: number): readonly Tile[] {
  return created === 0 ? [] : [{ label, value: created, leadsTo: { kind: 'create' } }];
}

function detailOf(
  overview: ChangesOverview | undefined,
  side: 'Gaining' | 'Losing',
): { readonly detail?: string } {
  if (overview === undefined || overview[`people${side}`] === 0) return {};
  const people = counted(overview[`people${side}`], 'person', 'people');
  return { detail: `${people}, ${counted(overview[`groups${side}`], 'group')}` };
}
