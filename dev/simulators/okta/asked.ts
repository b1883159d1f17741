import type { Call } from '../server/call';
import { refuse } from './errors';
import { parseExpression } from './expression';
import { predicateOf, type Grammar, type Predicate } from './predicate';

/** The test in a query parameter; undefined without one. What the vendor does not take is refused in its words. */
export function askedTest<T>(
  call: Call,
  name: 'search' | 'filter',
  grammar: Grammar<T>,
): Predicate<T> | undefined {
  const text = call.query.get(name);
  if (text === null || text.trim() === '') return undefined;
  const expression = parseExpression(text);
  const test = expression === undefined ? undefined : predicateOf(expression, grammar);
  return test ?? refuse('E0000031', { causes: name === 'search' ? ['Invalid search syntax.'] : [] });
}

/** `sortBy` of a search with `sortOrder`; whoever is alike is ordered by id. Undefined without one. */
export function askedOrder<T extends { readonly id: string }>(
  call: Call,
  grammar: Grammar<T>,
): ((a: T, b: T) => number) | undefined {
  const name = call.query.get('sortBy');
  if (name === null || name === '') return undefined;
  const field = grammar.field(name);
  if (field === undefined) return refuse('E0000031', { causes: ['Invalid sort field.'] });
  const key = (item: T): string | number =>
    field.kind === 'time' ? (field.read(item) ?? 0) : (field.read(item)[0] ?? '').toLowerCase();
  const sign = call.query.get('sortOrder')?.toLowerCase() === 'desc' ? -1 : 1;
  return (a, b) => sign * order(key(a), key(b)) || order(a.id, b.id);
}

function order(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What a `search` or `filter` found, in the order of the answer. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly order: 'by-id' | 'sorted';
}
