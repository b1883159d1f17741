import * as z from 'zod';
import type { DirectoryUser } from '../domain/directory';
import { FailureError } from '../domain/failure';

/**
 * The attributes that rules name, out of what a directory answers: numbers and booleans as their text, several values as they come, names as they were asked
 * for. Absent for a person who has none of them. Throws `settings-rejected` for an attribute that is no value but has parts.
 */
export function attributesOf(
  names: readonly string[],
  valueOf: (name: string) => unknown,
): Pick<DirectoryUser, 'attributes'> {
  const found = names.flatMap((name) => {
    const texts = textsOf(name, valueOf(name));
    return texts.length === 0 ? [] : [[name, texts] as const];
  });
  return found.length === 0 ? {} : { attributes: Object.fromEntries(found) };
}

/** All that JSON has besides lists and objects. */
const simple = z.union([z.string(), z.number(), z.boolean()]);

function textsOf(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => textsOf(name, each));
  if (value === null || value === undefined) return [];
  if (typeof value === 'object')
    throw attributeRejected(
      `The attribute "${name}", which a condition names, is no value but has parts. Name one of them, such as "${name}.${Object.keys(value)[0] ?? 'part'}".`,
    );
  const text = simple.parse(value).toString();
  return text.trim() === '' ? [] : [text];
}

/** Of an attribute of people that a condition names. `message`: what is wrong, and what to do. */
export function attributeRejected(message: string): FailureError {
  return new FailureError({
    kind: 'settings-rejected',
    field: 'rules.conditions',
    message: `${message} Nothing was changed.`,
  });
}
