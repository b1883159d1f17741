import * as z from 'zod';
import type { EntityDefinition } from '../manifest';
import { StorageRefusal } from './refusal';

const rangeConditions = [
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
] as const;
const filterConditions = [
  ...rangeConditions,
  'CONTAINS',
  'NOT_CONTAINS',
  'NOT_EQUAL_TO',
  'EXISTS',
  'NOT_EXISTS',
] as const;

export const rangeSchema = z.object({
  condition: z.enum(rangeConditions),
  values: z.array(z.unknown()).min(1),
});
const clause = z.object({
  property: z.string(),
  condition: z.enum(filterConditions),
  values: z.array(z.unknown()),
});
export const filtersSchema = z.object({ and: z.array(clause).optional(), or: z.array(clause).optional() });

type Test = { readonly condition: (typeof filterConditions)[number]; readonly values: readonly unknown[] };
export type Filters = z.infer<typeof filtersSchema>;

/** Whether an entity's attributes pass the filters. Undefined filters pass everything. */
export function passes(attributes: unknown, filters: Filters | undefined): boolean {
  if (filters === undefined) return true;
  const holds = (one: z.infer<typeof clause>) => meets(attributeOf(attributes, one.property), one);
  return filters.and === undefined ? (filters.or ?? []).some(holds) : filters.and.every(holds);
}

/** Throws for filters that Forge refuses: empty, mixed, or on an attribute of type `any` (422). */
export function checkFilters(filters: Filters | undefined, entity: EntityDefinition): void {
  if (filters === undefined) return;
  const clauses = [...(filters.and ?? []), ...(filters.or ?? [])];
  if (clauses.length === 0) {
    throw new StorageRefusal(
      400,
      'EMPTY_FILTER_OPERATOR',
      'Filter operators "and" and "or" cannot be empty.',
    );
  }
  if (filters.and !== undefined && filters.or !== undefined) {
    throw new StorageRefusal(
      400,
      'INVALID_FILTER_OPERATORS_COMBINATION',
      'Filter operators "and" and "or" cannot be present at the same level.',
    );
  }
  for (const { property, condition, values } of clauses) checkClause(entity, property, { condition, values });
}

function checkClause(entity: EntityDefinition, property: string, { condition, values }: Test): void {
  const type = entity.attributes[property]?.type;
  if (type === undefined || type === 'any') {
    throw new StorageRefusal(
      422,
      'INVALID_FILTER_ATTRIBUTE',
      `The attribute "${property}" cannot be used in a condition.`,
    );
  }
  if (condition === 'BETWEEN' && values.length < 2) {
    throw new StorageRefusal(
      400,
      'INSUFFICIENT_FILTER_VALUES',
      'The specified condition needs at least two values.',
    );
  }
}

export function attributeOf(attributes: unknown, name: string): unknown {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  return Object.entries(attributes).find(([key]) => key === name)?.[1];
}

/** One condition on one attribute. An absent attribute meets only NOT_EXISTS and the negations. */
export function meets(actual: unknown, { condition, values }: Test): boolean {
  return tests[condition](actual, values[0], values[1]);
}

const tests: Readonly<
  Record<Test['condition'], (actual: unknown, first: unknown, second: unknown) => boolean>
> = {
  EXISTS: (actual) => actual !== undefined,
  NOT_EXISTS: (actual) => actual === undefined,
  EQUAL_TO: (actual, wanted) => actual === wanted,
  NOT_EQUAL_TO: (actual, wanted) => actual !== wanted,
  BETWEEN: (actual, from, to) => compare(actual, from) >= 0 && compare(actual, to) <= 0,
  BEGINS_WITH: (actual, wanted) => typeof actual === 'string' && actual.startsWith(String(wanted)),
  CONTAINS: (actual, wanted) => typeof actual === 'string' && actual.includes(String(wanted)),
  NOT_CONTAINS: (actual, wanted) => !(typeof actual === 'string' && actual.includes(String(wanted))),
  GREATER_THAN: (actual, wanted) => compare(actual, wanted) > 0,
  GREATER_THAN_EQUAL_TO: (actual, wanted) => compare(actual, wanted) >= 0,
  LESS_THAN: (actual, wanted) => compare(actual, wanted) < 0,
  LESS_THAN_EQUAL_TO: (actual, wanted) => compare(actual, wanted) <= 0,
};

/** Numbers by size, strings by code unit; NaN (which passes no comparison) for anything else. */
export function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left !== 'string' || typeof right !== 'string') return Number.NaN;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
