import Button from '@atlaskit/button/default/button';
import type { RunView } from '../../../contract';
import type { RunMode, RunReport } from '../../../domain/run';
import { useStartAgain } from '../../api/run-actions';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { UndoNow } from './undo-now';

interface NextStepProps {
  readonly run: RunView;
  readonly report: RunReport;
  readonly next: NextRun;
}

/** The run that follows from this one: a preview leads to the same thing in earnest, a stop to another attempt. */
export function NextStep({ run, report, next }: NextStepProps) {
  if (report.status === 'stopped') {
    return (
      <Button isLoading={next.isPending} onClick={() => next.begin(report.mode)}>
        Run again
      </Button>
    );
  }
  if (report.mode !== 'preview') return null;
  if (report.task?.kind === 'undo') return <UndoNow run={run} report={report} next={next} />;
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
