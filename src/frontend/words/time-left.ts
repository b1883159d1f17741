import type { RunView } from '../../contract';
import type { PhaseTime, RunPhase } from '../../domain/run';
import { counted } from './count';
import { phaseShare } from './phases';

/** Before, a share says little of the whole. */
const smallestShare = 0.02;
const shortestMs = 3_000;
const fewestCalls = 10;

type Progress = Pick<RunView, 'status' | 'phase' | 'phases' | 'progress' | 'calls' | 'reading'>;

/**
 * How long the present phase of a run goes on, in milliseconds; undefined where nothing is known of it. From the share that is done and the time that it
 * took; while people are read, from the number of calls that the directory's client expects and the time that a call took so far.
 */
export function phaseTimeLeft(run: Progress, nowMs: number): number | undefined {
  const current = run.phases.at(-1);
  if (run.status !== 'working' || current?.phase !== run.phase) return undefined;
  const tookMs = nowMs - current.startedAtMs;
  if (tookMs < shortestMs) return undefined;
  const share = phaseShare(run.phase, run.progress);
  if (share !== undefined) return share < smallestShare ? undefined : (tookMs * (1 - share)) / share;
  return run.phase === 'people' ? readingLeft(run, { tookMs, nowMs }) : undefined;
}

const siteApis: readonly string[] = ['jira', 'confluence'];

function readingLeft(
  { calls, phases, reading }: Progress,
  { tookMs, nowMs }: { readonly tookMs: number; readonly nowMs: number },
): number | undefined {
  const [directory] = Object.entries(calls).filter(([api]) => !siteApis.includes(api));
  const requests = directory?.[1].requests ?? 0;
  const [first] = phases;
  if (reading === undefined || first === undefined || requests < fewestCalls) return undefined;
  const leftMs = (reading.estimatedCalls * (nowMs - first.startedAtMs)) / requests - tookMs;
  return leftMs > 0 ? leftMs : undefined;
}

const minute = 60_000;

/** "less than a minute", "about 4 minutes", "about 2 hours". */
export function roughly(ms: number): string {
  if (ms < minute) return 'less than a minute';
  if (ms < 90 * minute) return `about ${counted(Math.round(ms / minute), 'minute')}`;
  return `about ${counted(Math.round(ms / (60 * minute)), 'hour')}`;
}

/** How long a phase took so far; undefined where it has not begun. A phase that was begun again counts with all its times. */
export function phaseTook(phases: readonly PhaseTime[], phase: RunPhase, nowMs: number): number | undefined {
  const times = phases.filter((each) => each.phase === phase);
  if (times.length === 0) return undefined;
  return times.reduce(
    (sum, { startedAtMs, endedAtMs = nowMs }) => sum + Math.max(0, endedAtMs - startedAtMs),
    0,
  );
}
