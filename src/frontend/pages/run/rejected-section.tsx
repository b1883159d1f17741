import type { RejectedChange, RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { changeWords } from '../../words/reasons';
import { Section, sectionIds } from './section';

const columns: readonly Column<RejectedChange>[] = [
  { title: 'Group', width: 24, cell: ({ group }) => group, sortBy: ({ group }) => group },
  { title: 'Change', width: 16, cell: ({ change }) => changeWords(change) },
  { title: 'Account', width: 20, cell: ({ accountId }) => <span className="id">{accountId ?? ''}</span> },
  { title: 'Reason', width: 40, cell: ({ reason }) => <span className="wrap">{reason}</span> },
];

export function RejectedSection({ report }: { report: RunReport }) {
  if (report.rejected.length === 0) return null;
  return (
    <Section
      id={sectionIds.rejected}
      title="Failed changes"
      description="Atlassian refused these. The next run tries them again."
    >
      <DataTable
        label="Failed changes"
        columns={columns}
        rows={report.rejected}
        rowKey={({ change, group, accountId }) => `${change}-${group}-${accountId ?? ''}`}
      />
    </Section>
  );
}
