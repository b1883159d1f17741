import type { Call } from '../server/call';
import { badRequest, refuse, unsupportedQuery } from './errors';
import type { Entity } from './properties';
import { selectionOf, type Selection } from './wire';

/** The OData options of a call; their names are compared without case, as Graph does. */
export type Options = ReadonlyMap<string, string>;

const knownOptions: ReadonlySet<string> = new Set([
  '$select',
  '$filter',
  '$search',
  '$count',
  '$orderby',
  '$expand',
  '$top',
  '$skip',
  '$skiptoken',
  '$deltatoken',
  '$format',
]);

export function optionsOf(call: Call): Options {
  const options = new Map([...call.query].map(([name, value]) => [name.toLowerCase(), value]));
  const stranger = [...options.keys()].find((name) => name.startsWith('$') && !knownOptions.has(name));
  if (stranger !== undefined) badRequest(call, `The query parameter '${stranger}' is not supported.`);
  return options;
}

/** Advanced queries need the header and the option (learn.microsoft.com/graph/aad-advanced-queries). */
export function isEventual(call: Call): boolean {
  return String(call.headers['consistencylevel'] ?? '').toLowerCase() === 'eventual';
}

export function isAdvanced(call: Call, options: Options): boolean {
  return isEventual(call) && options.get('$count') === 'true';
}

/** The properties of `$select`, those that come anyway without it. */
export function selectOf(
  call: Call,
  text: string | undefined,
  { entity, usual }: { readonly entity: Entity; readonly usual: Selection },
): Selection {
  if (text === undefined || text.trim() === '' || text.trim() === '*') return usual;
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const canonical = names.map((name) => propertyName(call, name, entity));
  return selectionOf(canonical);
}

function propertyName(call: Call, name: string, entity: Entity): string {
  if (entity.properties.has(name) || (entity.name === 'user' && isExtension(name))) return name;
  const found = [...entity.properties.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  if (entity.elsewhere.has(name))
    refuse(call, {
      status: 501,
      code: 'NotImplemented',
      message: 'This operation target is not yet supported.',
    });
  return badRequest(
    call,
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${entity.name}'.`,
  );
}

/** Every extension of this form counts as registered in the tenant. */
function isExtension(name: string): boolean {
  return /^extension_[0-9a-f]{32}_\w+$/.test(name);
}

export interface PageSizes {
  readonly usual: number;
  readonly max: number;
}

export function topOf(call: Call, options: Options, { usual, max }: PageSizes): number {
  const text = options.get('$top');
  if (text === undefined) return usual;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= max) return value;
  return unsupportedQuery(
    call,
    `Invalid page size specified: '${text}'. Must be between 1 and ${max} inclusive.`,
  );
}

/** What a list of directory objects never takes. */
export function refuseSkip(call: Call, options: Options): void {
  if (options.has('$skip'))
    refuse(call, {
      status: 400,
      code: 'Request_BadRequest',
      message: "'$skip' is not supported by the service.",
    });
}

/** A token of base64url that only we read. */
export function encodeToken(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function decodeToken(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
