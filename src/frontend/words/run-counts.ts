import type { HeldDecision, RunCounts, RunMode } from '../../domain/run';
import { count, counted } from './count';
import { heldCountWord } from './held-words';

/** "+14 −3", with a real minus; a side without changes is left out. Of a preview "+14 planned". Empty where no membership changes. */
export function signedWords({ added, removed }: RunCounts, mode: RunMode): string {
  const signed = filled([added > 0 ? `+${count(added)}` : '', removed > 0 ? `−${count(removed)}` : '']);
  return (mode === 'preview' && signed.length > 0 ? [...signed, 'planned'] : signed).join(' ');
}

/** The same for who cannot see signs: "14 added, 3 removed"; of a preview, "14 to add, 3 to remove". */
export function spokenWords({ added, removed }: RunCounts, mode: RunMode): string {
  const [add, remove] = mode === 'preview' ? ['to add', 'to remove'] : ['added', 'removed'];
  return filled([
    added > 0 ? `${count(added)} ${add}` : '',
    removed > 0 ? `${count(removed)} ${remove}` : '',
  ]).join(', ');
}

/** What stands beside the additions and removals: "1 group created", "2 held", "3 failed". "No changes" where nothing else is told. */
export function besideWords(
  { added, removed, created, held, failed }: RunCounts,
  mode: RunMode,
  decision?: HeldDecision,
): readonly string[] {
  // What a preview holds would be changed.
  const isNothing = added + removed + created + (mode === 'preview' ? held : 0) === 0;
  return filled([
    isNothing ? (mode === 'preview' ? 'Nothing to change' : 'No changes') : '',
    created > 0 ? `${counted(created, 'group')} ${mode === 'preview' ? 'to create' : 'created'}` : '',
    held > 0 ? `${count(held)} ${heldCountWord(decision)}` : '',
    failed > 0 ? `${count(failed)} failed` : '',
  ]);
}

function filled(words: readonly string[]): readonly string[] {
  return words.filter((word) => word !== '');
}
