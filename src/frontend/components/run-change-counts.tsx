import type { RunCounts, RunMode } from '../../domain/run';
import { besideWords, signedWords, spokenCounts } from '../words/run-counts';

/** "+14 −3 · 2 held": what a run did, or for a preview would do. */
export function RunChangeCounts({ counts, mode }: { counts: RunCounts; mode: RunMode }) {
  const beside = besideWords(counts);
  return (
    <span>
      <span aria-hidden="true">{signedWords(counts)}</span>
      <span className="visually-hidden">{spokenCounts(counts, mode)}</span>
      {mode === 'preview' && counts.added + counts.removed > 0 && <span aria-hidden="true"> planned</span>}
      {beside.length > 0 && ` · ${beside.join(' · ')}`}
    </span>
  );
}
