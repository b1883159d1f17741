import type { RunCounts, RunMode } from '../../domain/run';
import { besideWords, signedWords, spokenWords } from '../words/run-counts';

/** "+14 −3 · 2 held": what a run did, or for a preview would do. */
export function RunChangeCounts({ counts, mode }: { counts: RunCounts; mode: RunMode }) {
  const signed = signedWords(counts, mode);
  const beside = besideWords(counts, mode).join(' · ');
  if (signed === '') return <span>{beside}</span>;
  return (
    <span>
      <span aria-hidden="true">{signed}</span>
      <span className="visually-hidden">{spokenWords(counts, mode)}</span>
      {beside !== '' && ` · ${beside}`}
    </span>
  );
}
