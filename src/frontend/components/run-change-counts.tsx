import type { HeldDecision, RunCounts, RunMode } from '../../domain/run';
import { besideWords, signedWords, spokenWords } from '../words/run-counts';

interface RunChangeCountsProps {
  readonly counts: RunCounts;
  readonly mode: RunMode;
  /** About what it held. */
  readonly decision?: HeldDecision | undefined;
}

/** "+14 −3 · 2 held": what a run did, or for a preview would do. */
export function RunChangeCounts({ counts, mode, decision }: RunChangeCountsProps) {
  const signed = signedWords(counts, mode);
  const beside = besideWords(counts, mode, decision).join(' · ');
  if (signed === '') return <span>{beside}</span>;
  return (
    <span>
      <span aria-hidden="true">{signed}</span>
      <span className="visually-hidden">{spokenWords(counts, mode)}</span>
      {beside !== '' && ` · ${beside}`}
    </span>
  );
}
