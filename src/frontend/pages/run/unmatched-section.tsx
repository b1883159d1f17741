import type { RunReport, UnpairedPerson } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { directoryName } from '../../words/directory-words';
import { personWords } from '../../words/reasons';
import { PersonName } from './names';
import { Section, sectionIds } from './section';

/** By the directory's id, of those whom the last reading knows. */
type Emails = Readonly<Record<string, string>>;

function columnsFor(directory: string, emails: Emails): readonly Column<UnpairedPerson>[] {
  return [
    {
      title: 'Person',
      width: 24,
      sortBy: ({ displayName }) => displayName,
      cell: ({ displayName, userId }) => (
        <div className="two-lines">
          <PersonName id={userId} name={displayName} />
          {emails[userId] !== undefined && <span className="subtle wrap">{emails[userId]}</span>}
          <span className="subtle">ID {userId}</span>
        </div>
      ),
    },
    {
      title: 'Why',
      width: 36,
      sortBy: ({ reason }) => reason,
      cell: ({ reason }) => <span className="wrap">{personWords(reason, directory).reason}</span>,
    },
    {
      title: 'What to do',
      width: 40,
      cell: ({ reason }) => <span className="wrap">{personWords(reason, directory).advice}</span>,
    },
  ];
}

interface UnmatchedProps {
  readonly report: RunReport;
  readonly emails: Emails;
}

export function UnmatchedSection({ report, emails }: UnmatchedProps) {
  const people = [...report.ambiguous, ...report.unmatched];
  if (people.length === 0) return null;
  const directory = directoryName(report.connector);
  return (
    <Section
      id={sectionIds.unmatched}
      title="Unmatched people"
      description={`These people from ${directory} could not be paired with one Atlassian account. Their memberships were left as they are.`}
    >
      <DataTable
        label="Unmatched people"
        columns={columnsFor(directory, emails)}
        rows={people}
        rowKey={({ userId }) => userId}
      />
    </Section>
  );
}
