import { FailureError } from '../domain/failure';
import type { CallerSession } from '../domain/ports';
import type { TargetGroup } from '../domain/target';
import type { Fetch, HttpDeps } from '../http/request';
import { isSiteAdmin } from './access';
import { createAccounts } from './accounts';
import { pickGroupsWith } from './jira-picker';
import { createProtection } from './protection';
import * as schema from './schema';
import { createSite, siteUrl, type Site } from './site';

/** Asks Jira as the person who called the resolver. Jira is the app's required product, so this works from Confluence's page too. */
export function createCallerSession(deps: {
  readonly fetch: Fetch;
  readonly http: Omit<HttpDeps, 'fetch'>;
}): CallerSession {
  const site = createSite({
    fetch: { jira: deps.fetch, confluence: noConfluence },
    http: deps.http,
    who: 'Your account',
  });
  return {
    isAdministrator: () => falseWhenRefused(() => hasAdminister(site)),
    canManageGroups: () => falseWhenRefused(() => canManage(site)),
    me: () => readMe(site),
    findGroups: (text) => findGroups(site, text),
    findAccounts: (text) => createAccounts(site).search(text, mostFound),
    namesOf: (accountIds) => readNames(site, accountIds),
  };
}

/** Only `true` where Jira says so in so many words. */
async function hasAdminister(site: Site): Promise<boolean> {
  const path = siteUrl('/rest/api/3/mypermissions', { permissions: 'ADMINISTER' });
  const answer = await site.read({ product: 'jira', path, to: 'read your permissions' }, schema.permissions);
  return answer.permissions['ADMINISTER']?.havePermission === true;
}

async function canManage(site: Site): Promise<boolean> {
  const { accountId } = await readMe(site);
  return isSiteAdmin(site, { accountId, siteAdmins: await createProtection(site).siteAdmins() });
}

async function readMe(site: Site): Promise<{ readonly accountId: string; readonly displayName: string }> {
  const me = await site.read({ product: 'jira', path: '/rest/api/3/myself', to: 'sign in' }, schema.myself);
  return { accountId: me.accountId, displayName: me.displayName ?? me.accountId };
}

const mostFound = 20;

async function findGroups(site: Site, text: string): Promise<readonly TargetGroup[]> {
  return createProtection(site).mark(await pickGroupsWith(site, text, mostFound));
}

const namesPerCall = 100;
const mostNames = 1_000;

/** "Bulk get users" of Jira's REST API, version 3. */
async function readNames(site: Site, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(accountIds)].slice(0, mostNames);
  const names = new Map<string, string>();
  for (let from = 0; from < asked.length; from += namesPerCall) {
    const accountId = asked.slice(from, from + namesPerCall);
    const path = siteUrl('/rest/api/3/user/bulk', { accountId, maxResults: namesPerCall });
    const { values } = await site.read(
      { product: 'jira', path, to: 'read names of people' },
      schema.userPage,
    );
    for (const user of values)
      if (user.displayName !== undefined) names.set(user.accountId, user.displayName);
  }
  return names;
}

/** A doubt is a no. Only an outage is thrown on, so that a person is not told to lack a right when Jira is down; it lets nobody in. */
async function falseWhenRefused(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask();
  } catch (error) {
    const kind = error instanceof FailureError ? error.failure.kind : undefined;
    if (kind === 'unavailable' || kind === 'retry-later') throw error;
    return false;
  }
}

/** The session asks Jira only; Confluence's own lists are not needed to know who administers the site. */
async function noConfluence(): Promise<never> {
  throw new FailureError({
    kind: 'access-missing',
    message: "Confluence is not asked in a person's session.",
  });
}
