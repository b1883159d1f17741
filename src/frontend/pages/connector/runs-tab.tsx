import EmptyState from '@atlaskit/empty-state';
import type { RunSummary } from '../../../contract';
import { useRuns } from '../../api/queries';
import { DataTable, type Column } from '../../components/data-table';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { RunLozenge } from '../../components/run-lozenge';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { kindWords, triggerWords } from '../../words/run-status';
import { dateAndTime, duration } from '../../words/time';

const columns: readonly Column<RunSummary>[] = [
  {
    title: 'Started',
    width: 20,
    cell: (run) => <AppLink to={paths.run(run.id)}>{dateAndTime(run.startedAtMs)}</AppLink>,
  },
  { title: 'Kind', width: 9, cell: (run) => kindWords(run.mode, run.task) },
  { title: 'Started by', width: 15, cell: (run) => triggerWords(run.trigger) },
  { title: 'Status', width: 19, cell: (run) => <RunLozenge {...run} /> },
  { title: 'Result', width: 24, cell: (run) => <span className="wrap">{run.summary}</span> },
  { title: 'Took', width: 13, cell: (run) => took(run) },
];

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
      columns={columns}
      rows={runs.data.runs}
      rowKey={(run) => run.id}
      rowsPerPage={20}
    />
  );
}

function took({ startedAtMs, endedAtMs }: RunSummary): string {
  return endedAtMs === undefined ? '' : duration(endedAtMs - startedAtMs);
}
