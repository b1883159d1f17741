import { emailKey } from '../domain/directory';
import type { Page } from '../domain/page';
import type { AtlassianAccount } from '../domain/target';
import * as schema from './schema';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

/** Jira gives at most 1,000, and answers 409 when a page takes it more than ten seconds: then a smaller one is asked for. */
const largePage = 1_000;
const smallPage = 200;

/** Always Jira's: Confluence has no list of people. */
export interface Accounts {
  list(cursor: string | undefined): Promise<Page<AtlassianAccount>>;
  find(email: string): Promise<readonly AtlassianAccount[]>;
  /** People by the beginning of a name or address. */
  search(text: string, atMost: number): Promise<readonly AtlassianAccount[]>;
}

export function createAccounts(site: Site): Accounts {
  return {
    list: (cursor) => listAccounts(site, Number(cursor ?? 0)),
    find: (email) => findAccounts(site, email),
    search: async (text, atMost) => (await searched(site, text)).slice(0, atMost).map(accountOf),
  };
}

/**
 * `GET /users/search` tells no total and counts apps and customers, so only an empty page is the end. The cursor is the next start.
 */
async function listAccounts(site: Site, startAt: number): Promise<Page<AtlassianAccount>> {
  const users = await usersFrom(site, startAt);
  if (users.length === 0) return { items: [], done: true };
  return { items: users.filter(isPerson).map(accountOf), done: false, cursor: `${startAt + users.length}` };
}

async function usersFrom(site: Site, startAt: number): Promise<readonly schema.JiraUser[]> {
  const large = usersCall(startAt, largePage);
  const answer = await site.send(large);
  if (answer.status === 409) return site.read(usersCall(startAt, smallPage), schema.users);
  return parseAnswer(answer, large, { schema: schema.users, who: site.who });
}

function usersCall(startAt: number, maxResults: number): SiteRead {
  return {
    product: 'jira',
    path: siteUrl('/rest/api/3/users/search', { startAt, maxResults }),
    to: 'list people',
  };
}

/** The search matches beginnings of names and addresses, so its answer is compared again. */
async function findAccounts(site: Site, email: string): Promise<readonly AtlassianAccount[]> {
  const people = await searched(site, email);
  return people.filter((user) => emailKey(user.emailAddress ?? '') === emailKey(email)).map(accountOf);
}

async function searched(site: Site, text: string): Promise<readonly schema.JiraUser[]> {
  const path = siteUrl('/rest/api/3/user/search', { query: text.trim(), maxResults: 50 });
  const users = await site.read({ product: 'jira', path, to: 'find a person' }, schema.users);
  return users.filter(isPerson);
}

/** The others are `app` and `customer` (a help-desk portal's). An answer without the type is not taken for a person. */
export function isPerson(user: schema.JiraUser): boolean {
  return user.accountType === 'atlassian';
}

function accountOf(user: schema.JiraUser): AtlassianAccount {
  const email = (user.emailAddress ?? '').trim();
  return {
    accountId: user.accountId,
    displayName: user.displayName ?? user.accountId,
    ...(email === '' ? {} : { email }),
    active: user.active ?? true,
  };
}
