import Lozenge from '@atlaskit/lozenge';
import type { ConnectionSummary, RestView } from '../../../contract';
import { DataTable, type Column } from '../../components/data-table';
import { DirectoryMark } from '../../components/directory-mark';
import { Moment } from '../../components/moment';
import { RunLozenge } from '../../components/run-lozenge';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';
import { kindNames } from '../../words/directory-words';
import { scheduleWords } from '../../words/schedule-words';
import { dateAndTime, dayAndTime } from '../../words/time';
import { RowActions } from './row-actions';

interface ConnectorTableProps {
  readonly connections: readonly ConnectionSummary[];
  readonly onStart: (connectionId: string, mode: 'preview' | 'sync') => void;
}

export function ConnectorTable({ connections, onStart }: ConnectorTableProps) {
  const columns = columnsOf(onStart);
  return (
    <DataTable
      label="Connectors"
      columns={columns}
      rows={connections}
      rowKey={(row) => row.id}
      rowsPerPage={25}
    />
  );
}

function columnsOf(onStart: ConnectorTableProps['onStart']): readonly Column<ConnectionSummary>[] {
  return [
    { title: 'Name', width: 22, cell: (row) => <Name row={row} />, sortBy: (row) => row.name },
    { title: 'Schedule', width: 20, cell: (row) => <Schedule row={row} /> },
    {
      title: 'Last run',
      width: 34,
      cell: (row) => <LastRun row={row} />,
      sortBy: (row) => row.lastRun?.startedAtMs ?? 0,
    },
    {
      title: 'Next run',
      width: 16,
      cell: (row) => <NextRun row={row} />,
      sortBy: (row) => row.nextRunMs ?? Infinity,
    },
    {
      title: 'Actions',
      width: 8,
      hidesTitle: true,
      cell: (row) => <RowActions row={row} onStart={onStart} />,
    },
  ];
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

function Schedule({ row }: { row: ConnectionSummary }) {
  if (!row.scheduleEnabled) return <span className="quiet">Off</span>;
  const words = scheduleWords(row.schedule.cron);
  return (
    <div className="two-lines">
      <span>{words.kind === 'words' ? words.text : row.schedule.cron}</span>
      <span className="subtle">{row.schedule.timeZone}</span>
    </div>
  );
}

function LastRun({ row: { lastRun } }: { row: ConnectionSummary }) {
  if (lastRun === undefined) return <span className="quiet">Never ran</span>;
  return (
    <div className="two-lines">
      <span className="inline">
        <RunLozenge status={lastRun.status} decision={lastRun.decision} />
        <AppLink to={paths.run(lastRun.id)}>
          <Moment atMs={lastRun.endedAtMs ?? lastRun.startedAtMs} />
        </AppLink>
      </span>
      <span className="subtle">{lastRun.summary}</span>
    </div>
  );
}

function NextRun({ row }: { row: ConnectionSummary }) {
  if (row.rest !== undefined) return <Resting rest={row.rest} />;
  if (row.nextRunMs === undefined) return <span className="quiet">None</span>;
  return (
    <div className="two-lines">
      <Moment atMs={row.nextRunMs} />
      <span className="subtle">{dayAndTime(row.nextRunMs, row.schedule.timeZone)}</span>
    </div>
  );
}

/** How to go on stands on the connector's page. */
function Resting({ rest }: { rest: RestView }) {
  return (
    <div className="two-lines">
      <Lozenge appearance="moved">Resting</Lozenge>
      <span className="subtle">
        {rest.why === 'undo'
          ? 'After an undo, until you go on'
          : `After ${counted(rest.count, 'stop')}, until ${dateAndTime(rest.untilMs)}`}
      </span>
    </div>
  );
}
