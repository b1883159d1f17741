import Button from '@atlaskit/button/default/button';
import type { RunView } from '../../../contract';
import type { RunReport } from '../../../domain/run';
import { StartProblem, useStart, type Start } from '../connector/start-run';
import { GroupsSection } from './groups-section';
import { HeldSection } from './held-section';
import { HowItRan } from './how-it-ran';
import { LeftGroupsSection } from './left-groups-section';
import { RejectedSection } from './rejected-section';
import { ResultMessage } from './result-message';
import { ResultTiles } from './result-tiles';
import { UnmatchedSection } from './unmatched-section';

/** A run that has ended, from its report. */
export function RunResult({ run, report }: { run: RunView; report: RunReport }) {
  const start = useStart(report.connectionId);
  return (
    <>
      <ResultMessage run={run} report={report}>
        <NextStep report={report} start={start} />
      </ResultMessage>
      <StartProblem start={start} />
      {/* A run that stopped before its plan has nothing to count: zeros would look like a result. */}
      {report.planHash !== undefined && <ResultTiles report={report} />}
      <HeldSection report={report} />
      <RejectedSection report={report} />
      <UnmatchedSection report={report} />
      <LeftGroupsSection report={report} />
      <GroupsSection report={report} />
      <HowItRan report={report} />
    </>
  );
}

function NextStep({ report, start }: { report: RunReport; start: Start }) {
  const isEnded = report.mode === 'preview' && report.status !== 'stopped';
  if (isEnded) {
    return (
      <Button
        appearance="primary"
        isLoading={start.starting === 'sync'}
        onClick={() => start.begin({ mode: 'sync' })}
      >
        Sync now
      </Button>
    );
  }
  if (report.status !== 'stopped') return null;
  return (
    <Button isLoading={start.starting !== undefined} onClick={() => start.begin({ mode: report.mode })}>
      Run again
    </Button>
  );
}
