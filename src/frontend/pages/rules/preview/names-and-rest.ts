import { count } from '../../../words/count';

/** "Ann, Ben and 310 more": the first names, and how many more there are. */
export function namesAndRest(names: readonly string[], total: number): string {
  const rest = total - names.length;
  if (names.length === 0) return '';
  if (rest > 0) return `${names.join(', ')} and ${count(rest)} more`;
  return names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
