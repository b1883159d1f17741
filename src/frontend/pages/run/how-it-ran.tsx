import type { RunView } from '../../../contract';
import type { ApiCalls, PhaseTime, RemainingCalls, RunReport, RunTask } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { count, counted } from '../../words/count';
import { apiName } from '../../words/api-names';
import { phaseName } from '../../words/phases';
import { duration } from '../../words/time';
import { Section, sectionIds } from './section';

interface ApiRow extends ApiCalls {
  readonly name: string;
  readonly left: RemainingCalls | undefined;
}

const callColumns: readonly Column<ApiRow>[] = [
  { title: 'API', width: 24, cell: ({ name }) => apiName(name) },
  { title: 'Calls', width: 16, align: 'end', cell: ({ requests }) => count(requests) },
  { title: 'Repeated', width: 18, align: 'end', cell: ({ retries }) => count(retries) },
  { title: 'Waited', width: 16, align: 'end', cell: ({ waitedMs }) => duration(waitedMs) },
];

const leftColumn: Column<ApiRow> = {
  title: 'Left at the end',
  width: 26,
  align: 'end',
  cell: ({ left }) => leftWords(left),
};

/** Some APIs do not tell. */
function leftWords(left: RemainingCalls | undefined): string {
  return left === undefined ? 'Not reported' : `${count(left.remaining)} of ${count(left.limit)}`;
}

function phaseColumns(task: RunTask | undefined): readonly Column<PhaseTime>[] {
  return [
    { title: 'Phase', width: 70, cell: ({ phase }) => phaseName(phase, task) },
    { title: 'Took', width: 30, align: 'end', cell: (phase) => took(phase) },
  ];
}

function took({ startedAtMs, endedAtMs }: PhaseTime): string {
  return endedAtMs === undefined ? 'Not finished' : duration(endedAtMs - startedAtMs);
}

interface HowItRanProps {
  readonly report: RunReport;
  /** What each API still allowed when it last told; absent in runs of earlier versions. */
  readonly remaining?: RunView['remaining'];
}

/** How the result came about, for the curious and for a support request. */
export function HowItRan({ report, remaining = {} }: HowItRanProps) {
  const calls = Object.entries(report.calls).map(([name, api]): ApiRow => ({
    name,
    left: remaining[name],
    ...api,
  }));
  return (
    <Section id={sectionIds.how} title="How it ran">
      <Facts report={report} />
      <div className="side-by-side">
        {calls.length > 0 && (
          <DataTable
            label="API calls"
            columns={
              calls.some(({ left }) => left !== undefined) ? [...callColumns, leftColumn] : callColumns
            }
            rows={calls}
            rowKey={({ name }) => name}
          />
        )}
        <DataTable
          label="Phases"
          columns={phaseColumns(report.task)}
          rows={report.phases}
          rowKey={({ phase, startedAtMs }) => `${phase}-${startedAtMs}`}
        />
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
      <dd>{counted(memberships.byHand ?? memberships.unmanaged, 'membership')}, left alone</dd>
    </>
  );
}
