import { answerErrorOf } from '../../api/call-error';

/** The message of each field that is wrong. */
export type FieldErrors<F extends string> = Readonly<Partial<Record<F, string>>>;

/**
 * The server's error as the error of one field of the form, or undefined when it belongs to none. The server names the whole
 * path, such as `configuration.settings.filters.users.emails.patterns.0`; the form knows a piece of it.
 */
export function fieldErrorOf<F extends string>(
  error: unknown,
  fields: readonly F[],
): FieldErrors<F> | undefined {
  const { field, message } = answerErrorOf(error);
  if (field === undefined) return undefined;
  const found = fields
    .filter((name) => `.${field}.`.includes(`.${name}.`))
    .reduce<F | undefined>(
      (longest, name) => (longest && longest.length > name.length ? longest : name),
      undefined,
    );
  return found === undefined ? undefined : ({ [found]: message } as FieldErrors<F>);
}

/** Whether an error is left for the form as a whole: there is one, and it belongs to no field. */
export function isForWholeForm(error: unknown, fields: readonly string[]): boolean {
  return error !== null && error !== undefined && fieldErrorOf(error, fields) === undefined;
}

export function hasErrors(errors: FieldErrors<string>): boolean {
  return Object.keys(errors).length > 0;
}
