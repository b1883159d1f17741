import { useMemo } from 'react';
import type { ConnectionSummary, RunSummary } from '../../../contract';
import { DataTable, type Column } from '../../components/data-table';
import { DirectoryMark } from '../../components/directory-mark';
import { runColumns, startedColumn } from '../../components/run-columns';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';

interface HistoryTableProps {
  /** Undefined while they are not known. */
  readonly connections: readonly ConnectionSummary[] | undefined;
  readonly runs: readonly RunSummary[];
}

export function HistoryTable({ connections, runs }: HistoryTableProps) {
  const columns = useMemo(() => columnsOf(connections, runs), [connections, runs]);
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

function columnsOf(
  connections: readonly ConnectionSummary[] | undefined,
  runs: readonly RunSummary[],
): readonly Column<RunSummary>[] {
  const byId = new Map(connections?.map((connection) => [connection.id, connection]));
  const connectorOf = ({ connectionId }: RunSummary) => {
    // Which connector it is comes a moment later.
    if (connections === undefined) return '';
    return <Connector id={connectionId} connection={byId.get(connectionId)} />;
  };
  return [
    { ...startedColumn(runs), width: 20 },
    { title: 'Connector', width: 22, cell: connectorOf },
    { ...runColumns.kind, width: 12 },
    { ...runColumns.result, width: 33 },
    { ...runColumns.took, width: 13 },
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
