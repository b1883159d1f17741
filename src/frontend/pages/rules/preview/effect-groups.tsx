import Lozenge from '@atlaskit/lozenge';
import type { GroupEffect } from '../../../../contract';
import { DataTable, type Column } from '../../../components/data-table';
import { count } from '../../../words/count';
import { namesAndRest } from './names-and-rest';

const columns: readonly Column<GroupEffect>[] = [
  { title: 'Group', width: 30, cell: (group) => <Name group={group} /> },
  {
    title: 'To add',
    width: 35,
    cell: ({ additions, added }) => <Names total={additions} names={added} />,
    sortBy: ({ additions }) => additions,
  },
  {
    title: 'To remove',
    width: 35,
    cell: ({ removals, removed }) => <Names total={removals} names={removed} />,
    sortBy: ({ removals }) => removals,
  },
];

export function EffectGroups({ groups }: { groups: readonly GroupEffect[] }) {
  if (groups.length === 0) return null;
  return <DataTable label="Groups that change" columns={columns} rows={groups} rowKey={({ name }) => name} />;
}

function Name({ group: { name, kind } }: { group: GroupEffect }) {
  return (
    <span className="inline">
      <span className="wrap">{name}</span>
      {kind === 'new' && <Lozenge appearance="new">Newly synced</Lozenge>}
      {kind === 'dropped' && <Lozenge appearance="moved">No longer synced</Lozenge>}
    </span>
  );
}

function Names({ total, names }: { total: number; names: readonly string[] }) {
  if (total === 0) return <span className="quiet">0</span>;
  return (
    <span className="two-lines">
      <strong>{count(total)}</strong>
      <span className="subtle">{namesAndRest(names, total)}</span>
    </span>
  );
}
