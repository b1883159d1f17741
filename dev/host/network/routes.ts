/** Where calls to a host really go: `{'api.us.onelogin.com': 'http://127.0.0.1:4100', '*.onelogin.com': …}`. */
export type HostRoutes = Readonly<Record<string, string>>;

/** The base URL for a host: its own entry first, then the longest wildcard that covers it (`*.x.com` does not cover `x.com`). */
export function routeOf(routes: HostRoutes, host: string): string | undefined {
  const own = routes[host];
  if (own !== undefined) return own;
  const covering = Object.keys(routes)
    .filter((key) => key.startsWith('*.') && host.endsWith(key.slice(1)))
    .toSorted((a, b) => b.length - a.length)[0];
  return covering === undefined ? undefined : routes[covering];
}

/** Puts the path and query of `url` behind `base`. */
export function rebase(url: URL, base: string): string {
  return `${base.replace(/\/+$/, '')}${url.pathname}${url.search}`;
}
