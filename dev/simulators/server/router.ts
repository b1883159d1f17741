import type { Route } from './call';

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface Router {
  readonly find: (method: string, path: string) => Found | undefined;
}

interface Entry {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Routes by method and number of segments; a literal segment wins over a `{parameter}`. */
export function createRouter(routes: readonly Route[]): Router {
  const table = new Map<string, Entry[]>();
  for (const route of routes) {
    const segments = route.template.split('/');
    const key = `${route.method} ${segments.length}`;
    table.set(key, [...(table.get(key) ?? []), { route, segments }]);
  }
  for (const entries of table.values()) entries.sort((a, b) => parameters(a) - parameters(b));
  return {
    find(method, path) {
      const parts = path.split('/');
      const entries = table.get(`${method} ${parts.length}`) ?? [];
      return entries.map((entry) => match(entry, parts)).find((found) => found !== undefined);
    },
  };
}

function match(entry: Entry, parts: readonly string[]): Found | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of entry.segments.entries()) {
    const part = parts[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== part) return undefined;
      continue;
    }
    params[segment.slice(1, -1)] = decoded(part);
  }
  return { route: entry.route, params };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parameters(entry: Entry): number {
  return entry.segments.filter((segment) => segment.startsWith('{')).length;
}
