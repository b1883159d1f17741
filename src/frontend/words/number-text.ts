/** Whether the text is a whole number from 0 to `max`. */
export function isWholeNumber(text: string, max: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) <= max;
}

/** Whether the text is a number from 0 to `max`, such as "12.5". */
export function isNumberUpTo(text: string, max: number): boolean {
  const trimmed = text.trim();
  return /^\d+(\.\d+)?$/.test(trimmed) && Number(trimmed) <= max;
}

/** Without the digits that binary fractions leave behind: 0.07 is 7, not 7.000000000000001. */
export function percentText(share: number): string {
  return String(Number((share * 100).toFixed(6)));
}

/** The share, 0 to 1, that a text in percent stands for. */
export function shareOf(percent: string): number {
  return Number((Number(percent) / 100).toFixed(8));
}
