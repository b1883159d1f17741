import type { ChangeOrder, ChangeRow, ChangeSection } from '../../../../domain/change-row';
import { counted } from '../../../words/count';

/** What the changes of a section have in common. */
export function sectionName({ group, person, accountId }: ChangeRow, order: ChangeOrder): string {
  if (order === 'group') return group;
  return accountId === undefined ? 'Groups to create' : (person ?? accountId);
}

/** "New group, 12 additions, 3 removals". */
export function sectionWords({ additions, removals, creations }: ChangeSection): string {
  const parts = [
    ...(creations > 0 ? [counted(creations, 'new group')] : []),
    ...(additions > 0 ? [counted(additions, 'addition')] : []),
    ...(removals > 0 ? [counted(removals, 'removal')] : []),
  ];
  return parts.join(', ');
}
