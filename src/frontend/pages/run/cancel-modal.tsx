import type { RunView } from '../../../contract';
import { ConfirmModal } from '../../components/confirm-modal';
import { count, counted } from '../../words/count';
import { kindWords } from '../../words/run-status';
import type { RunControl } from './use-run-control';

interface CancelModalProps {
  readonly run: RunView;
  readonly control: RunControl;
  readonly onClose: () => void;
}

/** Says what is done by now and what will not be; the numbers go on while it is open. */
export function CancelModal({ run, control, onClose }: CancelModalProps) {
  return (
    <ConfirmModal
      title={`Cancel this ${kindWords(run.mode, run.task).toLowerCase()}?`}
      confirm={{ label: 'Cancel run', appearance: 'warning' }}
      dismiss="Keep the run"
      isBusy={control.pending === 'cancel'}
      error={control.error}
      onConfirm={() => control.ask('cancel', { onSuccess: onClose })}
      onClose={onClose}
    >
      <Consequences run={run} />
    </ConfirmModal>
  );
}

function Consequences({ run: { mode, progress } }: { run: RunView }) {
  const { changesDone, changesToDo } = progress;
  if (mode === 'preview') {
    return <p>A preview changes nothing. There will be no plan to look at; what it has read is not kept.</p>;
  }
  if (changesToDo === 0) {
    return <p>Nothing has been changed yet, and nothing will be. What the run has read is not kept.</p>;
  }
  return (
    <>
      <p>
        <strong>
          {count(changesDone)} of {counted(changesToDo, 'change')} done, {count(changesToDo - changesDone)}{' '}
          left.
        </strong>
      </p>
      <ul className="plain-list">
        <li>What was changed stays. The change that is under way is finished first.</li>
        <li>The rest is not done now. The next sync plans it again.</li>
      </ul>
    </>
  );
}
