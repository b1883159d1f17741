/** A list as text, one entry a line. */
export function textOf(entries: readonly string[]): string {
  return entries.join('\n');
}

/** Without empty lines and the space around each. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
