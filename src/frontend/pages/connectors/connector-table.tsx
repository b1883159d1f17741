import Lozenge from '@atlaskit/lozenge';
import type { ConnectionSummary } from '../../../contract';
import { DataTable, type Column } from '../../components/data-table';
import { DirectoryMark } from '../../components/directory-mark';
import { useNow } from '../../components/moment';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { kindNames } from '../../words/directory-words';
import { momentNear } from '../../words/time';
import { connectorState } from './connector-state';
import { EnabledToggle } from './enabled-toggle';
import { LastRun } from './last-run';
import { nextRunWords, remainingWords, scheduleText, toldWords } from './list-words';
import { RecentRunsChart } from './recent-runs-chart';
import { RowActions, type RowDeeds } from './row-actions';

interface ConnectorTableProps {
  readonly connections: readonly ConnectionSummary[];
  readonly deeds: RowDeeds;
}

const tickMs = 20_000;

export function ConnectorTable({ connections, deeds }: ConnectorTableProps) {
  const nowMs = useNow(tickMs);
  // No pages: the order is the one in which they start, from the first to the last.
  return (
    <div className="connector-table">
      <DataTable
        label="Connectors"
        columns={columnsOf(nowMs, deeds)}
        rows={connections}
        rowKey={(row) => row.id}
        rowsPerPage={connections.length + 1}
      />
    </div>
  );
}

function columnsOf(nowMs: number, deeds: RowDeeds): readonly Column<ConnectionSummary>[] {
  return [
    { title: 'Name', width: 19, cell: (row) => <Name row={row} /> },
    { title: 'State', width: 13, cell: (row) => <State row={row} /> },
    { title: 'Last run', width: 15, cell: (row) => <LastRun row={row} nowMs={nowMs} /> },
    { title: 'Recent runs', width: 11, cell: (row) => <RecentRunsChart runs={row.recentRuns} /> },
    { title: 'Next run', width: 13, cell: (row) => <NextRun row={row} nowMs={nowMs} /> },
    { title: 'API calls left', width: 10, cell: (row) => <CallsLeft row={row} nowMs={nowMs} /> },
    { title: 'Scheduled', width: 7, cell: (row) => <EnabledToggle row={row} onSwitch={deeds.onSwitch} /> },
    {
      title: 'Actions',
      width: 12,
      hidesTitle: true,
      cell: (row) => <RowActions row={row} deeds={deeds} />,
    },
  ];
}

interface CellProps {
  readonly row: ConnectionSummary;
  readonly nowMs: number;
}

function Name({ row }: { row: ConnectionSummary }) {
  return (
    <div className="mark-and-text">
      <DirectoryMark directory={row.kind} size={24} />
      <div className="two-lines">
        <AppLink to={paths.connector(row.id)}>{row.name}</AppLink>
        <span className="subtle">{kindNames[row.kind]}</span>
      </div>
    </div>
  );
}

function State({ row }: { row: ConnectionSummary }) {
  const { label, appearance } = connectorState(row);
  return (
    <Lozenge appearance={appearance} maxWidth="100%">
      {label}
    </Lozenge>
  );
}

function NextRun({ row, nowMs }: CellProps) {
  const words = nextRunWords(row, nowMs);
  if (!row.scheduleEnabled) return <span className="quiet">{words}</span>;
  return (
    <div className="two-lines">
      {row.rest !== undefined ? (
        // How to go on stands on the connector's page.
        <AppLink to={paths.connector(row.id)}>{words}</AppLink>
      ) : (
        <span {...(row.nextRunMs === undefined ? {} : { title: momentNear(row.nextRunMs, nowMs) })}>
          {words}
        </span>
      )}
      <span className="subtle">{scheduleText(row)}</span>
    </div>
  );
}

function CallsLeft({ row: { remaining }, nowMs }: CellProps) {
  if (remaining === undefined) return <span className="quiet">Not known</span>;
  return (
    <div className="two-lines">
      <span>{remainingWords(remaining)}</span>
      <span className="subtle">{toldWords(remaining, nowMs)}</span>
    </div>
  );
}
