import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import type { RunView } from '../../../contract';
import type { HeldDecision, RunEnd, RunReport } from '../../../domain/run';
import { useChangesOverview } from '../../api/run-changes';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { directoryName } from '../../words/directory-words';
import { planSentences } from '../../words/plan-words';
import { stopWords } from '../../words/reasons';
import { LikelyCause, ReviewHeld, SharedGroups } from './directory-notices';
import { isOpen } from './held/held-groups';

interface ResultMessageProps {
  readonly run: RunView;
  readonly report: RunReport;
  /** The button for the next step. */
  readonly children: ReactNode;
}

const appearances: Record<RunEnd, 'success' | 'warning' | 'error'> = {
  finished: 'success',
  'finished-with-failures': 'warning',
  held: 'warning',
  stopped: 'error',
};

/** The result in a sentence, and what to do next. */
export function ResultMessage({ run, report, children }: ResultMessageProps) {
  const isCancelled = report.stoppedBecause?.kind === 'cancelled';
  const isDecided = report.status === 'held' && !isOpen(run.decision);
  const isPreview = report.mode === 'preview' && report.status !== 'stopped';
  const isCalm = isCancelled || isDecided || (isPreview && (report.status === 'finished' || isUndo(report)));
  return (
    <div aria-live="polite">
      <SectionMessage
        appearance={isCalm ? 'information' : appearances[report.status]}
        title={titleOf(report, run.decision)}
      >
        <Sentences report={report} decision={run.decision} />
        <LikelyCause run={run} report={report} />
        <SharedGroups report={report} />
        <div className="message-action">
          <ReviewHeld run={run} report={report} />
          {children}
          <WayOut report={report} />
        </div>
      </SectionMessage>
    </div>
  );
}

function isUndo({ task }: RunReport): boolean {
  return task?.kind === 'undo';
}

/** Why it stopped, or what it came to. */
function Sentences({ report, decision }: { report: RunReport; decision: HeldDecision | undefined }) {
  const overview = useChangesOverview(report.runId);
  if (report.stoppedBecause !== undefined) return <p>{report.stoppedBecause.message}</p>;
  return <p>{planSentences(report, overview, decision).join(' ')}</p>;
}

function titleOf(report: RunReport, decision: HeldDecision | undefined): string {
  if (report.status === 'stopped')
    return stopWords(report.stoppedBecause, directoryName(report.connector)).title;
  if (report.mode === 'preview') return 'This was a preview: nothing was changed';
  if (report.status === 'held') return heldTitle(report, decision);
  return report.status === 'finished' ? 'Done' : 'Done, except for changes that were refused';
}

function heldTitle({ counts }: RunReport, decision: HeldDecision | undefined): string {
  if (decision?.kind === 'waiting') return 'Done, except for changes that need a second approval';
  if (isOpen(decision)) return 'Done, except for changes that need your approval';
  if (decision?.kind === 'approved') return 'Done, and what it held was approved';
  const { added, removed } = counts.memberships;
  const done = added + removed + counts.groups.created;
  return done === 0 ? 'Rejected: nothing of it was changed' : 'Done, except for changes that were rejected';
}

function WayOut({ report }: { report: RunReport }) {
  const { navigate } = useNavigation();
  if (report.status !== 'stopped') return null;
  const { wayOut } = stopWords(report.stoppedBecause, directoryName(report.connector));
  if (wayOut === 'settings') {
    return <Button onClick={() => navigate(paths.connector(report.connectionId))}>Open the settings</Button>;
  }
  if (wayOut === 'site') return <Button onClick={() => navigate(paths.site)}>Check the sync account</Button>;
  return null;
}
