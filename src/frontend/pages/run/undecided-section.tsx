import type { UndecidedGroup } from '../../../domain/plan';
import type { RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { count } from '../../words/count';
import { PeopleList, type Names } from './names';
import { Section, sectionIds } from './section';

/** Groups of the right name that were on the site before, and that wait for a decision. */
export function UndecidedSection({ report, names }: { report: RunReport; names: Names }) {
  const { undecided = [] } = report;
  if (undecided.length === 0) return null;
  return (
    <Section
      id={sectionIds.undecided}
      title="Groups that need a decision"
      description="Groups of these names are on the site already. Until somebody decides, nothing in them is changed."
    >
      <DataTable
        label="Groups that need a decision"
        columns={columnsOf(names)}
        rows={undecided}
        rowKey={({ sourceId }) => sourceId}
      />
      <ul className="plain-list">
        <li>
          <strong>Take it over:</strong> its members are managed from then on; who is not wanted is removed.
        </li>
        <li>
          <strong>Use it:</strong> people are added; nobody who is in it now is ever removed.
        </li>
        <li>
          <strong>Leave it alone,</strong> or <strong>use another group</strong> with a suffix behind the
          name.
        </li>
      </ul>
      <p>
        <AppLink to={paths.connector(report.connectionId, 'groups')}>
          Decide in the group rules of {report.connectionName}
        </AppLink>
      </p>
    </Section>
  );
}

function columnsOf(names: Names): readonly Column<UndecidedGroup>[] {
  return [
    {
      title: 'Group',
      width: 26,
      sortBy: ({ group }) => group.name,
      cell: ({ group }) => <span className="wrap">{group.name}</span>,
    },
    {
      title: 'Members now',
      width: 14,
      align: 'end',
      sortBy: ({ present }) => present,
      cell: ({ present }) => count(present),
    },
    {
      title: 'Would be added',
      width: 30,
      cell: ({ group, add, addCount }) => (
        <PeopleList label={`Added to ${group.name}`} ids={add} names={names} total={addCount} />
      ),
    },
    {
      title: 'Would be removed if taken over',
      width: 30,
      cell: ({ group, remove, removeCount }) => (
        <PeopleList label={`Removed from ${group.name}`} ids={remove} names={names} total={removeCount} />
      ),
    },
  ];
}
