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

function documented({ name, configuration, rules, schedule }: Connection) {
  return { name, ...configuration, rules, schedule };
}

/** What changed between two JSON values, by path. A list is one value: where anything in it changed, it is there whole. */
export function auditedChanges(before: unknown, after: unknown): readonly AuditedChange[] {
  const old = new Map(leavesOf(before));
  const now = new Map(leavesOf(after));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    if (was === is) return [];
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
export function* leavesOf(value: unknown, path = ''): Generator<readonly [path: string, json: string]> {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, JSON.stringify(value)];
    return;
  }
  for (const [name, inner] of Object.entries(value))
    yield* leavesOf(inner, path === '' ? name : `${path}.${name}`);
}

function cut(json: string): string {
  if (json.length <= longestValue) return json;
  return `${json.slice(0, longestValue)}… (cut: ${json.length} characters)`;
}
