import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { RunMode, RunReport } from '../../../domain/run';
import { useStartAgain } from '../../api/run-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';

/** The run that follows from this one: a preview leads to the same thing in earnest, a stop to another attempt. */
export function NextStep({ report, next }: { report: RunReport; next: NextRun }) {
  if (report.status === 'stopped') {
    return (
      <Button isLoading={next.isPending} onClick={() => next.begin(report.mode)}>
        Run again
      </Button>
    );
  }
  if (report.mode !== 'preview') return null;
  if (report.task?.kind === 'undo') return <UndoNow report={report} next={next} />;
  return (
    <Button appearance="primary" isLoading={next.isPending} onClick={() => next.begin('sync')}>
      {report.task?.kind === 'person' ? 'Sync this person now' : 'Sync now'}
    </Button>
  );
}

export interface NextRun {
  readonly begin: (mode: RunMode) => void;
  readonly isPending: boolean;
  readonly error: unknown;
}

export function useNextRun(report: RunReport): NextRun {
  const { navigate } = useNavigation();
  const { mutate, isPending, error } = useStartAgain();
  const begin = (mode: RunMode): void =>
    mutate({ report, mode }, { onSuccess: ({ run }) => navigate(paths.run(run.id)) });
  return { begin, isPending, error };
}

function UndoNow({ report, next }: { report: RunReport; next: NextRun }) {
  const [isAsking, setAsking] = useState(false);
  const { additions, removals } = report.planned;
  return (
    <>
      <Button appearance="warning" isDisabled={additions + removals === 0} onClick={() => setAsking(true)}>
        Undo now
      </Button>
      <ModalTransition>
        {isAsking && (
          <ConfirmModal
            title="Undo the run?"
            confirm={{ label: 'Undo now', appearance: 'warning' }}
            isBusy={next.isPending}
            error={next.error}
            onConfirm={() => next.begin('sync')}
            onClose={() => setAsking(false)}
          >
            <p>
              <strong>
                {counted(removals, 'membership')} removed, {counted(additions, 'membership')} added again.
              </strong>
            </p>
            <UndoTerms />
          </ConfirmModal>
        )}
      </ModalTransition>
    </>
  );
}

export function UndoTerms() {
  return (
    <ul className="plain-list">
      <li>Groups that the run created stay; they may be empty afterwards.</li>
      <li>
        The schedule of this connector rests afterwards, because the next sync would do the same again. It
        goes on when you choose “Go on” on the connector’s page.
      </li>
    </ul>
  );
}
