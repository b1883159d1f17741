import SectionMessage from '@atlaskit/section-message';
import type { RunView } from '../../../contract';
import type { RunTrigger } from '../../../domain/run';
import { useOverview, useRun } from '../../api/queries';
import { useStartNote } from '../../api/run-actions';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { RunLozenge } from '../../components/run-lozenge';
import { useActorNames } from '../../components/use-actor-names';
import { paths } from '../../routing/route';
import { isUnderWay, runTitle, triggerWords } from '../../words/run-status';
import { dateAndTime } from '../../words/time';
import { RunProgressView } from './run-progress';
import { RunResult } from './run-result';
import { TaskLinks } from './task-links';

export function RunPage({ runId }: { runId: string }) {
  const query = useRun(runId);
  if (query.data !== undefined) return <Run run={query.data} error={query.error} />;
  return (
    <PageFrame title="Run" crumbs={[]}>
      {query.isError ? (
        <Problem
          title="The run could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Loading the run" />
      )}
    </PageFrame>
  );
}

function Run({ run, error }: { run: RunView; error: unknown }) {
  const name = useConnectorName(run);
  return (
    <PageFrame
      title={runTitle(run, name, personOf(run))}
      crumbs={[{ text: name, to: paths.connector(run.connectionId, 'runs') }]}
      description={
        <span className="inline">
          <RunLozenge status={run.status} decision={run.decision} />
          <Started run={run} />
          <TaskLinks run={run} />
        </span>
      }
    >
      <div className="stack">
        <StartNote runId={run.id} />
        {error !== null && isUnderWay(run.status) && (
          <Problem title="The progress could not be refreshed; the run goes on" error={error} />
        )}
        {run.report === undefined ? (
          <RunProgressView run={run} />
        ) : (
          <RunResult run={run} report={run.report} />
        )}
      </div>
    </PageFrame>
  );
}

function personOf({ task, names }: RunView): string | undefined {
  return task?.kind === 'person' ? names?.[task.userId] : undefined;
}

function Started({ run }: { run: RunView }) {
  const nameOf = useActorNames();
  const { startedBy, names, trigger, startedAtMs } = run;
  const who = startedBy === undefined ? undefined : (names?.[startedBy] ?? nameOf(startedBy));
  return (
    <span>
      Started {dateAndTime(startedAtMs)}, {startWords(trigger, who)}
    </span>
  );
}

function startWords(trigger: RunTrigger, who: string | undefined): string {
  if (who === undefined) return triggerWords(trigger).toLowerCase();
  return trigger === 'person' ? `by ${who}` : `${triggerWords(trigger).toLowerCase()} by ${who}`;
}

function StartNote({ runId }: { runId: string }) {
  const note = useStartNote(runId);
  if (note === undefined) return null;
  return (
    <SectionMessage appearance="information">
      <p>{note}</p>
    </SectionMessage>
  );
}

/** From the report, which keeps the name of then; before there is one, from the list. */
function useConnectorName(run: RunView): string {
  const overview = useOverview();
  const listed = overview.data?.connections.find(({ id }) => id === run.connectionId);
  return run.report?.connectionName ?? listed?.name ?? 'connector';
}
