import type { RunReport, UnpairedPerson } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { personWords } from '../../words/reasons';
import { Section, sectionIds } from './section';

const columns: readonly Column<UnpairedPerson>[] = [
  {
    title: 'Person',
    width: 24,
    sortBy: ({ displayName }) => displayName,
    cell: ({ displayName, userId }) => (
      <div className="two-lines">
        <span>{displayName}</span>
        <span className="subtle">OneLogin ID {userId}</span>
      </div>
    ),
  },
  {
    title: 'Why',
    width: 36,
    sortBy: ({ reason }) => reason,
    cell: ({ reason }) => <span className="wrap">{personWords(reason).reason}</span>,
  },
  {
    title: 'What to do',
    width: 40,
    cell: ({ reason }) => <span className="wrap">{personWords(reason).advice}</span>,
  },
];

export function UnmatchedSection({ report }: { report: RunReport }) {
  const people = [...report.ambiguous, ...report.unmatched];
  if (people.length === 0) return null;
  return (
    <Section
      id={sectionIds.unmatched}
      title="Unmatched people"
      description="These people from OneLogin could not be paired with one Atlassian account. Their memberships were left as they are."
    >
      <DataTable label="Unmatched people" columns={columns} rows={people} rowKey={({ userId }) => userId} />
    </Section>
  );
}
