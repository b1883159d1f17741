import type { Names } from '../../../contract';
import type { AuditEntry } from '../../../domain/audit';
import { DataTable, type Column } from '../../components/data-table';
import { useActorNames } from '../../components/use-actor-names';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { actionWords } from '../../words/audit-words';
import type { NameOf } from '../../words/audit-values';
import { dateAndTime } from '../../words/time';
import { AuditChanges } from './audit-changes';

interface AuditTableProps {
  readonly names: Names;
  readonly entries: readonly AuditEntry[];
  readonly showsConnector: boolean;
}

interface NamedEntry extends AuditEntry {
  readonly by: string;
  readonly nameOf: NameOf;
}

export function AuditTable({ entries, names, showsConnector }: AuditTableProps) {
  const nameOf = useActorNames(names);
  const rows = entries.map((entry) => ({ ...entry, by: nameOf(entry.byAccountId), nameOf }));
  return (
    <DataTable
      label="Audit log"
      columns={showsConnector ? [when, who, connector, what, changes] : [when, who, what, changes]}
      rows={rows}
      rowKey={({ number }) => String(number)}
      rowsPerPage={rows.length}
    />
  );
}

const when: Column<NamedEntry> = { title: 'When', width: 14, cell: ({ atMs }) => dateAndTime(atMs) };
const who: Column<NamedEntry> = {
  title: 'Who',
  width: 16,
  cell: ({ by }) => <span className="wrap">{by}</span>,
};
const connector: Column<NamedEntry> = {
  title: 'Connector',
  width: 16,
  cell: (entry) => <Connector entry={entry} />,
};
const what: Column<NamedEntry> = { title: 'What', width: 20, cell: (entry) => <What entry={entry} /> };
const changes: Column<NamedEntry> = {
  title: 'Before and after',
  width: 34,
  cell: (entry) => <AuditChanges entry={entry} nameOf={entry.nameOf} />,
};

function Connector({ entry }: { entry: AuditEntry }) {
  const { connectionId, connectionName = 'Connector', action } = entry;
  if (connectionId === undefined) return <span className="quiet">The whole site</span>;
  // What was deleted leads nowhere.
  if (action === 'deleted') return <span className="wrap">{connectionName}</span>;
  return (
    <span className="wrap">
      <AppLink to={paths.connector(connectionId)}>{connectionName}</AppLink>
    </span>
  );
}

function What({ entry: { action, subject, changes: changed } }: { entry: AuditEntry }) {
  return (
    <div className="two-lines">
      <span>{actionWords(action, changed)}</span>
      {subject !== undefined && <Subject action={action} subject={subject} />}
    </div>
  );
}

/** Deeds whose subject is the id of a run, which says nothing to a reader: it becomes the way there. */
const deedsOfRuns: ReadonlySet<AuditEntry['action']> = new Set([
  'run-started',
  'run-paused',
  'run-resumed',
  'run-cancelled',
  'run-undone',
  'held-approved',
  'held-rejected',
]);

function Subject({ action, subject }: { action: AuditEntry['action']; subject: string }) {
  if (!deedsOfRuns.has(action)) return <span className="subtle">{subject}</span>;
  return <AppLink to={paths.run(subject)}>The run</AppLink>;
}
