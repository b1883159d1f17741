import type { DirectoryUser } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { Reading } from '../domain/stores';
import { attributesOf, type SyncRules } from '../domain/sync-rules';
import type { ReadSession } from './read-session';
import type { RunDeps, Slice } from './slice';
import { counted } from './words';

/** How many people have a value of each attribute that the rules name; undefined where they name none. */
export function countAttributes(
  users: Pick<ReadonlyMap<string, DirectoryUser>, 'values'>,
  rules: Pick<SyncRules, 'conditions'>,
): Reading['attributes'] {
  const names = attributesOf(rules);
  if (names.length === 0) return undefined;
  const counts = new Map(names.map((name) => [name, 0]));
  for (const { attributes = {} } of users.values())
    for (const name of Object.keys(attributes)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0]));
}

/**
 * What the credential may not read any more, some directories leave out without a word: everybody looks like somebody without a value, and a condition that
 * keeps people out would let all of them in.
 *
 * @throws FailureError `settings-rejected` for an attribute that a condition names, that nobody has, and that somebody had when the directory was read last
 */
export async function refuseLostAttributes(
  slice: Slice,
  { records, base, isTouched }: ReadSession,
  deps: RunDeps,
): Promise<void> {
  if (records.users.size === 0 || (base !== undefined && !isTouched)) return;
  const now = countAttributes(records.users, slice.connection.rules);
  if (now === undefined) return;
  const before = new Map(Object.entries((await deps.readings.get(slice.connection.id))?.attributes ?? {}));
  const [lost] = Object.entries(now).flatMap(([name, people]) => {
    const had = before.get(name) ?? 0;
    return people === 0 && had > 0 ? [{ name, had }] : [];
  });
  if (lost !== undefined) throw isLost(lost);
}

function isLost({ name, had }: { readonly name: string; readonly had: number }): FailureError {
  return new FailureError({
    kind: 'settings-rejected',
    field: 'rules.conditions',
    message:
      `Nobody in the directory has a value of "${name}" now, which a condition names; last time ${counted(had, 'person', 'people')} had one. ` +
      'Check that the credential may still read this attribute. If it is right that nobody has it, take the condition out. Nothing was changed.',
  });
}
