import Button from '@atlaskit/button/default/button';
import type { RunView } from '../../../contract';
import { StartProblem, useStart, type Start } from '../connector/start-run';

/** Another sync of the connector, where nothing of this one waits or went wrong. */
export function useSyncAgain(run: RunView) {
  const start = useStart(run.connectionId);
  return canSyncAgain(run)
    ? { button: <SyncAgain start={start} />, problem: <StartProblem start={start} /> }
    : undefined;
}

function canSyncAgain({ mode, task, status }: RunView): boolean {
  return (
    mode === 'sync' && task === undefined && (status === 'finished' || status === 'finished-with-failures')
  );
}

function SyncAgain({ start }: { start: Start }) {
  return (
    <Button isLoading={start.starting !== undefined} onClick={() => start.begin({ mode: 'sync' })}>
      Sync again
    </Button>
  );
}
