import type { RunCounts, RunMode } from '../../domain/run';
import { count, counted } from './count';

/** "+14 −3", with a real minus; "No changes" where there are none. */
export function signedWords({ added, removed }: RunCounts): string {
  if (added + removed === 0) return 'No changes';
  return `+${count(added)} −${count(removed)}`;
}

/** What stands beside the additions and removals: "1 group created", "2 held", "3 failed". */
export function besideWords({ created, held, failed }: RunCounts): readonly string[] {
  return [
    created > 0 ? `${counted(created, 'group')} created` : '',
    held > 0 ? `${count(held)} held` : '',
    failed > 0 ? `${count(failed)} failed` : '',
  ].filter((words) => words !== '');
}

/** For who cannot see signs: "14 added, 3 removed"; of a preview, "14 to add, 3 to remove". */
export function spokenCounts({ added, removed }: RunCounts, mode: RunMode): string {
  if (added + removed === 0) return mode === 'preview' ? 'nothing to change' : 'no changes';
  return mode === 'preview'
    ? `${count(added)} to add, ${count(removed)} to remove`
    : `${count(added)} added, ${count(removed)} removed`;
}
