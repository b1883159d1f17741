import { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import type { ManagedGroup } from '../../../contract';
import { ActionsMenu } from '../../components/actions-menu';
import { DataTable, type Column } from '../../components/data-table';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { count, counted } from '../../words/count';
import { dateAndTime } from '../../words/time';
import { ownershipActions, ownershipWords, type OwnershipAction } from './ownership-words';

interface ManagedGroupsTableProps {
  readonly connectionId: string;
  readonly groups: readonly ManagedGroup[];
  readonly onAsk: (group: ManagedGroup, action: OwnershipAction) => void;
}

export function ManagedGroupsTable({ groups, ...props }: ManagedGroupsTableProps) {
  return (
    <DataTable
      label="Managed groups"
      columns={columnsOf(props)}
      rows={groups}
      rowKey={({ groupId }) => groupId}
      rowsPerPage={20}
    />
  );
}

function columnsOf({
  connectionId,
  onAsk,
}: Omit<ManagedGroupsTableProps, 'groups'>): readonly Column<ManagedGroup>[] {
  return [
    {
      title: 'Group',
      width: 20,
      sortBy: ({ name }) => name,
      cell: (group) => <GroupName group={group} connectionId={connectionId} />,
    },
    { title: 'Comes from', width: 18, sortBy: ({ source }) => source, cell: ({ source }) => wrapped(source) },
    {
      title: 'Managed',
      width: 12,
      align: 'end',
      sortBy: ({ managed }) => managed,
      cell: ({ managed }) => count(managed),
    },
    {
      title: 'In the group',
      width: 12,
      align: 'end',
      sortBy: ({ present }) => present ?? -1,
      cell: ({ present }) => (present === undefined ? <Unknown /> : count(present)),
    },
    {
      title: 'Also wanted by',
      width: 14,
      sortBy: ({ shared }) => shared,
      cell: (group) => <SharedWith group={group} />,
    },
    {
      title: 'Since',
      width: 18,
      sortBy: ({ sinceMs }) => sinceMs ?? 0,
      cell: ({ sinceMs }) => (sinceMs === undefined ? <Unknown /> : dateAndTime(sinceMs)),
    },
    {
      title: 'Actions',
      width: 6,
      hidesTitle: true,
      cell: (group) => <GroupActions group={group} onAsk={onAsk} />,
    },
  ];
}

function GroupName({ group, connectionId }: { group: ManagedGroup; connectionId: string }) {
  return (
    <span className="wrap">
      <AppLink to={paths.explain(connectionId, { groupId: group.groupId })}>{group.name}</AppLink>
    </span>
  );
}

function wrapped(text: string) {
  return <span className="wrap">{text}</span>;
}

function Unknown() {
  return <span className="quiet">Not known</span>;
}

function SharedWith({ group: { shared, sharedWith } }: { group: ManagedGroup }) {
  if (sharedWith.length === 0) return <span className="quiet">Nobody else</span>;
  return (
    <div className="two-lines">
      <span>{sharedWith.join(', ')}</span>
      <span className="subtle">{counted(shared, 'membership')}</span>
    </div>
  );
}

type GroupActionsProps = { readonly group: ManagedGroup } & Pick<ManagedGroupsTableProps, 'onAsk'>;

function GroupActions({ group, onAsk }: GroupActionsProps) {
  return (
    <ActionsMenu label={`Actions for ${group.name}`}>
      <DropdownItemGroup>
        {ownershipActions.map((action) => (
          <DropdownItem
            key={action}
            description={ownershipWords[action].help}
            onClick={() => onAsk(group, action)}
          >
            {ownershipWords[action].menu}
          </DropdownItem>
        ))}
      </DropdownItemGroup>
    </ActionsMenu>
  );
}
