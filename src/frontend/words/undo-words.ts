import type { RunReport } from '../../domain/run';
import { counted } from './count';

type Planned = Pick<RunReport['planned'], 'additions' | 'removals'>;

/** On the button: "Undo and remove 19 memberships". */
export function undoWords({ additions, removals }: Planned): string {
  if (additions === 0) return `Undo and remove ${counted(removals, 'membership')}`;
  if (removals === 0) return `Undo and add ${counted(additions, 'membership')} again`;
  return `Undo: remove ${counted(removals, 'membership')} and add ${counted(additions, 'membership')} again`;
}

/** In the question: "19 memberships will be removed, and 14 memberships added again." */
export function undoSentence({ additions, removals }: Planned): string {
  if (additions === 0) return `${counted(removals, 'membership')} will be removed.`;
  if (removals === 0) return `${counted(additions, 'membership')} will be added again.`;
  return `${counted(removals, 'membership')} will be removed, and ${counted(additions, 'membership')} added again.`;
}
