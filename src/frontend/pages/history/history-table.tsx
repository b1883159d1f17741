import { useMemo } from 'react';
import type { ConnectionSummary, RunSummary } from '../../../contract';
import { DataTable, type Column } from '../../components/data-table';
import { DirectoryMark } from '../../components/directory-mark';
import { RunChangeCounts } from '../../components/run-change-counts';
import { RunLozenge } from '../../components/run-lozenge';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { kindWords, triggerWords } from '../../words/run-status';
import { dateAndTime, duration } from '../../words/time';

interface HistoryTableProps {
  readonly connections: readonly ConnectionSummary[];
  readonly runs: readonly RunSummary[];
}

export function HistoryTable({ connections, runs }: HistoryTableProps) {
  const columns = useMemo(() => columnsOf(connections), [connections]);
  // No pages: older runs are asked for below.
  return (
    <DataTable
      label="Runs"
      columns={columns}
      rows={runs}
      rowKey={(run) => run.id}
      rowsPerPage={runs.length + 1}
    />
  );
}

function columnsOf(connections: readonly ConnectionSummary[]): readonly Column<RunSummary>[] {
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  return [
    {
      title: 'Started',
      width: 20,
      cell: (run) => (
        <div className="two-lines">
          <AppLink to={paths.run(run.id)}>{dateAndTime(run.startedAtMs)}</AppLink>
          <span className="subtle">{triggerWords(run.trigger)}</span>
        </div>
      ),
    },
    {
      title: 'Connector',
      width: 22,
      cell: (run) => <Connector id={run.connectionId} connection={byId.get(run.connectionId)} />,
    },
    { title: 'Kind', width: 12, cell: (run) => kindWords(run.mode, run.task) },
    {
      title: 'Result',
      width: 33,
      cell: (run) => <Result run={run} />,
    },
    { title: 'Took', width: 13, align: 'end', cell: took },
  ];
}

function Connector({ id, connection }: { id: string; connection: ConnectionSummary | undefined }) {
  if (connection === undefined) return <span className="id">{id}</span>;
  return (
    <span className="mark-and-text">
      <DirectoryMark directory={connection.kind} size={24} />
      <AppLink to={paths.connector(id)}>{connection.name}</AppLink>
    </span>
  );
}

function Result({ run }: { run: RunSummary }) {
  return (
    <div className="two-lines">
      <span className="inline">
        <RunLozenge {...run} />
        {run.counts !== undefined && run.status !== 'stopped' && (
          <RunChangeCounts counts={run.counts} mode={run.mode} />
        )}
      </span>
      {(run.counts === undefined || run.status === 'stopped') && (
        <span className="subtle">{run.summary}</span>
      )}
    </div>
  );
}

function took({ startedAtMs, endedAtMs }: RunSummary): string {
  return endedAtMs === undefined ? '' : duration(endedAtMs - startedAtMs);
}
