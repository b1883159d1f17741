import type { RunSummary } from '../../../contract';
import { counted } from '../../words/count';
import { kindWords, decidedWords, isUnderWay } from '../../words/run-status';
import { besideWords, spokenWords } from '../../words/run-counts';
import { dateAndTime } from '../../words/time';

export interface RecentBar {
  readonly key: string;
  /** How high it goes up and down, 0 to 1. */
  readonly up: number;
  readonly down: number;
  readonly look: 'changed' | 'planned' | 'held' | 'failed' | 'stopped' | 'under-way';
  /** What the run did, in words. */
  readonly title: string;
}

/** A run that stopped is seen, also where it changed nothing. */
const stoppedShare = 0.4;

/** A bar for each run, oldest first. The root brings one large run and many small ones into one picture. */
export function recentBars(runs: readonly RunSummary[]): readonly RecentBar[] {
  const largest = Math.max(1, ...runs.flatMap(({ counts }) => [counts?.added ?? 0, counts?.removed ?? 0]));
  const share = (value = 0) => Math.sqrt(value / largest);
  return runs.toReversed().map((run) => {
    const look = lookOf(run);
    const shortest = look === 'stopped' ? stoppedShare : 0;
    return {
      key: run.id,
      up: Math.max(shortest, share(run.counts?.added)),
      down: Math.max(shortest, share(run.counts?.removed)),
      look,
      title: barWords(run),
    };
  });
}

function lookOf({ status, stoppedKind, counts, mode }: RunSummary): RecentBar['look'] {
  if (isUnderWay(status)) return 'under-way';
  // Who cancelled it knows.
  if (stoppedKind === 'cancelled') return 'planned';
  if (status === 'stopped') return 'stopped';
  if ((counts?.failed ?? 0) > 0 || status === 'finished-with-failures') return 'failed';
  if (status === 'held') return 'held';
  return mode === 'preview' ? 'planned' : 'changed';
}

/** "Sync, 25 Nov 2026, 14:05: 14 added, 3 removed, 2 held". */
function barWords(run: RunSummary): string {
  const { mode, task, startedAtMs, counts, status, decision, stoppedKind } = run;
  const what =
    counts === undefined || status === 'stopped'
      ? decidedWords(status, decision, stoppedKind).label
      : [spokenWords(counts, mode), ...besideWords(counts, mode, decision)]
          .filter((words) => words !== '')
          .join(', ');
  return `${kindWords(mode, task)}, ${dateAndTime(startedAtMs)}: ${what}`;
}

/** All bars in one sentence, for who cannot see them. */
export function barsLabel(runs: readonly RunSummary[]): string {
  const bars = recentBars(runs);
  const numberOf = (look: RecentBar['look']) => bars.filter((bar) => bar.look === look).length;
  const rest = [
    numberOf('stopped') > 0 ? `${numberOf('stopped')} stopped` : '',
    numberOf('failed') > 0 ? `${numberOf('failed')} with failures` : '',
    numberOf('held') > 0 ? `${numberOf('held')} with held changes` : '',
  ].filter((words) => words !== '');
  const sentence = rest.length === 0 ? '' : `: ${rest.join(', ')}`;
  return `The last ${counted(runs.length, 'run')}${sentence}. The newest: ${bars.at(-1)?.title ?? 'none'}.`;
}
