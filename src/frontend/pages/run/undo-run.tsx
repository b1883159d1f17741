import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { RunReport } from '../../../domain/run';
import { usePreviewUndo } from '../../api/run-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';
import { UndoLink, useUndoOf } from './undo-link';
import { UndoTerms } from './undo-terms';

/** On a sync that changed something: a way back, by way of a preview. Once it was taken, a link to the undo. */
export function UndoRun({ report }: { report: RunReport }) {
  const [isAsking, setAsking] = useState(false);
  const undo = useUndoOf(report.connectionId, report.runId);
  if (!canBeUndone(report)) return null;
  if (undo !== undefined) return <UndoLink undo={undo} />;
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
        Takes back what this run did: <TakenBack {...report.counts.memberships} />. What has changed since
        stays as it is.
      </p>
      <p>First you see a preview, which changes nothing. From there you can undo the run.</p>
      <UndoTerms created={report.counts.groups.created} />
    </ConfirmModal>
  );
}

function TakenBack({ added, removed }: { added: number; removed: number }) {
  return (
    <>
      {added > 0 && (
        <>
          <strong>{counted(added, 'membership')}</strong> that it added would be removed
        </>
      )}
      {added > 0 && removed > 0 && ', and '}
      {removed > 0 && (
        <>
          <strong>{counted(removed, 'membership')}</strong> that it removed would be added again
        </>
      )}
    </>
  );
}
