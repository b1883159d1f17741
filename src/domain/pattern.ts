import type { PatternFilter } from './selection-settings';

/**
 * Whether a text passes a filter. A text that is not there passes only what excludes: nobody is let in by an address that they do not
 * have.
 */
export function passes(filter: PatternFilter | undefined, text: string | undefined): boolean {
  if (filter === undefined) return true;
  const matches = text !== undefined && filter.patterns.some((pattern) => matchesPattern(pattern, text));
  return filter.mode === 'include' ? matches : !matches;
}

/**
 * `*` stands for any characters, none included. Without case and surrounding space. Each piece between two stars is looked for once, from where the
 * one before it ended, and taken where it is first found: the search never goes back.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = key(pattern).split('*');
  const whole = key(text);
  const last = others.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first) || whole.length < first.length + last.length) return false;
  const end = whole.length - last.length;
  let at = first.length;
  for (const piece of others) {
    const found = whole.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return whole.endsWith(last);
}

function key(text: string): string {
  return text.trim().toLowerCase();
}
