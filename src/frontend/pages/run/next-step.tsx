import Button from '@atlaskit/button/default/button';
import type { RunView } from '../../../contract';
import type { RunReport } from '../../../domain/run';
import { UndoNow } from './undo-now';
import type { NextRun } from './use-next-run';

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
