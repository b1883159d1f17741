import type { Expression, Operator } from './expression';

/** An attribute that an expression may name. `read` gives all its values, or epoch milliseconds. */
export type Field<T> =
  | {
      readonly kind: 'text';
      readonly operators: readonly Operator[];
      readonly read: (item: T) => readonly string[];
    }
  | {
      readonly kind: 'time';
      readonly operators: readonly Operator[];
      readonly read: (item: T) => number | undefined;
    };

export interface Grammar<T> {
  /** Undefined: no such attribute here. Names are read with case. */
  readonly field: (attribute: string) => Field<T> | undefined;
  readonly values: 'with-case' | 'without-case';
  readonly negation: 'allowed' | 'refused';
}

export type Predicate<T> = (item: T) => boolean;

/** Undefined when the grammar does not allow the expression: another attribute, an operator that it does not take, no moment. */
export function predicateOf<T>(expression: Expression, grammar: Grammar<T>): Predicate<T> | undefined {
  if (expression.kind === 'compare') return comparison(expression, grammar);
  if (expression.kind === 'not') {
    const inner = grammar.negation === 'allowed' ? predicateOf(expression.part, grammar) : undefined;
    return inner === undefined ? undefined : (item) => !inner(item);
  }
  const parts = expression.parts.map((part) => predicateOf(part, grammar));
  const whole = parts.filter((part) => part !== undefined);
  if (whole.length < parts.length) return undefined;
  return expression.kind === 'and'
    ? (item) => whole.every((test) => test(item))
    : (item) => whole.some((test) => test(item));
}

type Comparison = Extract<Expression, { readonly kind: 'compare' }>;

function comparison<T>(asked: Comparison, grammar: Grammar<T>): Predicate<T> | undefined {
  const field = grammar.field(asked.attribute);
  if (field === undefined || !field.operators.includes(asked.operator)) return undefined;
  if (field.kind === 'time') return timeTest(asked, field.read);
  const fold = grammar.values === 'with-case' ? same : lower;
  const wanted = fold(asked.value);
  const test = textTests[asked.operator];
  return asked.operator === 'ne'
    ? (item) => field.read(item).every((value) => fold(value) !== wanted)
    : (item) => field.read(item).some((value) => test(fold(value), wanted));
}

function timeTest<T>(asked: Comparison, read: (item: T) => number | undefined): Predicate<T> | undefined {
  if (asked.operator === 'pr') return (item) => read(item) !== undefined;
  const wanted = momentOf(asked.value);
  const test = orderTests[asked.operator];
  if (wanted === undefined || test === undefined) return undefined;
  return (item) => {
    const value = read(item);
    return value !== undefined && test(value, wanted);
  };
}

/** ISO 8601 with a date at least; anything else is no moment. */
export function momentOf(text: string): number | undefined {
  const ms = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

const textTests: Readonly<Record<Operator, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  ne: (value, wanted) => value !== wanted,
  co: (value, wanted) => value.includes(wanted),
  sw: (value, wanted) => value.startsWith(wanted),
  ew: (value, wanted) => value.endsWith(wanted),
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
  pr: (value) => value !== '',
};

const orderTests: Readonly<Partial<Record<Operator, (value: number, wanted: number) => boolean>>> = {
  eq: (value, wanted) => value === wanted,
  ne: (value, wanted) => value !== wanted,
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
};

function same(text: string): string {
  return text;
}

function lower(text: string): string {
  return text.toLowerCase();
}
