import type { RejectedChange, RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { changeWords } from '../../words/reasons';
import { PersonName, type Names } from './names';
import { Section, sectionIds } from './section';

function columnsOf(names: Names): readonly Column<RejectedChange>[] {
  return [
    { title: 'Group', width: 24, cell: ({ group }) => group, sortBy: ({ group }) => group },
    { title: 'Change', width: 16, cell: ({ change }) => changeWords(change) },
    {
      title: 'Person',
      width: 20,
      cell: ({ accountId }) =>
        accountId === undefined ? '' : <PersonName id={accountId} name={names[accountId]} />,
    },
    { title: 'Reason', width: 40, cell: ({ reason }) => <span className="wrap">{reason}</span> },
  ];
}

export function RejectedSection({ report, names }: { report: RunReport; names: Names }) {
  if (report.rejected.length === 0) return null;
  return (
    <Section
      id={sectionIds.rejected}
      title="Failed changes"
      description="Atlassian refused these. The next run tries them again."
    >
      <DataTable
        label="Failed changes"
        columns={columnsOf(names)}
        rows={report.rejected}
        rowKey={({ change, group, accountId }) => `${change}-${group}-${accountId ?? ''}`}
      />
    </Section>
  );
}
