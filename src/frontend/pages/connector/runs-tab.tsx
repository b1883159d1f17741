import EmptyState from '@atlaskit/empty-state';
import type { RunSummary } from '../../../contract';
import { useRuns } from '../../api/queries';
import { DataTable, type Column } from '../../components/data-table';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { runColumns, startedColumn } from '../../components/run-columns';

function columnsOf(runs: readonly RunSummary[]): readonly Column<RunSummary>[] {
  return [
    { ...startedColumn(runs), width: 24 },
    { ...runColumns.kind, width: 16 },
    { ...runColumns.result, width: 47 },
    { ...runColumns.took, width: 13 },
  ];
}

export function RunsTab({ connectionId }: { connectionId: string }) {
  const runs = useRuns(connectionId);
  if (runs.isPending) return <Loading label="Loading the runs" />;
  if (runs.isError) {
    return (
      <Problem title="The runs could not be loaded" error={runs.error} onRetry={() => void runs.refetch()} />
    );
  }
  if (runs.data.runs.length === 0) {
    return (
      <EmptyState
        header="No runs yet"
        headingLevel={2}
        description="Choose Preview to see what a run would change. It changes nothing."
      />
    );
  }
  return (
    <DataTable
      label="Runs"
      columns={columnsOf(runs.data.runs)}
      rows={runs.data.runs}
      rowKey={(run) => run.id}
      rowsPerPage={20}
    />
  );
}
