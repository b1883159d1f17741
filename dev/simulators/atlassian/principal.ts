import type { Call } from '../server/call';
import type { Account } from './site';
import type { SiteState } from './site-state';

/** Who a call is made as. The host sets `x-forge-principal`; without it (curl) it is the site's first administrator. */
export type Principal = { readonly kind: 'app' } | { readonly kind: 'person'; readonly account: Account };

/** Undefined when nobody can sign in like that: the account is unknown or inactive. */
export function principalOf(call: Call, state: SiteState): Principal | undefined {
  const header = call.headers['x-forge-principal'];
  if (header === 'app') return { kind: 'app' };
  const accountId = typeof header === 'string' ? /^user (\S+)$/.exec(header)?.[1] : undefined;
  const account = header === undefined ? state.siteAdmins()[0] : state.account(accountId ?? '');
  return account?.active === true ? { kind: 'person', account } : undefined;
}

/** Apps have the global permission "Browse users and groups"; people have it through any group that grants access. */
export function mayBrowseUsers(principal: Principal, state: SiteState): boolean {
  return (
    principal.kind === 'app' || state.isInAccess(principal.account.accountId, ['site-admin', 'admin', 'user'])
  );
}

/** "Administer Jira" and its equal in Confluence. */
export function mayAdminister(principal: Principal, state: SiteState): boolean {
  return (
    principal.kind === 'person' && state.isInAccess(principal.account.accountId, ['site-admin', 'admin'])
  );
}

/** Group writes need site administration, which an app never has (community.developer.atlassian.com/t/92540, 2025). */
export function mayWriteGroups(principal: Principal, state: SiteState): boolean {
  return principal.kind === 'person' && state.isInAccess(principal.account.accountId, ['site-admin']);
}

export const forbiddenByDirectory =
  'com.atlassian.idp.client.exceptions.AuthorizationException: ' +
  '{"key":"forbidden","context":{"message":"user does not have the relevant permissions"}}';
