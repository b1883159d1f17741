import type { RunView } from '../../../contract';
import type { RunReport } from '../../../domain/run';
import { Problem } from '../../components/problem';
import { ByHandSection } from './by-hand-section';
import { ChangesSection } from './changes/changes-section';
import { CompareSection } from './compare-section';
import { LostPeople } from './directory-notices';
import { GroupsSection } from './groups-section';
import { HeldSection } from './held/held-section';
import { HowItRan } from './how-it-ran';
import { KeptSection } from './kept-section';
import { LeftGroupsSection } from './left-groups-section';
import { ConnectorOfRun } from './names';
import { NextStep } from './next-step';
import { useNextRun } from './use-next-run';
import { RejectedSection } from './rejected-section';
import { ResultMessage } from './result-message';
import { ResultTiles } from './result-tiles';
import { RestAfterUndo } from './rest-after-undo';
import { SeatsMessage } from './seats-message';
import { UndecidedSection } from './undecided-section';
import { UndoRun } from './undo-run';
import { UnmatchedSection } from './unmatched-section';
import { WaitingSection } from './waiting-section';

/** A run that has ended, from its report. What somebody must decide comes first. */
export function RunResult({ run, report }: { run: RunView; report: RunReport }) {
  const { names = {}, emails = {} } = run;
  const next = useNextRun(report);
  return (
    <ConnectorOfRun.Provider value={report.connectionId}>
      <LostPeople run={run} report={report} />
      <ResultMessage run={run} report={report}>
        <NextStep run={run} report={report} next={next} />
        <UndoRun report={report} />
      </ResultMessage>
      {next.error !== null && <Problem title="The run could not be started" error={next.error} />}
      <RestAfterUndo report={report} />
      {/* A run that stopped before its plan has nothing to count: zeros would look like a result. */}
      {report.planHash !== undefined && <ResultTiles run={run} report={report} />}
      <SeatsMessage report={report} />
      <HeldSection run={run} report={report} />
      <UndecidedSection report={report} names={names} />
      <RejectedSection report={report} names={names} />
      <ChangesSection report={report} />
      <WaitingSection report={report} names={names} />
      <ByHandSection report={report} names={names} />
      <UnmatchedSection report={report} emails={emails} />
      <KeptSection report={report} />
      <LeftGroupsSection report={report} />
      <GroupsSection report={report} />
      <CompareSection report={report} />
      <HowItRan report={report} {...(run.remaining === undefined ? {} : { remaining: run.remaining })} />
    </ConnectorOfRun.Provider>
  );
}
