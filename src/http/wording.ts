/** "2,000" */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** "1 call", "2,000 calls". */
export function many(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `"Sales", "Support"` */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
