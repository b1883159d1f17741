import type { Input } from '../../../../contract';
import type { ChangesOverview } from '../../../../domain/change-row';
import type { GroupResult, RunReport } from '../../../../domain/run';
import { changeKinds, removalCauses, type ChangesFilter } from '../../../routing/changes-address';
import { kindOfChange, outcomeWords, shortCauseWords } from '../../../words/change-words';
import { count } from '../../../words/count';
import { directoryName } from '../../../words/directory-words';

export type ChangesQuery = Omit<Input<'listChanges'>, 'offset' | 'limit'>;

const maxText = 320;

export function queryOf(runId: string, { text = '', ...filter }: ChangesFilter): ChangesQuery {
  const wanted = text.trim().slice(0, maxText);
  return { runId, ...filter, ...(wanted === '' ? {} : { text: wanted }) };
}

/** Whether anything is left out. The order leaves out nothing. */
export function isNarrowed(filter: ChangesFilter): boolean {
  const { order: _, ...narrowing } = filter;
  return Object.values(narrowing).some((value) => value.trim() !== '');
}

/** The filter with this part of it changed; an empty text stands for "any". */
export function changed(filter: ChangesFilter, name: keyof ChangesFilter, value: string): ChangesFilter {
  const { [name]: _, ...others } = filter;
  return value === '' ? others : { ...others, [name]: value };
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Of one part of the filter. */
export interface Choice {
  readonly name: keyof ChangesFilter;
  readonly label: string;
  readonly options: readonly Option[];
}

/** What can be chosen among the changes of this run. */
export function choicesOf(report: RunReport, overview: ChangesOverview | undefined): readonly Choice[] {
  const isUndo = report.task?.kind === 'undo';
  return [
    { name: 'kind', label: 'Kind of change', options: kindOptions(report) },
    // Whatever an undo takes away, it takes away because it is an undo.
    ...(isUndo ? [] : [{ name: 'cause', label: 'Reason', options: causeOptions(report, overview) } as const]),
    { name: 'outcome', label: 'Outcome', options: outcomeOptions(report) },
    { name: 'sourceId', label: 'Group', options: groupOptions(report.groups) },
    {
      name: 'order',
      label: 'Grouped by',
      options: [
        { value: '', label: 'Group' },
        { value: 'person', label: 'Person' },
      ],
    },
  ];
}

function kindOptions({ planned }: RunReport): readonly Option[] {
  const kinds = changeKinds.filter((kind) => kind !== 'create' || planned.groups > 0);
  return [
    { value: '', label: 'All kinds' },
    ...kinds.map((kind) => ({ value: kind, label: kindOfChange(kind) })),
  ];
}

/** With how many there are of each, as soon as that is known. */
export function causeOptions(
  { connector }: Pick<RunReport, 'connector'>,
  overview: ChangesOverview | undefined,
): readonly Option[] {
  const causes = removalCauses.filter((cause) => overview === undefined || (overview.causes[cause] ?? 0) > 0);
  return [
    { value: '', label: 'All reasons' },
    ...causes.map((cause) => {
      const number = overview?.causes[cause];
      const label = shortCauseWords(cause, directoryName(connector));
      return { value: cause, label: number === undefined ? label : `${label} (${count(number)})` };
    }),
  ];
}

/** A preview has done nothing, and so nothing that failed; only a run that stopped did not come to some. */
export function outcomeOptions({ mode, status }: Pick<RunReport, 'mode' | 'status'>): readonly Option[] {
  const outcomes =
    mode === 'preview' ? (['planned', 'held'] as const) : (['done', 'held', 'failed'] as const);
  return [
    { value: '', label: 'All outcomes' },
    ...outcomes.map((outcome) => ({ value: outcome, label: outcomeWords(outcome).label })),
    ...(mode === 'sync' && status === 'stopped'
      ? [{ value: 'planned', label: outcomeWords('not-reached').label }]
      : []),
  ];
}

/** The groups that have changes. Reports of earlier versions know no ids, and so cannot be asked by group. */
export function groupOptions(groups: readonly GroupResult[]): readonly Option[] {
  return [
    { value: '', label: 'All groups' },
    ...groups.flatMap(({ name, sourceId, planned }) =>
      sourceId === undefined || !hasChanges({ planned }) ? [] : [{ value: sourceId, label: name }],
    ),
  ];
}

export function hasChanges({ planned }: Pick<GroupResult, 'planned'>): boolean {
  return planned.creation || planned.additions + planned.removals > 0;
}
