import pLimit from 'p-limit';
import type { BenchKind } from './kinds';

/** Okta's members are asked for so many at a time, by the floor and by the app. */
const oktaAtOnce = 8;

/** What a bare loop needs for the whole directory. */
export interface Floor {
  readonly requests: number;
}

/**
 * The same pages as a full read, asked for by a loop that parses each answer and keeps nothing: no sign-in but the one that is needed, no retries, no checks, no
 * storage. As many at once as the app.
 */
export async function floorOf(kind: BenchKind, url: string): Promise<Floor> {
  const loop = openLoop();
  await floors[kind](loop, url);
  return { requests: loop.requests() };
}

const floors = { onelogin: oneLogin, okta, entra } as const;

type Loop = ReturnType<typeof openLoop>;

function openLoop() {
  let requests = 0;
  return {
    requests: () => requests,
    async get(
      url: string,
      init: RequestInit = {},
    ): Promise<{ readonly headers: Headers; readonly body: unknown }> {
      requests += 1;
      const response = await fetch(url, init);
      const body: unknown = JSON.parse(await response.text());
      if (!response.ok) throw new Error(`${response.status} for ${url}`);
      return { headers: response.headers, body };
    },
  };
}

async function oneLogin(loop: Loop, url: string): Promise<void> {
  const authorization = 'client_id:bench, client_secret:bench';
  const { body } = await loop.get(`${url}/auth/oauth2/v2/token`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials' }),
  });
  const headers = { authorization: `bearer ${(body as { access_token: string }).access_token}` };
  for (const list of ['roles?fields=users&limit=650', 'users?limit=1000']) {
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const answer = await loop.get(`${url}/api/2/${list}${cursor}`, { headers });
      next = answer.headers.get('after-cursor') || null;
    }
  }
}

async function okta(loop: Loop, url: string): Promise<void> {
  const limit = pLimit(oktaAtOnce);
  const headers = { authorization: 'SSWS bench' };
  const chain = async (first: string): Promise<void> => {
    let next: string | undefined = first;
    while (next !== undefined) {
      const at: string = next;
      next = linkIn((await limit(() => loop.get(at, { headers }))).headers, url);
    }
  };
  const groups = await loop.get(`${url}/api/v1/groups?limit=10000`, { headers });
  const wanted = (groups.body as readonly { readonly id: string; readonly type: string }[]).filter(
    ({ type }) => type === 'OKTA_GROUP',
  );
  await Promise.all([
    chain(`${url}/api/v1/users?limit=200`),
    ...wanted.map(({ id }) => chain(`${url}/api/v1/groups/${id}/users?limit=1000`)),
  ]);
}

function linkIn(headers: Headers, url: string): string | undefined {
  const found = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
  if (found === undefined) return undefined;
  const { pathname, search } = new URL(found);
  return `${url}${pathname}${search}`;
}

async function entra(loop: Loop, url: string): Promise<void> {
  const { body } = await loop.get(`${url}/example.com/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: '11111111-2222-3333-4444-555555555555',
      client_secret: 'bench',
      scope: 'https://graph.microsoft.com/.default',
      grant_type: 'client_credentials',
    }).toString(),
  });
  const headers = { authorization: `Bearer ${(body as { access_token: string }).access_token}` };
  const chain = async (first: string): Promise<void> => {
    let next: string | undefined = `${url}/v1.0/${first}`;
    while (next !== undefined) {
      const page = (await loop.get(next, { headers })).body as { readonly '@odata.nextLink'?: string };
      const link: string | undefined = page['@odata.nextLink'];
      next = link === undefined ? undefined : `${url}${new URL(link).pathname}${new URL(link).search}`;
    }
  };
  await Promise.all([
    chain('users/delta?$select=id,displayName,mail,userPrincipalName,accountEnabled,userType'),
    chain(
      'groups/delta?$select=id,displayName,securityEnabled,mailEnabled,groupTypes,onPremisesSyncEnabled,members',
    ),
  ]);
}
