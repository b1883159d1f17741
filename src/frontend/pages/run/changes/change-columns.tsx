import Lozenge from '@atlaskit/lozenge';
import type { ChangeRow } from '../../../../domain/change-row';
import type { RunTask } from '../../../../domain/run';
import type { Column } from '../../../components/data-table';
import { kindOfChange, outcomeWords, whyWords } from '../../../words/change-words';
import { PersonName } from '../names';

export function changeKey({ kind, sourceId, accountId }: ChangeRow): string {
  return `${kind} ${sourceId} ${accountId ?? ''}`;
}

export function changeColumns(directory: string, task: RunTask | undefined): readonly Column<ChangeRow>[] {
  return [
    { title: 'Change', width: 12, cell: ({ kind }) => kindOfChange(kind) },
    personColumn,
    groupColumn,
    {
      title: 'Why',
      width: 26,
      cell: (row) => <span className="wrap">{whyWords(row, directory, task)}</span>,
    },
    { title: 'Outcome', width: 20, cell: (row) => <Outcome row={row} /> },
  ];
}

export const personColumn: Column<ChangeRow> = {
  title: 'Person',
  width: 20,
  cell: ({ accountId, person }) =>
    accountId === undefined ? '' : <PersonName id={accountId} name={person} />,
};

export const groupColumn: Column<ChangeRow> = {
  title: 'Group',
  width: 22,
  cell: ({ group }) => <span className="wrap">{group}</span>,
};

function Outcome({ row: { outcome, reason } }: { row: ChangeRow }) {
  const { label, appearance } = outcomeWords(outcome);
  return (
    <div className="two-lines">
      <Lozenge appearance={appearance}>{label}</Lozenge>
      {reason !== undefined && <span className="subtle">{reason}</span>}
    </div>
  );
}
