import type { ChangeRow } from '../../../../domain/change-row';
import type { Column } from '../../../components/data-table';
import { PersonName } from '../names';

export function changeKey({ kind, sourceId, accountId }: ChangeRow): string {
  return `${kind} ${sourceId} ${accountId ?? ''}`;
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
