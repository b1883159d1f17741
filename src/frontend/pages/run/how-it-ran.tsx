import type { ApiCalls, PhaseTime, RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { count, counted } from '../../words/count';
import { kindNames } from '../../words/directory-words';
import { phaseName } from '../../words/phases';
import { duration } from '../../words/time';
import { Section, sectionIds } from './section';

interface ApiRow extends ApiCalls {
  readonly name: string;
}

const apiNames: Readonly<Record<string, string>> = {
  ...kindNames,
  jira: 'Jira',
  confluence: 'Confluence',
};

const callColumns: readonly Column<ApiRow>[] = [
  { title: 'API', width: 40, cell: ({ name }) => apiNames[name] ?? name },
  { title: 'Calls', width: 20, align: 'end', cell: ({ requests }) => count(requests) },
  { title: 'Repeated', width: 20, align: 'end', cell: ({ retries }) => count(retries) },
  { title: 'Waited', width: 20, align: 'end', cell: ({ waitedMs }) => duration(waitedMs) },
];

const phaseColumns: readonly Column<PhaseTime>[] = [
  { title: 'Phase', width: 70, cell: ({ phase }) => phaseName(phase) },
  { title: 'Took', width: 30, align: 'end', cell: (phase) => took(phase) },
];

function took({ startedAtMs, endedAtMs }: PhaseTime): string {
  return endedAtMs === undefined ? 'Not finished' : duration(endedAtMs - startedAtMs);
}

/** How the result came about, for the curious and for a support request. */
export function HowItRan({ report }: { report: RunReport }) {
  const calls = Object.entries(report.calls).map(([name, api]): ApiRow => ({ name, ...api }));
  return (
    <Section id={sectionIds.how} title="How it ran">
      <Facts report={report} />
      <div className="side-by-side">
        {calls.length > 0 && (
          <DataTable label="API calls" columns={callColumns} rows={calls} rowKey={({ name }) => name} />
        )}
        <DataTable label="Phases" columns={phaseColumns} rows={report.phases} rowKey={({ phase }) => phase} />
      </div>
    </Section>
  );
}

function Facts({ report }: { report: RunReport }) {
  return (
    <dl className="facts">
      {report.planHash !== undefined && <Counts report={report} />}
      {report.reading !== undefined && (
        <>
          <dt>How the directory was read</dt>
          <dd>{report.reading.why}</dd>
        </>
      )}
      {report.notes.length > 0 && (
        <>
          <dt>Notes</dt>
          {report.notes.map((note) => (
            <dd key={note}>{note}</dd>
          ))}
        </>
      )}
      <dt>Took</dt>
      <dd>{duration(report.endedAtMs - report.startedAtMs)}</dd>
      <dt>Run ID</dt>
      <dd className="id">{report.runId}</dd>
    </dl>
  );
}

/** A run that stopped before its plan has nothing to count: zeros would look like a result. */
function Counts({ report }: { report: RunReport }) {
  const { users, groups, memberships } = report.counts;
  return (
    <>
      <dt>People</dt>
      <dd>
        {count(users.read)} read, {count(users.inScope)} take part, {count(users.matched)} matched
      </dd>
      <dt>Groups</dt>
      <dd>
        {count(groups.read)} read, {count(groups.inScope)} take part, {count(groups.created)} created,{' '}
        {count(groups.left)} left alone
      </dd>
      <dt>Made by hand</dt>
      <dd>{counted(memberships.unmanaged, 'membership')}, left alone</dd>
    </>
  );
}
