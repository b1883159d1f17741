/** Counts, names and times in sentences for a person. */

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const mostNamed = 3;

/** `"Design", "Sales" and 2 more`. */
export function quoted(names: readonly string[], last = 'and'): string {
  const more = names.length - mostNamed;
  const parts = names.slice(0, mostNamed).map((name) => `"${name}"`);
  if (more > 0) parts.push(`${more} more`);
  const end = parts.at(-1) ?? '';
  return parts.length < 2 ? end : `${parts.slice(0, -1).join(', ')} ${last} ${end}`;
}

/** To the minute, in UTC: where the reader is, is not known here. */
export function momentWords(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
