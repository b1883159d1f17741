import Button from '@atlaskit/button/default/button';
import type { Names } from '../../../contract';
import type { RejectedForGood } from '../../../domain/stores';
import { DataTable, type Column } from '../../components/data-table';
import { useActorNames } from '../../components/use-actor-names';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { dateAndTime } from '../../words/time';

interface RejectedTableProps {
  readonly connectionId: string;
  readonly rejected: readonly RejectedForGood[];
  readonly names: Names;
  readonly onProposeAgain: (row: RejectedForGood) => void;
}

/** A rejection with the names that its ids stand for. */
interface NamedRejection extends RejectedForGood {
  readonly person: string;
  readonly by: string;
  readonly place: string;
}

export function RejectedTable({ connectionId, rejected, names, onProposeAgain }: RejectedTableProps) {
  const actor = useActorNames(names);
  const rows = rejected.map((row) => ({
    ...row,
    person: names[row.accountId] ?? row.accountId,
    by: actor(row.byAccountId),
    place: paths.explain(connectionId, { userId: row.accountId, groupId: row.groupId }),
  }));
  return (
    <DataTable
      label="Rejected for good"
      columns={columnsOf(onProposeAgain)}
      rows={rows}
      rowKey={({ groupId, accountId, change }) => `${change}-${groupId}-${accountId}`}
    />
  );
}

const changeWords: Record<RejectedForGood['change'], string> = { add: 'Put in', remove: 'Take out' };

function columnsOf(onProposeAgain: RejectedTableProps['onProposeAgain']): readonly Column<NamedRejection>[] {
  return [
    { title: 'Change', width: 12, cell: ({ change }) => changeWords[change] },
    { title: 'Person', width: 24, sortBy: ({ person }) => person, cell: (row) => <Person row={row} /> },
    {
      title: 'Group',
      width: 22,
      sortBy: ({ groupName }) => groupName,
      cell: ({ groupName }) => <span className="wrap">{groupName}</span>,
    },
    { title: 'Rejected', width: 24, sortBy: ({ atMs }) => atMs, cell: (row) => <When row={row} /> },
    {
      title: 'Actions',
      width: 18,
      hidesTitle: true,
      cell: (row) => <ProposeAgain row={row} onPress={onProposeAgain} />,
    },
  ];
}

function Person({ row }: { row: NamedRejection }) {
  return (
    <span className="wrap">
      <AppLink to={row.place}>{row.person}</AppLink>
    </span>
  );
}

function When({ row }: { row: NamedRejection }) {
  return (
    <div className="two-lines">
      <span>{dateAndTime(row.atMs)}</span>
      <span className="subtle">{row.by}</span>
    </div>
  );
}

interface ProposeAgainProps {
  readonly row: NamedRejection;
  readonly onPress: RejectedTableProps['onProposeAgain'];
}

function ProposeAgain({ row, onPress }: ProposeAgainProps) {
  return (
    <Button
      spacing="compact"
      aria-label={`Propose again: ${changeWords[row.change]} ${row.person}, ${row.groupName}`}
      onClick={() => onPress(row)}
    >
      Propose again
    </Button>
  );
}
