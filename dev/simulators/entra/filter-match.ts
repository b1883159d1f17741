import type { Comparison, Filter, Literal } from './filter-tree';

/** Texts are compared without case, as the directory does. */
export function matches(filter: Filter, object: object): boolean {
  if (filter.kind === 'and') return matches(filter.left, object) && matches(filter.right, object);
  if (filter.kind === 'or') return matches(filter.left, object) || matches(filter.right, object);
  if (filter.kind === 'not') return !matches(filter.of, object);
  const value = valueAt(object, filter.path);
  if (filter.kind === 'any')
    return elements(value).some((each) => matches(filter.of, { [filter.variable]: each }));
  if (filter.kind === 'in') return filter.values.some((wanted) => compares(value, 'eq', wanted));
  return filter.kind === 'text' ? checksText(value, filter) : compares(value, filter.by, filter.value);
}

function valueAt(object: object, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      object,
    );
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function checksText(value: unknown, { by, value: wanted }: Extract<Filter, { kind: 'text' }>): boolean {
  if (typeof value !== 'string') return false;
  const [text, part] = [value.toLowerCase(), wanted.toLowerCase()];
  return by === 'startswith' ? text.startsWith(part) : text.endsWith(part);
}

function compares(value: unknown, by: Comparison, wanted: Literal): boolean {
  const [left, right] = [comparable(value, wanted), comparable(wanted, wanted)];
  if (by === 'eq') return left === right;
  if (by === 'ne') return left !== right;
  if (left === null || right === null) return false;
  if (by === 'ge') return left >= right;
  if (by === 'gt') return left > right;
  return by === 'le' ? left <= right : left < right;
}

type Comparable = string | number | boolean | null;

/** What was never set is null; a text is a moment where it is compared with one. */
function comparable(value: unknown, wanted: Literal): Comparable {
  if (typeof wanted === 'object' && wanted !== null)
    return value === wanted ? wanted.moment : typeof value === 'string' ? Date.parse(value) : null;
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
