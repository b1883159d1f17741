import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { RunReport } from '../../../domain/run';
import { useRuns } from '../../api/queries';
import { usePreviewUndo } from '../../api/run-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { AppLink } from '../../routing/app-link';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';
import { isUnderWay } from '../../words/run-status';
import { dateAndTime } from '../../words/time';
import { UndoTerms } from './next-step';

/** On a sync that changed something: a way back, by way of a preview. Once it was taken, a link to the undo. */
export function UndoRun({ report }: { report: RunReport }) {
  const [isAsking, setAsking] = useState(false);
  const undo = useRuns(report.connectionId).data?.runs.find(
    ({ task, mode }) => task?.kind === 'undo' && task.runId === report.runId && mode === 'sync',
  );
  if (!canBeUndone(report)) return null;
  if (undo !== undefined) {
    return (
      <AppLink to={paths.run(undo.id)}>
        {isUnderWay(undo.status) ? 'This run is being undone' : `Undone on ${dateAndTime(undo.startedAtMs)}`}
      </AppLink>
    );
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>Undo this run</Button>
      <ModalTransition>
        {isAsking && <UndoModal report={report} onClose={() => setAsking(false)} />}
      </ModalTransition>
    </>
  );
}

function canBeUndone({ mode, task, counts }: RunReport): boolean {
  const { added, removed } = counts.memberships;
  return mode === 'sync' && task?.kind !== 'undo' && added + removed > 0;
}

function UndoModal({ report, onClose }: { report: RunReport; onClose: () => void }) {
  const { navigate } = useNavigation();
  const preview = usePreviewUndo();
  const { added, removed } = report.counts.memberships;
  const begin = (): void =>
    preview.mutate(report.runId, { onSuccess: ({ run }) => navigate(paths.run(run.id)) });
  return (
    <ConfirmModal
      title="Undo this run?"
      confirm={{ label: 'Preview the undo', appearance: 'primary' }}
      isBusy={preview.isPending}
      error={preview.error}
      onConfirm={begin}
      onClose={onClose}
    >
      <p>
        Takes back what this run did: <strong>{counted(added, 'membership')}</strong> that it added would be
        removed, and <strong>{counted(removed, 'membership')}</strong> that it removed would be added again.
        What has changed since stays as it is.
      </p>
      <p>First you see a preview, which changes nothing. From there you can undo the run.</p>
      <UndoTerms />
    </ConfirmModal>
  );
}
