import type { DriftResult, RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { driftWords } from '../../words/change-words';
import { PeopleList, type Names } from './names';
import { Section, sectionIds } from './section';

/** Memberships of managed groups that somebody changed on the site since the last run. */
export function ByHandSection({ report, names }: { report: RunReport; names: Names }) {
  const { drift = [] } = report;
  if (drift.length === 0) return null;
  return (
    <Section
      id={sectionIds.byHand}
      title="Changed by hand"
      description="Since the last run somebody changed these groups on the site. What becomes of it is set on the connector’s page."
    >
      <DataTable
        label="Changed by hand"
        columns={columnsOf(names)}
        rows={drift}
        rowKey={({ group }) => group}
      />
    </Section>
  );
}

function columnsOf(names: Names): readonly Column<DriftResult>[] {
  return [
    {
      title: 'Group',
      width: 22,
      sortBy: ({ group }) => group,
      cell: ({ group }) => <span className="wrap">{group}</span>,
    },
    {
      title: 'Put in by hand',
      width: 26,
      cell: ({ group, putIn, putInCount }) => (
        <PeopleList label={`Put into ${group}`} ids={putIn} names={names} total={putInCount} />
      ),
    },
    {
      title: 'Taken out by hand',
      width: 26,
      cell: ({ group, takenOut, takenOutCount }) => (
        <PeopleList label={`Taken out of ${group}`} ids={takenOut} names={names} total={takenOutCount} />
      ),
    },
    {
      title: 'What becomes of it',
      width: 26,
      cell: ({ policy }) => <span className="wrap">{driftWords(policy)}</span>,
    },
  ];
}
