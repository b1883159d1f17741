import type { Filter, Literal } from './filter-tree';
import type { Entity, PropertyType } from './properties';

export type Wrong = { readonly kind: 'invalid' | 'unsupported'; readonly text: string };

/** What is wrong with a filter of this entity; undefined when it can be asked. */
export function check(filter: Filter, entity: Entity): Wrong | undefined {
  if (filter.kind === 'and' || filter.kind === 'or')
    return check(filter.left, entity) ?? check(filter.right, entity);
  if (filter.kind === 'not') return check(filter.of, entity);
  if (filter.kind === 'any') return checkAny(filter, entity);
  const values = filter.kind === 'in' ? filter.values : [filter.value];
  return values.map((value) => checkValue(filter.path, value, entity)).find((wrong) => wrong !== undefined);
}

/** Operators and paths that Graph answers from another index: learn.microsoft.com/graph/aad-advanced-queries. */
export function needsAdvancedQuery(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return needsAdvancedQuery(filter.left) || needsAdvancedQuery(filter.right);
  if (filter.kind === 'not') return true;
  if (filter.kind === 'any') return needsAdvancedQuery(filter.of);
  const isPath = filter.path.includes('/');
  if (filter.kind === 'in') return isPath;
  return isPath || filter.by === 'endswith' || filter.by === 'ne';
}

function checkAny(filter: Extract<Filter, { kind: 'any' }>, entity: Entity): Wrong | undefined {
  const type = entity.properties.get(filter.path);
  if (type === undefined) return unknownProperty(filter.path, entity);
  if (type !== 'strings') return unsupported(filter.path, entity);
  const inside: Entity = { ...entity, properties: new Map([[filter.variable, 'string']]) };
  return check(filter.of, inside);
}

function checkValue(path: string, value: Literal, entity: Entity): Wrong | undefined {
  const [first = '', second] = path.split('/');
  const type = entity.properties.get(first);
  if (type === undefined) return unknownProperty(first, entity);
  if (second === '$count' || type === 'strings') return unsupported(path, entity);
  if (type === 'structure') return second === undefined ? unsupported(path, entity) : undefined;
  return value === null || typeOfLiteral(value) === type ? undefined : otherTypes(type, value);
}

type LiteralType = 'string' | 'boolean' | 'moment' | 'number';

function typeOfLiteral(value: Exclude<Literal, null>): LiteralType {
  if (typeof value === 'object') return 'moment';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' ? 'number' : 'string';
}

const edmNames = {
  string: 'Edm.String',
  boolean: 'Edm.Boolean',
  moment: 'Edm.DateTimeOffset',
  number: 'Edm.Int32',
  strings: 'Collection(Edm.String)',
  structure: 'Edm.ComplexType',
} as const;

function otherTypes(type: PropertyType, value: Exclude<Literal, null>): Wrong {
  const [left, right] = [edmNames[type], edmNames[typeOfLiteral(value)]];
  const text = `A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind 'Equal'.`;
  return { kind: 'invalid', text };
}

function unknownProperty(name: string, entity: Entity): Wrong {
  return {
    kind: 'invalid',
    text: `Could not find a property named '${name}' on type 'microsoft.graph.${entity.name}'.`,
  };
}

function unsupported(path: string, entity: Entity): Wrong {
  const resource = entity.name.replace(/^./, (letter) => letter.toUpperCase());
  return {
    kind: 'unsupported',
    text: `Unsupported or invalid query filter clause specified for property '${path}' of resource '${resource}'.`,
  };
}
