import Lozenge from '@atlaskit/lozenge';
import type { GroupResult, RunMode, RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { count } from '../../words/count';
import { Section, sectionIds } from './section';

type CountName = 'added' | 'removed' | 'alreadyCorrect' | 'held' | 'failed' | 'unmanaged';

function countColumn(title: string, name: CountName): Column<GroupResult> {
  return {
    title,
    width: 11,
    align: 'end',
    sortBy: (group) => group[name],
    cell: (group) => count(group[name]),
  };
}

function columnsOf(mode: RunMode): readonly Column<GroupResult>[] {
  return [
    {
      title: 'Group',
      width: 34,
      sortBy: ({ name }) => name,
      cell: (group) => <GroupName group={group} mode={mode} />,
    },
    countColumn(mode === 'preview' ? 'To add' : 'Added', 'added'),
    countColumn(mode === 'preview' ? 'To remove' : 'Removed', 'removed'),
    countColumn('Unchanged', 'alreadyCorrect'),
    countColumn('Held', 'held'),
    countColumn('Failed', 'failed'),
    countColumn('By hand', 'unmanaged'),
  ];
}

function GroupName({ group, mode }: { group: GroupResult; mode: RunMode }) {
  return (
    <span className="inline">
      <span className="wrap">{group.name}</span>
      {group.created && <Lozenge appearance="new">{mode === 'preview' ? 'To create' : 'Created'}</Lozenge>}
    </span>
  );
}

export function GroupsSection({ report }: { report: RunReport }) {
  if (report.groups.length === 0) return null;
  return (
    <Section
      id={sectionIds.groups}
      title="Groups"
      description="Numbers are memberships. Those made by hand are counted and left alone."
    >
      <DataTable
        label="Groups"
        columns={columnsOf(report.mode)}
        rows={report.groups}
        rowKey={({ name }) => name}
        rowsPerPage={20}
      />
    </Section>
  );
}
