import DoneIcon from '@atlaskit/icon/core/status-success';
import ToDoIcon from '@atlaskit/icon/core/check-circle-unchecked';
import ProgressBar from '@atlaskit/progress-bar';
import SectionMessage from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import { token } from '@atlaskit/tokens';
import type { RunView } from '../../../contract';
import type { RunPhase } from '../../../domain/run';
import { useNow } from '../../components/moment';
import { phaseCounts, phaseName, phaseShare, phasesOf } from '../../words/phases';
import { dateAndTime, duration } from '../../words/time';

/** A run that is under way: its phases with counts, and what it waits for. */
export function RunProgressView({ run }: { run: RunView }) {
  const phases = phasesOf(run.mode);
  const current = phases.indexOf(run.phase);
  return (
    <>
      <output className="visually-hidden">{announcement(run)}</output>
      {run.waiting !== undefined && <Waiting {...run.waiting} />}
      <ol className="phases" aria-label="Phases of the run">
        {phases.map((phase, index) => (
          <li key={phase} className="phase" aria-current={index === current ? 'step' : undefined}>
            <PhaseIcon state={stateOf(index, current)} isWaiting={run.status === 'waiting'} />
            <div className="phase-text">
              <span className={index === current ? 'phase-current' : ''}>{phaseName(phase)}</span>
              {index <= current && <Counts phase={phase} run={run} isCurrent={index === current} />}
            </div>
          </li>
        ))}
      </ol>
      <p className="subtle">You can leave this page; the run goes on.</p>
    </>
  );
}

/** Only the phase: counts that change each second would drown everything else that is read out. */
function announcement(run: RunView): string {
  if (run.waiting !== undefined) return run.waiting.message;
  return run.status === 'queued' ? 'The run starts in a moment.' : phaseName(run.phase);
}

type PhaseState = 'done' | 'current' | 'to-do';

function stateOf(index: number, current: number): PhaseState {
  if (index < current) return 'done';
  return index === current ? 'current' : 'to-do';
}

function PhaseIcon({ state, isWaiting }: { state: PhaseState; isWaiting: boolean }) {
  if (state === 'done') return <DoneIcon label="Done:" color={token('color.icon.success')} />;
  if (state === 'to-do' || isWaiting) {
    return <ToDoIcon label={state === 'to-do' ? 'To do:' : 'Waiting:'} color={token('color.icon.subtle')} />;
  }
  return <Spinner size="small" label="Now:" />;
}

function Counts({ phase, run, isCurrent }: { phase: RunPhase; run: RunView; isCurrent: boolean }) {
  const counts = phaseCounts(phase, run.progress);
  const share = phaseShare(phase, run.progress);
  return (
    <>
      {counts !== undefined && <span className="subtle">{counts}</span>}
      {isCurrent && share !== undefined && (
        <div className="phase-bar">
          <ProgressBar value={share} ariaLabel={phaseName(phase)} />
        </div>
      )}
    </>
  );
}

const clockMs = 1_000;

function Waiting({ untilMs, message }: { untilMs: number; message: string }) {
  const leftMs = untilMs - useNow(clockMs);
  return (
    <SectionMessage appearance="information" title={`Waiting until ${dateAndTime(untilMs)}`}>
      <p>{message}</p>
      <p>{leftMs > 0 ? `Goes on in ${duration(leftMs)}.` : 'Goes on within five minutes.'}</p>
    </SectionMessage>
  );
}
