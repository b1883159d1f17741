import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import type { RunView } from '../../../contract';
import type { RunTrigger } from '../../../domain/run';
import { useOverview, useRun } from '../../api/queries';
import { useStartNote } from '../../api/run-actions';
import { Loading } from '../../components/loading';
import { useNow } from '../../components/moment';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { RunLozenge } from '../../components/run-lozenge';
import { useActorNames } from '../../components/use-actor-names';
import { paths } from '../../routing/route';
import { decidedWords, isUnderWay, runTitle, triggerWords } from '../../words/run-status';
import { phaseName } from '../../words/phases';
import { standingOf } from '../../words/run-standing';
import { dateAndTime, momentNear } from '../../words/time';
import { RunControls } from './run-controls';
import { RunProgressView } from './run-progress';
import { RunResult } from './run-result';
import { useSyncAgain } from './sync-again';
import { TaskLinks } from './task-links';
import { useRunControl } from './use-run-control';

export function RunPage({ runId }: { runId: string }) {
  const query = useRun(runId);
  if (query.data !== undefined)
    return <Run run={query.data} lostAtMs={query.isError ? query.dataUpdatedAt : undefined} />;
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

interface RunProps {
  readonly run: RunView;
  /** Since when the server has not answered. */
  readonly lostAtMs: number | undefined;
}

function Run({ run, lostAtMs }: RunProps) {
  const name = useConnectorName(run);
  const control = useRunControl(run.id);
  const again = useSyncAgain(run);
  return (
    <PageFrame
      title={runTitle(run, name, personOf(run))}
      crumbs={[{ text: name, to: paths.connector(run.connectionId, 'runs') }]}
      description={
        <span className="inline">
          {standingOf(run) === 'paused' ? (
            <Lozenge appearance="moved">Paused</Lozenge>
          ) : (
            <RunLozenge {...run} />
          )}
          <Started run={run} />
          <TaskLinks run={run} />
        </span>
      }
      actions={isUnderWay(run.status) ? <RunControls run={run} control={control} /> : again?.button}
    >
      {/* There from the start to the end of the run: what comes into a region that is new may not be read out. */}
      <output className="visually-hidden">{announcement(run)}</output>
      <div className="stack">
        {again?.problem}
        <StartNote runId={run.id} />
        {lostAtMs !== undefined && isUnderWay(run.status) && <Lost sinceMs={lostAtMs} />}
        {run.report === undefined ? (
          <RunProgressView run={run} control={control} />
        ) : (
          <RunResult run={run} report={run.report} />
        )}
      </div>
    </PageFrame>
  );
}

/** What has changed of the run, and not its counts: these change each second, and would drown everything else that is read out. */
function announcement(run: RunView): string {
  if (!isUnderWay(run.status)) {
    return `The run has ended: ${decidedWords(run.status, run.decision, run.stoppedKind).label}.`;
  }
  const standing = standingOf(run);
  if (standing === 'working') return phaseName(run.phase, run.task);
  return standing === 'waiting' ? (run.waiting?.message ?? '') : standings[standing];
}

const standings = {
  queued: 'The run starts in a moment.',
  pausing: 'The run pauses after its present step.',
  paused: 'The run is paused.',
  cancelling: 'The run ends after its present step.',
} as const;

function Lost({ sinceMs }: { sinceMs: number }) {
  const nowMs = useNow(60_000);
  return (
    <SectionMessage appearance="warning" title="The app does not answer">
      <p>
        The run goes on; this is how it stood at {momentNear(sinceMs, nowMs)}. The page asks again by itself.
      </p>
    </SectionMessage>
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
