import type { ConnectorConfiguration } from '../domain/connection';
import { FailureError } from '../domain/failure';
import { matchesPattern } from '../domain/pattern';
import type { PatternFilter } from '../domain/selection-settings';
import { groupNameKey } from '../domain/target';

/**
 * Refuses a choice of groups and filters that cannot be meant: one that lets in everything or nothing, one that no address can match, or the
 * same group twice. Only what is saved anew is looked at, so that no stored connection is broken by a new rule.
 *
 * @throws FailureError `settings-rejected` with the field
 */
export function checkSelection({ settings }: ConnectorConfiguration): void {
  const { requiredGroups, excludedGroups = [], filters } = settings;
  const { emails } = filters?.users ?? {};
  refuse('requiredGroups', twice(requiredGroups));
  refuse('excludedGroups', twice(excludedGroups) ?? onBothSides(requiredGroups, excludedGroups));
  refuse('filters.users.emails.patterns', matchesAll(emails, isAnyAddress) ?? firstFault(emails));
  refuse('filters.groups.names.patterns', matchesAll(filters?.groups?.names, isAnyName));
}

function refuse(field: string, message: string | undefined): void {
  if (message === undefined) return;
  throw new FailureError({
    kind: 'settings-rejected',
    field: `configuration.settings.${field}`,
    message,
  });
}

function twice(names: readonly string[]): string | undefined {
  const keys = names.map(groupNameKey);
  const second = names.find((_, index) => keys.indexOf(keys[index] ?? '') < index);
  return second && `"${second}" is listed twice. Delete one of the two.`;
}

function onBothSides(required: readonly string[], excluded: readonly string[]): string | undefined {
  const keys = new Set(required.map(groupNameKey));
  const both = excluded.find((name) => keys.has(groupNameKey(name)));
  return (
    both &&
    `"${both}" is required and excluded at once, and nobody in it would take part. Delete one of the two.`
  );
}

/** Also with the `@` that every address has, and the dot of its domain. */
function isAnyAddress(pattern: string): boolean {
  return /^[*@.]+$/.test(pattern) && matchesPattern(pattern, 'a@b.c');
}

function isAnyName(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

function matchesAll(
  filter: PatternFilter | undefined,
  isAny: (pattern: string) => boolean,
): string | undefined {
  const pattern = filter?.patterns.find(isAny);
  if (pattern === undefined) return undefined;
  return filter?.mode === 'exclude'
    ? `"${pattern}" matches everything: nothing would be left.`
    : `"${pattern}" matches everything: the filter would let everything in. Delete the entry, or the whole filter.`;
}

function firstFault(emails: PatternFilter | undefined): string | undefined {
  return emails?.patterns.map(noAddress).find((message) => message !== undefined);
}

/** No address begins with a dot, or has a backslash outside quotes (RFC 5322 section 3.4.1); `^` first or `$` last has not been seen. */
const expression = /^(\^|\.\*)|\\|\$$/;

/** Something stands before the `@` and behind it, and an address in `<>` has a name besides. A star may stand for the `@` too. */
function noAddress(pattern: string): string | undefined {
  if (/[\s,;]/.test(pattern)) return `"${pattern}" is not one e-mail address. Make an entry for each.`;
  if (expression.test(pattern))
    return `"${pattern}" looks like a regular expression. Here only * has a meaning: write *@example.com.`;
  if (!/^@|@$|[<>]/.test(pattern) && (pattern.includes('*') || /^[^@]+@[^@]+$/.test(pattern)))
    return undefined;
  return `"${pattern}" can match no e-mail address. For all addresses of a domain, write *@example.com.`;
}
