import type { DirectoryUser } from '../../domain/directory';
import type { FailureError } from '../../domain/failure';
import { attributeRejected, attributesOf } from '../../http/attribute-values';
import { quoted } from '../../http/wording';
import { attributeParts, structures, tracked, untracked, withheld } from './attribute-names';
import { errorOf, type Refused } from './refusals';
import type { GraphUser } from './schema';

const longestWords = 300;

/**
 * The properties that hold these attributes, each once, as `$select` names them. Throws `settings-rejected` for a name that cannot be one, or that Graph writes
 * in another way: an answer would have it under another name, and everybody would look like somebody without a value.
 */
export function propertiesOf(attributes: readonly string[]): readonly string[] {
  if (attributes.some((name) => propertyOf(name).toLowerCase() === withheld.toLowerCase()))
    throw isWithheld();
  const strange = attributes.filter((name) => !isWellWritten(name));
  if (strange.length > 0) throw unknown(strange);
  return [...new Set(attributes.map(propertyOf))];
}

/** `employeeOrgData.division` is a part of the property `employeeOrgData`. */
export function propertyOf(attribute: string): string {
  return attribute.split('.', 1)[0] ?? attribute;
}

const known = new Map([...tracked, ...untracked].map((name) => [name.toLowerCase(), name]));

function isWellWritten(name: string): boolean {
  const [, property = '', part] = /^([A-Za-z]\w*)(?:\.(\w+))?$/.exec(name) ?? [];
  if (property === '' || (part !== undefined && !mayHavePart(property, part))) return false;
  if (/^extension_/i.test(property)) return directoryExtension.test(property);
  return (known.get(property.toLowerCase()) ?? property) === property;
}

/** Of what has no name here, nothing is known: it may be a schema extension. */
function mayHavePart(property: string, part: string): boolean {
  const parts = attributeParts.get(property);
  if (parts !== undefined) return parts.includes(part);
  return (
    structures.has(property) || !(known.has(property.toLowerCase()) || directoryExtension.test(property))
  );
}

/** `extension_<application ID without dashes>_<name>`. */
const directoryExtension = /^extension_[0-9a-f]{32}_/;

export function attributesIn(
  user: GraphUser,
  attributes: readonly string[],
): Pick<DirectoryUser, 'attributes'> {
  return attributesOf(attributes, (name) => {
    const [property = '', part] = name.split('.');
    const value = user[property];
    if (part === undefined) return value;
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)[part]
      : undefined;
  });
}

/** The end of "because …", where delta does not tell of each change of one of these. */
export function untrackedAmong(attributes: readonly string[]): string | undefined {
  const silent = attributes.filter((name) => !isTracked(propertyOf(name)));
  if (silent.length === 0) return undefined;
  return `Microsoft Graph does not tell when ${quoted(silent)} changes`;
}

/** Directory extensions are tracked, schema extensions are not (learn.microsoft.com/graph/extensibility-overview). */
function isTracked(property: string): boolean {
  return tracked.has(property) || directoryExtension.test(property);
}

/** Graph did not take `$select` with these. With its own words, which name the wrong one. */
export function attributesRefused(attributes: readonly string[], answer: Refused): FailureError {
  const words = errorOf(answer)?.message.slice(0, longestWords);
  const named = attributes.filter((name) => words?.includes(`'${propertyOf(name)}'`) === true);
  return attributeRejected(
    `Microsoft Graph does not tell the attribute ${quoted(named.length > 0 ? named : attributes)} of users, which a condition names` +
      `${words === undefined ? '.' : `: "${words}"`} Correct the name, or use another attribute.`,
  );
}

function isWithheld(): FailureError {
  return attributeRejected(
    `Microsoft Graph tells the attribute "${withheld}", which a condition names, to nobody who lacks the permission User-LifeCycleInfo.Read.All, and the app does not ask for it. ` +
      'Use another attribute.',
  );
}

function unknown(names: readonly string[]): FailureError {
  const better = names.flatMap((name) => known.get(propertyOf(name).toLowerCase()) ?? []);
  const hint = better.length > 0 ? ` Did you mean ${quoted(better)}?` : '';
  return attributeRejected(
    `Users have no attribute called ${quoted(names)} in Microsoft Graph, which a condition names.${hint} Correct the name: it is written as in Graph, such as ` +
      '"department" or "employeeOrgData.division".',
  );
}
