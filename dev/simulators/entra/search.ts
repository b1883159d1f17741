import type { Call } from '../server/call';
import { badRequest, unsupportedQuery } from './errors';
import type { Entity } from './properties';
import { isEventual } from './query';

type Match = (object: object) => boolean;

const everything: Match = () => true;

/** `$search="displayName:ann" OR "mail:ann"`: words that begin so, for advanced queries only. */
export function searchOf(call: Call, text: string | undefined, entity: Entity): Match {
  if (text === undefined) return everything;
  if (!isEventual(call))
    unsupportedQuery(
      call,
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  const alternatives = text.split(' OR ').map((part) => allOf(call, part, entity));
  return (object) => alternatives.some((matches) => matches(object));
}

function allOf(call: Call, text: string, entity: Entity): Match {
  const clauses = text.split(' AND ').map((part) => clauseOf(call, part, entity));
  return (object) => clauses.every((matches) => matches(object));
}

function clauseOf(call: Call, text: string, entity: Entity): Match {
  const [, name = '', wanted = ''] = /^\s*"(\w+):([^"]+)"\s*$/.exec(text) ?? [];
  if (entity.properties.get(name) !== 'string')
    badRequest(call, `Syntax error in the $search clause '${text}'.`);
  return (object) => {
    const value: unknown = Reflect.get(object, name);
    return typeof value === 'string' && startsWord(value.toLowerCase(), wanted.toLowerCase());
  };
}

function startsWord(value: string, wanted: string): boolean {
  return value.startsWith(wanted) || value.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted));
}
