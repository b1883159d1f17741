import type { AuditedChange } from '../domain/audit';
import type { Connection } from '../domain/connection';

/** What is said of a secret: that it was set. Nothing of it is ever handed in here. */
export const secretChange: AuditedChange = { path: 'secret' };

/** Longer values are cut. */
const longestValue = 2_000;

/** What changed between two connections, by path of the connection document. Undefined: there was, or is, none. */
export function connectionChanges(
  before: Connection | undefined,
  after: Connection | undefined,
): readonly AuditedChange[] {
  return auditedChanges(before && documented(before), after && documented(after));
}

function documented({ name, configuration, rules, schedule, secretExpiresOn }: Connection) {
  return { name, ...configuration, rules, schedule, secretExpiresOn };
}

/**
 * What changed between two JSON values, by path. A list is one value: where anything in it changed, it is there whole, or with those of its items that went
 * and came where it is long.
 */
export function auditedChanges(before: unknown, after: unknown): readonly AuditedChange[] {
  const old = new Map(leavesOf(before));
  const now = new Map(leavesOf(after));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    if (was === is) return [];
    const lists = longLists(was, is);
    if (lists !== undefined) return [{ path, ...itemsOf(lists) }];
    return [
      {
        path,
        ...(was === undefined ? {} : { before: cut(was) }),
        ...(is === undefined ? {} : { after: cut(is) }),
      },
    ];
  });
}

/** Each value that is not an object, as JSON, by its path. */
function* leavesOf(value: unknown, path = ''): Generator<readonly [path: string, json: string]> {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, JSON.stringify(value)];
    return;
  }
  for (const [name, inner] of Object.entries(value))
    yield* leavesOf(inner, path === '' ? name : `${path}.${name}`);
}

function texts(items: readonly unknown[]): readonly string[] {
  return items.map((item) => JSON.stringify(item));
}

interface Lists {
  readonly old: readonly string[];
  readonly now: readonly string[];
}

/** The items of two lists, as JSON, where one of them would be cut. */
function longLists(was: string | undefined, is: string | undefined): Lists | undefined {
  if (was === undefined || is === undefined || Math.max(was.length, is.length) <= longestValue)
    return undefined;
  const [old, now]: readonly unknown[] = [JSON.parse(was), JSON.parse(is)];
  if (!Array.isArray(old) || !Array.isArray(now)) return undefined;
  return { old: texts(old), now: texts(now) };
}

function itemsOf({ old, now }: Lists): { readonly before: string; readonly after: string } {
  const [went, came] = [without(old, now), without(now, old)];
  const isOrder = went.length + came.length === 0;
  return {
    before: among(went, old, 'went'),
    after: among(came, now, isOrder ? 'came: the same in another order' : 'came'),
  };
}

function among(items: readonly string[], all: readonly string[], which: string): string {
  return `${cut(`[${items.join(',')}]`)} (of ${all.length} items, those that ${which})`;
}

/** What is there twice and in the others once is left once. */
function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of others) counts.set(item, (counts.get(item) ?? 0) + 1);
  return items.filter((item) => {
    const count = counts.get(item) ?? 0;
    counts.set(item, count - 1);
    return count <= 0;
  });
}

function cut(json: string): string {
  if (json.length <= longestValue) return json;
  return `${json.slice(0, longestValue)}… (cut: ${json.length} characters)`;
}
