import type { RunView } from '../../../contract';
import { useRuns } from '../../api/queries';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { dateAndTime } from '../../words/time';

/** What a run for something else than the whole connector is about, with a way there. */
export function TaskLinks({ run: { task, connectionId } }: { run: RunView }) {
  if (task?.kind === 'undo') return <UndoneRun runId={task.runId} connectionId={connectionId} />;
  if (task?.kind !== 'person') return null;
  return <span>Only this person was read; everybody else stays as they are.</span>;
}

function UndoneRun({ runId, connectionId }: { runId: string; connectionId: string }) {
  const undone = useRuns(connectionId).data?.runs.find(({ id }) => id === runId);
  return (
    <span>
      Takes back{' '}
      <AppLink to={paths.run(runId)}>
        {undone === undefined ? 'an earlier run' : `the run of ${dateAndTime(undone.startedAtMs)}`}
      </AppLink>
    </span>
  );
}
