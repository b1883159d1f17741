import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { RunView } from '../../../contract';
import { useControlRun } from '../../api/run-control';
import { useFocusPassedOn } from '../../components/use-focus-passed-on';
import { standingOf } from '../../words/run-standing';
import { CancelModal } from './cancel-modal';

/** Pause or resume, and cancel. What the last press came to is told beside the progress. */
export function RunControls({ run, control }: { run: RunView; control: RunControl }) {
  const [isAsking, setAsking] = useState(false);
  const element = useFocusPassedOn();
  const standing = standingOf(run);
  // Nothing is left to do but to write down what was done.
  if (run.phase === 'report' && standing !== 'cancelling') return null;
  const isPaused = standing === 'pausing' || standing === 'paused';
  const isCancelling = standing === 'cancelling' || control.pending === 'cancel';
  return (
    <div ref={element} className="actions">
      <Button
        appearance={standing === 'paused' ? 'primary' : 'default'}
        isDisabled={isCancelling}
        isLoading={control.pending === 'pause' || control.pending === 'resume'}
        onClick={() => control.ask(isPaused ? 'resume' : 'pause')}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <Button isLoading={isCancelling} onClick={() => setAsking(true)}>
        Cancel run
      </Button>
      <ModalTransition>
        {isAsking && <CancelModal run={run} control={control} onClose={() => setAsking(false)} />}
      </ModalTransition>
    </div>
  );
}

type Mutation = ReturnType<typeof useControlRun>;

export interface RunControl {
  readonly ask: Mutation['mutate'];
  /** What is on its way to the server. */
  readonly pending: Parameters<Mutation['mutate']>[0] | undefined;
  /** Why the last press was refused. */
  readonly error: unknown;
}

export function useRunControl(runId: string): RunControl {
  const { mutate, isPending, variables, error } = useControlRun(runId);
  return { ask: mutate, pending: isPending ? variables : undefined, error };
}
