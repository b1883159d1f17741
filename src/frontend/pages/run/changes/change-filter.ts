import type { Input } from '../../../../contract';
import type { ChangeRow } from '../../../../domain/change-row';
import type { GroupResult, RunMode } from '../../../../domain/run';
import { kindOfChange, outcomeWords } from '../../../words/change-words';

type Query = Input<'listChanges'>;

/** What a person has chosen; an empty text stands for "any". */
export interface ChangeFilter {
  readonly text: string;
  readonly kind: ChangeRow['kind'] | '';
  readonly outcome: NonNullable<Query['outcome']> | '';
  readonly sourceId: string;
}

export const noFilter: ChangeFilter = { text: '', kind: '', outcome: '', sourceId: '' };

const maxText = 320;

export function queryOf({
  text,
  kind,
  outcome,
  sourceId,
}: ChangeFilter): Omit<Query, 'runId' | 'offset' | 'limit'> {
  const wanted = text.trim().slice(0, maxText);
  return {
    ...(wanted === '' ? {} : { text: wanted }),
    ...(kind === '' ? {} : { kind }),
    ...(outcome === '' ? {} : { outcome }),
    ...(sourceId === '' ? {} : { sourceId }),
  };
}

interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
}

export const kindOptions: readonly Option<ChangeFilter['kind']>[] = [
  { value: '', label: 'All kinds' },
  ...(['add', 'remove', 'create'] as const).map((kind) => ({ value: kind, label: kindOfChange(kind) })),
];

/** A preview has done nothing, and so nothing that failed. */
export function outcomeOptions(mode: RunMode): readonly Option<ChangeFilter['outcome']>[] {
  const outcomes =
    mode === 'preview' ? (['planned', 'held'] as const) : (['done', 'held', 'failed'] as const);
  return [
    { value: '', label: 'All outcomes' },
    ...outcomes.map((outcome) => ({ value: outcome, label: outcomeWords(outcome).label })),
  ];
}

/** The groups that have changes. Reports of earlier versions know no ids, and so cannot be asked by group. */
export function groupOptions(groups: readonly GroupResult[]): readonly Option<string>[] {
  return [
    { value: '', label: 'All groups' },
    ...groups.flatMap(({ name, sourceId, planned }) =>
      sourceId === undefined || planned.additions + planned.removals === 0
        ? []
        : [{ value: sourceId, label: name }],
    ),
  ];
}
