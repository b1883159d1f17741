import { forgottenPerson } from '../domain/forgotten';

/** Shorter ids are only replaced where they stand alone: in a sentence they might be a count. */
const shortestInText = 6;

/** What these fields hold is never a person. */
const ofOthers = new Set([
  'id',
  'name',
  'group',
  'groupName',
  'groupId',
  'sourceId',
  'directoryGroupId',
  'connectionId',
  'connectionName',
  'runId',
]);

/** A JSON value without a person: each of their ids, and the name beside it, gives way to `forgottenPerson`. Lists keep their length and order. */
export function withoutPerson(value: unknown, ids: readonly string[]): unknown {
  const inText = ids.filter((id) => id.length >= shortestInText).map(escaped);
  const pattern =
    inText.length === 0 ? undefined : new RegExp(`(?<![\\w:-])(${inText.join('|')})(?![\\w:-])`, 'g');
  const textOf = (text: string) =>
    ids.includes(text)
      ? forgottenPerson
      : pattern === undefined
        ? text
        : text.replaceAll(pattern, forgottenPerson);
  const walk = (part: unknown, field: string): unknown => {
    if (typeof part === 'string') return ofOthers.has(field) ? part : textOf(part);
    if (Array.isArray(part)) return part.map((item) => walk(item, field));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(withoutName(part, ids)).map(([name, inner]) => [name, walk(inner, name)]),
    );
  };
  return walk(value, '');
}

function withoutName(part: object, ids: readonly string[]): object {
  if (!('userId' in part) || !('displayName' in part)) return part;
  const { userId } = part;
  return typeof userId === 'string' && ids.includes(userId)
    ? { ...part, displayName: forgottenPerson }
    : part;
}

function escaped(id: string): string {
  return id.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
