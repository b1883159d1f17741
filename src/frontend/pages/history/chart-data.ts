import type { RunSummary } from '../../../contract';
import type { RunCounts } from '../../../domain/run';
import { dateAndTime, dayOf, dayWords } from '../../words/time';

export interface ChartPoint {
  readonly key: string;
  /** A day or a moment, in words. */
  readonly label: string;
  readonly runs: number;
  readonly added: number;
  readonly removed: number;
  readonly failed: number;
}

/** Oldest first. By day there is a point for each day from the first to the last, also for those without a run. */
export interface ChartData {
  readonly per: 'day' | 'run';
  readonly points: readonly ChartPoint[];
}

type Counted = RunSummary & { readonly counts: RunCounts };

const dayMs = 86_400_000;
/** On fewer days each run has its own place. */
const fewestDays = 3;

/** What syncs changed over time, newest run first. Previews change nothing; runs of earlier versions did not count. */
export function chartData(runs: readonly RunSummary[], timeZone?: string): ChartData {
  const counted = runs.filter(isCounted).toReversed();
  const days = daysOf(counted, timeZone);
  return days.length < fewestDays
    ? {
        per: 'run',
        points: counted.map((run) => pointOf(run.id, dateAndTime(run.startedAtMs, timeZone), [run])),
      }
    : { per: 'day', points: perDay(days, counted, timeZone) };
}

function isCounted(run: RunSummary): run is Counted {
  return run.mode === 'sync' && run.counts !== undefined;
}

function pointOf(key: string, label: string, runs: readonly Counted[]): ChartPoint {
  const sum = (name: 'added' | 'removed' | 'failed') =>
    runs.reduce((total, { counts }) => total + counts[name], 0);
  return {
    key,
    label,
    runs: runs.length,
    added: sum('added'),
    removed: sum('removed'),
    failed: sum('failed'),
  };
}

function perDay(days: readonly string[], runs: readonly Counted[], timeZone?: string): ChartPoint[] {
  const byDay = new Map<string, Counted[]>();
  for (const run of runs) {
    const day = dayOf(run.startedAtMs, timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), run]);
  }
  return days.map((day) => pointOf(day, dayWords(day), byDay.get(day) ?? []));
}

/** Each day from that of the first run to that of the last. */
function daysOf(runs: readonly Counted[], timeZone?: string): readonly string[] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return [];
  const startMs = Date.parse(dayOf(first.startedAtMs, timeZone));
  const count = Math.round((Date.parse(dayOf(last.startedAtMs, timeZone)) - startMs) / dayMs) + 1;
  return Array.from({ length: count }, (_, index) => dayOf(startMs + index * dayMs, 'UTC'));
}

/** Lines of the axis, from the lowest up; what goes up is added and failed, what goes down is removed. */
export function axisOf(points: readonly ChartPoint[]): readonly number[] {
  const top = Math.max(1, ...points.map(({ added, failed }) => added + failed));
  const bottom = Math.max(0, ...points.map(({ removed }) => removed));
  const step = niceStep(Math.max(top, bottom) / 2);
  const [above, below] = [Math.ceil(top / step), Math.ceil(bottom / step)];
  return Array.from({ length: above + below + 1 }, (_, index) => (index - below) * step);
}

/** 1, 2, 5, 10, 20, 50 and so on: the first that is large enough. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}
