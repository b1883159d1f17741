import DoneIcon from '@atlaskit/icon/core/status-success';
import ToDoIcon from '@atlaskit/icon/core/radio-unchecked';
import WaitingIcon from '@atlaskit/icon/core/clock';
import ProgressBar from '@atlaskit/progress-bar';
import Spinner from '@atlaskit/spinner';
import { token } from '@atlaskit/tokens';
import type { RunView } from '../../../contract';
import type { RunPhase } from '../../../domain/run';
import { phaseCounts, phaseName, phaseShare, phasesOf } from '../../words/phases';
import { phaseTimeLeft, phaseTook, roughly } from '../../words/time-left';
import { duration } from '../../words/time';

interface PhaseListProps {
  readonly run: RunView;
  readonly nowMs: number;
}

/** The phases of a run as a tracker: what is done with its counts and times, what is being done, what is to come. */
export function PhaseList({ run, nowMs }: PhaseListProps) {
  const phases = phasesOf(run.mode, run.task);
  const current = phases.indexOf(run.phase);
  return (
    <ol className="tracker" aria-label="Phases of the run">
      {phases.map((phase, index) => {
        const state = stateOf(index, current);
        return (
          <li
            key={phase}
            className={`tracker-step tracker-${state}`}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span className="tracker-icon">
              <PhaseIcon state={state} isIdle={run.status !== 'working'} />
            </span>
            <div className="tracker-text">
              <span className="tracker-name">{phaseName(phase, run.task)}</span>
              {state !== 'to-do' && <Counts phase={phase} run={run} />}
              {state === 'current' && <Bar phase={phase} run={run} nowMs={nowMs} />}
            </div>
            <span className="tracker-time">{timeWords(run, { phase, state, nowMs })}</span>
          </li>
        );
      })}
    </ol>
  );
}

type PhaseState = 'done' | 'current' | 'to-do';

function stateOf(index: number, current: number): PhaseState {
  if (index < current) return 'done';
  return index === current ? 'current' : 'to-do';
}

function PhaseIcon({ state, isIdle }: { state: PhaseState; isIdle: boolean }) {
  if (state === 'done') return <DoneIcon label="Done:" color={token('color.icon.success')} />;
  if (state === 'to-do') return <ToDoIcon label="To do:" color={token('color.icon.subtle')} />;
  if (isIdle) return <WaitingIcon label="Waiting:" color={token('color.icon.information')} />;
  return <Spinner size="small" label="Now:" />;
}

function Counts({ phase, run }: { phase: RunPhase; run: RunView }) {
  const counts = phaseCounts(phase, run.progress);
  return counts === undefined ? null : <span className="subtle">{counts}</span>;
}

function Bar({ phase, run, nowMs }: PhaseListProps & { phase: RunPhase }) {
  const share = phaseShare(phase, run.progress);
  const leftMs = phaseTimeLeft(run, nowMs);
  return (
    <>
      {share !== undefined && <ProgressBar value={share} ariaLabel={phaseName(phase, run.task)} />}
      {leftMs !== undefined && (
        <span className="subtle">{`${capitalized(roughly(leftMs))} left for this step`}</span>
      )}
    </>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface PhaseAt {
  readonly phase: RunPhase;
  readonly state: PhaseState;
  readonly nowMs: number;
}

/** While a run waits or is paused, the time of its phase says nothing. */
function timeWords({ phases, status }: RunView, { phase, state, nowMs }: PhaseAt): string {
  const took = phaseTook(phases, phase, nowMs);
  if (took === undefined || (state === 'current' && status !== 'working')) return '';
  return duration(state === 'current' ? Math.floor(took / 1_000) * 1_000 : took);
}
