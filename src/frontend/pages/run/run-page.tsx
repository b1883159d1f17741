import SectionMessage from '@atlaskit/section-message';
import type { RunView } from '../../../contract';
import { useOverview, useRun } from '../../api/queries';
import { useStartNote } from '../../api/run-actions';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { RunLozenge } from '../../components/run-lozenge';
import { paths } from '../../routing/route';
import { isUnderWay, modeWord, triggerWords } from '../../words/run-status';
import { dateAndTime } from '../../words/time';
import { RunProgressView } from './run-progress';
import { RunResult } from './run-result';

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
      title={`${modeWord(run.mode)} of ${name}`}
      crumbs={[{ text: name, to: paths.connector(run.connectionId, 'runs') }]}
      description={
        <span className="inline">
          <RunLozenge status={run.status} />
          <span>
            Started {dateAndTime(run.startedAtMs)}, {triggerWords(run.trigger).toLowerCase()}
          </span>
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
