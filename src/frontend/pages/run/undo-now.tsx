import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { RunView } from '../../../contract';
import type { RunReport } from '../../../domain/run';
import { useDecideHeld } from '../../api/run-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';
import { undoSentence, undoWords } from '../../words/undo-words';
import { useApprovalsNeeded, useHasApproved } from './held/approvals';
import { isOpen } from './held/held-groups';
import { useIsSuperseded } from './held/superseded';
import { UndoLink, useUndoOf } from './undo-link';
import { UndoTerms } from './undo-terms';
import type { NextRun } from './use-next-run';

interface UndoNowProps {
  readonly run: RunView;
  readonly report: RunReport;
  readonly next: NextRun;
}

/** On the preview of an undo: one button and one confirmation, which also approves what the safety limits would hold of it. */
export function UndoNow(props: UndoNowProps) {
  const { run, report, next } = props;
  const isSuperseded = useIsSuperseded(report);
  const undo = useUndoOf(report.connectionId, undoneRun(report));
  const hasApproved = useHasApproved(run.decision);
  // Where somebody else must approve as well, the message below says so.
  if (isNothing(report) || run.decision?.kind === 'approved' || hasApproved) return null;
  if (undo !== undefined && undo.startedAtMs > report.startedAtMs) return <UndoLink undo={undo} />;
  if (isSuperseded !== true && isOpen(run.decision)) return <AskToUndo {...props} />;
  return (
    <Button isLoading={next.isPending} onClick={() => next.begin('preview')}>
      Preview the undo again
    </Button>
  );
}

function undoneRun({ task }: RunReport): string {
  return task?.kind === 'undo' ? task.runId : '';
}

function isNothing({ planned }: RunReport): boolean {
  return planned.additions + planned.removals === 0;
}

function AskToUndo(props: UndoNowProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button appearance="warning" onClick={() => setAsking(true)}>
        {labelOf(props)}
      </Button>
      <ModalTransition>
        {isAsking && <UndoNowModal {...props} onClose={() => setAsking(false)} />}
      </ModalTransition>
    </>
  );
}

/** Where only some of it was approved, or some of it was rejected, the numbers of the whole would be wrong. */
function labelOf({ run: { decision }, report }: UndoNowProps): string {
  const isPart = (decision?.sourceIds ?? decision?.rejected) !== undefined;
  return isPart ? 'Undo what is left of it' : undoWords(report.planned);
}

function UndoNowModal(props: UndoNowProps & { readonly onClose: () => void }) {
  const { run, report, next, onClose } = props;
  const { navigate } = useNavigation();
  const decide = useDecideHeld();
  const { held } = report.counts.memberships;
  const { heldHash } = report;
  const needsSecond = useApprovalsNeeded(report) > 1 && run.decision?.kind !== 'waiting';
  const approve = (hash: string): void =>
    decide.mutate(
      { runId: run.id, heldHash: hash, decision: 'approve', ...sameGroups(run) },
      {
        onSuccess: ({ run: started }) => {
          if (started === undefined) onClose();
          else navigate(paths.run(started.id));
        },
      },
    );
  const hasHeld = held > 0 && heldHash !== undefined;
  const label = hasHeld && needsSecond ? 'Approve the undo' : labelOf(props);
  return (
    <ConfirmModal
      title="Undo the run?"
      confirm={{ label, appearance: 'warning' }}
      isBusy={decide.isPending || next.isPending}
      error={decide.error ?? next.error}
      onConfirm={() => (hasHeld ? approve(heldHash) : next.begin('sync'))}
      onClose={onClose}
    >
      <p>
        <strong>{undoSentence(report.planned)}</strong>
      </p>
      {hasHeld && <Approval held={held} needsSecond={needsSecond} />}
      <UndoTerms />
    </ConfirmModal>
  );
}

function Approval({ held, needsSecond }: { held: number; needsSecond: boolean }) {
  const beyond = `${counted(held, 'change')} of these ${held === 1 ? 'goes' : 'go'} beyond the safety limits.`;
  if (needsSecond) {
    return (
      <p>
        {beyond} You approve them with this, and nothing is changed yet: a second administrator must approve
        them as well, on this page.
      </p>
    );
  }
  return (
    <p>
      {beyond} With this you approve exactly these. What is no longer due by then is left out, and the result
      says so.
    </p>
  );
}

/** Two approvals count together only where they are about the same. */
function sameGroups({ decision }: RunView): { readonly sourceIds?: string[] } {
  if (decision?.kind !== 'waiting' || decision.sourceIds === undefined) return {};
  return { sourceIds: [...decision.sourceIds] };
}
