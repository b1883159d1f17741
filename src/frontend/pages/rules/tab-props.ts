import type { FieldErrors } from '../connector-form/field-errors';

/** What the sections of one tab get. `change` takes the parts that are new; errors stand at their paths below the rules. */
export interface SectionProps<D> {
  readonly draft: D;
  readonly errors: FieldErrors<string>;
  readonly change: (parts: Partial<D>) => void;
}

/** Whether anything is wrong at one of these paths or below it. */
export function hasErrorAt(errors: FieldErrors<string>, path: string): boolean {
  return Object.keys(errors).some((each) => each === path || each.startsWith(`${path}.`));
}
