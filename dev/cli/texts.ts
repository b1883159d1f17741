/** A text with the number that stands for it: "1 membership", "2,000 memberships". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

export function numberText(value: number): string {
  return value.toLocaleString('en');
}

export function durationText(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** "25 Nov 2026, 14:05", in the machine's time zone. */
export function momentText(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}

/** Names beside values, the values one below the other. */
export function table(cells: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const width = Math.max(...cells.map(([name]) => name.length));
  return cells.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

/** Sentences with an empty line before them; nothing where there are none. */
export function apart(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** As many as are shown, and how many there are besides. `more`: where the others are. */
export function capped<T>(
  items: readonly T[],
  { shown, more }: { readonly shown: number; readonly more: string },
  line: (item: T) => string,
): readonly string[] {
  const hidden = items.length - shown;
  const lines = items.slice(0, shown).map(line);
  return hidden > 0 ? [...lines, `… and ${numberText(hidden)} more; ${more}`] : lines;
}
