import { FailureError, failureOf } from '../domain/failure';
import type { AccessCheck, TargetSettings } from '../domain/target';
import { isPerson } from './accounts';
import { readConfluenceList } from './confluence-page';
import type { DefaultGroups, Protection } from './protection';
import * as schema from './schema';
import { siteUrl, type Site } from './site';

export interface AccessDeps {
  readonly site: Site;
  readonly settings: TargetSettings;
  readonly protection: Protection;
}

interface Check {
  readonly name: string;
  /** Gives the sentence of success; throws a FailureError with the sentence of what is missing. */
  readonly try: () => Promise<string>;
}

/** Tries what a run needs, with reads only. Never throws: a refusal is a failed check with its sentence. */
export async function checkAccess(deps: AccessDeps): Promise<readonly AccessCheck[]> {
  const signIn = await attempt({ name: 'Sign in as the sync account', try: () => trySignIn(deps) });
  const others: readonly Check[] = [
    { name: 'Browse users and groups', try: () => tryBrowse(deps) },
    { name: 'See e-mail addresses', try: () => tryEmails(deps) },
    { name: 'Manage groups', try: () => tryManage(deps) },
    ...(deps.settings.api === 'confluence' ? [{ name: 'Confluence', try: () => tryConfluence(deps) }] : []),
  ];
  if (signIn.result !== 'ok') return [signIn, ...others.map(notTried)];
  const checks: AccessCheck[] = [signIn];
  for (const other of others) checks.push(await attempt(other));
  return [...checks, await describeDefaults(deps.protection)];
}

function describeDefaults(protection: Protection): Promise<AccessCheck> {
  return attempt({
    name: 'Know the default groups',
    try: async () => defaultsInWords(await protection.defaults()),
  });
}

function defaultsInWords({ known, ids, names }: DefaultGroups): string {
  const count = ids.size + names.size;
  if (known === 'told') return `${count} default groups are known and never changed.`;
  return `Jira does not tell the app which groups are default groups. ${count} groups that give the use of a product and are named as Atlassian names its default groups (such as jira-users) are taken for them and never changed.`;
}

async function attempt(check: Check): Promise<AccessCheck> {
  try {
    return { name: check.name, result: 'ok', message: await check.try() };
  } catch (error) {
    return { name: check.name, result: 'failed', message: failureOf(error).message };
  }
}

function notTried(check: Check): AccessCheck {
  return { name: check.name, result: 'not-tried', message: 'Not tried, because signing in failed.' };
}

function missing(message: string): FailureError {
  return new FailureError({ kind: 'access-missing', message });
}

async function trySignIn({ site, settings }: AccessDeps): Promise<string> {
  const me = await site.read({ product: 'jira', path: '/rest/api/3/myself', to: 'sign in' }, schema.myself);
  if (me.accountId !== settings.syncAccountId) {
    throw missing(`Jira answered as another account (${me.accountId}). Choose the sync account again.`);
  }
  if (me.active === false)
    throw missing(`${site.who} is deactivated: make another administrator's account the sync account.`);
  return `The app can act as the sync account (${me.accountId}).`;
}

async function tryBrowse({ site }: AccessDeps): Promise<string> {
  const people = await firstPeople(site);
  const groups = await site.read(
    {
      product: 'jira',
      path: siteUrl('/rest/api/3/groups/picker', { query: '', maxResults: 1 }),
      to: 'browse groups',
    },
    schema.foundGroups,
  );
  if (people.length === 0 || groups.groups.length === 0) {
    throw missing(
      'Jira shows no people or no groups to the sync account. Give it the global permission "Browse users and groups" in Jira.',
    );
  }
  return 'People and groups can be read.';
}

/** Says what a hidden address means: matching is by e-mail, and Jira shows an address only if its owner's profile does. */
async function tryEmails({ site }: AccessDeps): Promise<string> {
  const people = (await firstPeople(site)).filter((user) => isPerson(user) && user.active !== false);
  const visible = people.filter((user) => (user.emailAddress ?? '') !== '').length;
  const seen = `${visible} of the first ${people.length} people show their e-mail address to the sync account`;
  if (visible === people.length) return `${seen}.`;
  const remedy =
    'People who hide it cannot be matched and are listed as unmatched: verify your domain with Atlassian so that administrators see managed accounts, or ask them to show the address in their Atlassian profile.';
  if (visible === 0) throw missing(`${seen}. ${remedy}`);
  return `${seen}. ${remedy}`;
}

async function tryManage({ site, settings, protection }: AccessDeps): Promise<string> {
  if (
    !(await isSiteAdmin(site, {
      accountId: settings.syncAccountId,
      siteAdmins: await protection.siteAdmins(),
    }))
  ) {
    throw missing(
      `${site.who} is in no group with site administration, and only site administrators may change groups. Add it to one, or make a site administrator's account the sync account.`,
    );
  }
  return `The sync account is a site administrator. ${await administratorsInWords(protection)}`;
}

async function administratorsInWords(protection: Protection): Promise<string> {
  const count = (await protection.administrators()).size;
  if (await protection.jiraTells()) return `${count} groups that grant administration are never changed.`;
  return `Jira no longer lists the groups that grant administration. ${count} are known from Confluence, others by the label that Jira's group search gives them; all of them are never changed.`;
}

/** `/user/current` would need one more scope; the list of groups shows just as well that the account is let in. */
async function tryConfluence({ site }: AccessDeps): Promise<string> {
  const path = siteUrl('/wiki/rest/api/group', { start: 0, limit: 1 });
  const call = { product: 'confluence', path, to: 'list groups' } as const;
  const groups = await readConfluenceList(site, call, schema.confluenceGroups);
  if (groups.results.length === 0)
    throw missing('Confluence shows no groups to the sync account. Give it access to Confluence.');
  return 'The sync account can read groups in Confluence.';
}

async function firstPeople(site: Site): Promise<readonly schema.JiraUser[]> {
  const path = siteUrl('/rest/api/3/users/search', { startAt: 0, maxResults: 100 });
  return site.read({ product: 'jira', path, to: 'browse people' }, schema.users);
}

/** Whether the account is in one of the groups with site administration, the only ones whose people may change groups. */
export async function isSiteAdmin(
  site: Site,
  who: { readonly accountId: string; readonly siteAdmins: ReadonlySet<string> },
): Promise<boolean> {
  const path = siteUrl('/rest/api/3/user/groups', { accountId: who.accountId });
  const groups = await site.read(
    { product: 'jira', path, to: "read an account's groups" },
    schema.groupsOfUser,
  );
  return groups.some((group) => who.siteAdmins.has(group.groupId));
}
