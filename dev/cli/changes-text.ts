import type { ChangeRow } from '../../src/domain/change-row';
import { causeWords, outcomeWords } from './reasons';
import { capped, counted, numberText } from './texts';

/** How many people of a group, and how many groups, are shown. */
export interface ChangesShown {
  readonly people: number;
  readonly groups: number;
  /** Where the others are, as the end of a sentence. */
  readonly more: string;
}

export const allShown: ChangesShown = { people: Infinity, groups: Infinity, more: '' };
export const fewShown: ChangesShown = { people: 8, groups: 20, more: '--all shows them' };

/** Who is added to and removed from which group, group by group in the order of the plan. */
export function changesText(rows: readonly ChangeRow[], shown: ChangesShown): readonly string[] {
  const blocks = [...byGroup(rows).values()].map((group) => groupLines(group, shown));
  if (blocks.length === 0) return [];
  const lines = capped(blocks, { shown: shown.groups, more: shown.more }, (block) => block.join('\n'));
  return lines.flatMap((line, place) => (place === 0 ? [line] : ['', line]));
}

function byGroup(rows: readonly ChangeRow[]): ReadonlyMap<string, readonly ChangeRow[]> {
  const groups = new Map<string, ChangeRow[]>();
  for (const row of rows) {
    const key = `${row.groupId ?? ''} ${row.group}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

function groupLines(rows: readonly ChangeRow[], shown: ChangesShown): readonly string[] {
  const created = rows.filter(({ kind }) => kind === 'create');
  const members = rows.filter(({ kind }) => kind !== 'create');
  const counts = [
    ...(created.length === 0 ? [] : [`to be created${heldWords(created)}`]),
    ...countWords(members, 'add'),
    ...countWords(members, 'remove'),
  ];
  return [`"${rows[0]?.group ?? ''}": ${counts.join(', ')}`, ...memberLines(members, shown)];
}

/** A line for all who are added, and for all who are removed for one cause. */
function memberLines(rows: readonly ChangeRow[], { people, more }: ChangesShown): readonly string[] {
  const names = new Map<string, string[]>();
  for (const row of rows) {
    const words = wordsOf(row);
    const start = `  ${row.kind === 'remove' ? '-' : '+'} ${words === '' ? '' : `${words}: `}`;
    names.set(start, [...(names.get(start) ?? []), row.person ?? row.accountId ?? '']);
  }
  return [...names].map(
    ([start, these]) => `${start}${capped(these, { shown: people, more }, (name) => name).join('; ')}`,
  );
}

/** Why it is, and what became of it; whether it is held stands with the number of each group. */
function wordsOf(row: ChangeRow): string {
  const cause = row.kind === 'remove' && row.cause !== undefined ? causeWords[row.cause] : '';
  const outcome = row.outcome === 'held' ? '' : outcomeWords(row);
  return [cause, outcome].filter((text) => text !== '').join('; ');
}

function countWords(rows: readonly ChangeRow[], kind: 'add' | 'remove'): readonly string[] {
  const these = rows.filter((row) => row.kind === kind);
  return these.length === 0 ? [] : [`${numberText(these.length)} to ${kind}${heldWords(these)}`];
}

function heldWords(rows: readonly ChangeRow[]): string {
  const held = rows.filter(({ outcome }) => outcome === 'held').length;
  if (held === 0) return '';
  return held === rows.length ? ' (held)' : ` (${numberText(held)} of them held)`;
}

/** "12 memberships to add and 3 to remove in 4 groups". */
export function changesSummary(rows: readonly ChangeRow[]): string {
  const added = rows.filter(({ kind }) => kind === 'add').length;
  const removed = rows.filter(({ kind }) => kind === 'remove').length;
  const created = rows.filter(({ kind }) => kind === 'create').length;
  const parts = [
    ...(created === 0 ? [] : [`${counted(created, 'group')} to create`]),
    ...(added === 0 ? [] : [`${counted(added, 'membership')} to add`]),
    ...(removed === 0 ? [] : [`${counted(removed, 'membership')} to remove`]),
  ];
  const last = parts.at(-1) ?? 'no change';
  const where = parts.length === 0 ? '' : ` in ${counted(byGroup(rows).size, 'group')}`;
  return `${parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}${where}`;
}
