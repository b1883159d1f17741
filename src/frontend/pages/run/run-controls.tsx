import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { RunView } from '../../../contract';
import { useFocusPassedOn } from '../../components/use-focus-passed-on';
import { standingOf } from '../../words/run-standing';
import { CancelModal } from './cancel-modal';
import type { RunControl } from './use-run-control';

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
