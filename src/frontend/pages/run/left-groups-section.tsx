import type { LeftGroup } from '../../../domain/plan';
import type { RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { directoryName } from '../../words/directory-words';
import { groupWords } from '../../words/reasons';
import { Section, sectionIds } from './section';

function columnsFor(directory: string): readonly Column<LeftGroup>[] {
  return [
    {
      title: 'Group',
      width: 24,
      sortBy: ({ name }) => name,
      cell: ({ name, sourceId }) => (
        <span className="wrap">{name.trim() === '' ? `(no name, ${sourceId})` : name}</span>
      ),
    },
    {
      title: 'Why',
      width: 36,
      cell: ({ reason }) => <span className="wrap">{groupWords(reason, directory).reason}</span>,
    },
    {
      title: 'What to do',
      width: 40,
      cell: ({ reason }) => <span className="wrap">{groupWords(reason, directory).advice}</span>,
    },
  ];
}

export function LeftGroupsSection({ report }: { report: RunReport }) {
  const isListedApart = report.undecided !== undefined;
  const left = report.left.filter(({ reason }) => !isListedApart || reason !== 'undecided');
  if (left.length === 0) return null;
  return (
    <Section
      id={sectionIds.left}
      title="Groups left alone"
      description="Nothing in these groups was or will be changed."
    >
      <DataTable
        label="Groups left alone"
        columns={columnsFor(directoryName(report.connector))}
        rows={left}
        rowKey={({ sourceId }) => sourceId}
      />
    </Section>
  );
}
