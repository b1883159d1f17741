import type { FieldErrors } from '../connector-form/field-errors';

/** A path below the rules, such as `mapping.renames.0.search`, and what is wrong there, if anything. */
export type Checked = readonly [path: string, message: string | undefined];

export function errorsAmong(checked: readonly Checked[]): FieldErrors<string> {
  return Object.fromEntries(checked.filter(([, message]) => message !== undefined)) as FieldErrors<string>;
}

export function missing(text: string, message: string): string | undefined {
  return text.trim() === '' ? message : undefined;
}
