import type { Journal } from '../journal';
import { declaredScopes, impersonationScopes, type Manifest } from '../manifest';
import { errorAnswer, jsonAnswer, notModelled, type WireAnswer, type WireRequest } from '../wire';
import { exchange } from './http-exchange';
import { findProductRoute, scopesCover, type ProductRoute } from './product-routes';

/** A call to Jira or Confluence: through `asApp`, `asUser`, or by the page's `requestJira`. */
export interface ProductCall {
  readonly product: 'jira' | 'confluence';
  readonly provider: 'app' | 'user' | 'none';
  /** The account that `asUser(accountId)` names. */
  readonly accountId?: string | undefined;
  /** The person in front of the page; absent in triggers and consumers. */
  readonly sessionAccountId?: string | undefined;
  readonly functionKey: string;
  readonly request: WireRequest;
}

export interface ProductDeps {
  readonly manifest: Manifest;
  readonly site: string;
  /** The developer's own Authorization header, for a real site. */
  readonly siteAuth?: string;
  /** Whose token `siteAuth` is. */
  readonly siteAccountId: () => Promise<string>;
  readonly journal: Journal;
}

/**
 * Checks what Forge checks (route, scopes, impersonation, group writes as the app) and forwards to the site. A simulator learns
 * who calls from `x-forge-principal: app`, `user <accountId>` or `none`; a real site knows only the owner of `siteAuth`, so
 * calls as anybody else are refused.
 */
export async function callProduct(call: ProductCall, deps: ProductDeps): Promise<WireAnswer> {
  const account = call.provider === 'user' ? (call.accountId ?? call.sessionAccountId) : undefined;
  const principal = call.provider === 'user' ? `user ${account ?? 'unknown'}` : call.provider;
  const answer =
    (await refuse({ ...call, principal, account }, deps)) ?? (await forward(call, principal, deps));
  deps.journal.record({
    api: call.product,
    method: call.request.method,
    route: pathOf(call.request),
    principal,
    functionKey: call.functionKey,
    status: answer.kind === 'response' ? answer.status : 0,
  });
  return answer;
}

interface Claim extends ProductCall {
  readonly principal: string;
  readonly account: string | undefined;
}

async function refuse(call: Claim, deps: ProductDeps): Promise<WireAnswer | undefined> {
  const name = `${call.request.method} ${pathOf(call.request)}`;
  const route = findProductRoute(call.product, call.request.method, pathOf(call.request));
  if (route === undefined) {
    deps.journal.refuse('not-modelled', `${call.product}: ${name}`);
    return notModelled(`${call.product} ${name}`);
  }
  if (!scopesCover(route, declaredScopes(deps.manifest))) {
    deps.journal.refuse('scope', `${name} needs ${scopesInWords(route)}`);
    return jsonAnswer(401, { code: 401, message: 'Unauthorized; scope does not match' });
  }
  return refusePrincipal(call, { route, name }, deps);
}

async function refusePrincipal(
  call: Claim,
  { route, name }: { route: ProductRoute; name: string },
  deps: ProductDeps,
): Promise<WireAnswer | undefined> {
  if (call.provider === 'user' && !mayActAs(call, route, deps.manifest)) {
    deps.journal.refuse('impersonation', `${name} as ${call.principal} in "${call.functionKey}"`);
    // What scheduled triggers get without offline impersonation; @forge/api makes a ProxyRequestError of it.
    return jsonAnswer(
      401,
      { message: 'AUTH_TYPE_UNAVAILABLE' },
      { 'forge-proxy-error': 'AUTH_TYPE_UNAVAILABLE' },
    );
  }
  if (call.provider !== 'user' && route.writesGroups) {
    deps.journal.refuse('app-writes-groups', `${name} as ${call.principal}`);
    return appWritesGroups();
  }
  if (deps.siteAuth === undefined || call.provider !== 'user') return undefined;
  const owner = await deps.siteAccountId();
  if (owner === call.account) return undefined;
  deps.journal.refuse('not-modelled', `${name} as ${call.account} with the token of ${owner}`);
  return notModelled(`acting as ${call.account} on a real site: the token belongs to ${owner}`);
}

/** In their own session a person needs no impersonation; everybody else needs `allowImpersonation` on scopes that cover the call. */
function mayActAs(call: Claim, route: ProductRoute, manifest: Manifest): boolean {
  if (call.account === undefined) return false;
  if (call.account === call.sessionAccountId) return true;
  return scopesCover(route, impersonationScopes(manifest));
}

/** Body as reported at community.developer.atlassian.com/t/92540. */
function appWritesGroups(): WireAnswer {
  const reason = '{"key":"forbidden","context":{"message":"user does not have the relevant permissions"}}';
  return jsonAnswer(403, {
    errorMessages: [`com.atlassian.idp.client.exceptions.AuthorizationException: ${reason}`],
    errors: {},
  });
}

async function forward(call: ProductCall, principal: string, deps: ProductDeps): Promise<WireAnswer> {
  const site = deps.site.replace(/\/+$/, '');
  const identity: Record<string, string> =
    deps.siteAuth === undefined ? { 'x-forge-principal': principal } : { authorization: deps.siteAuth };
  return exchange({
    url: `${site}${call.request.path}`,
    request: call.request,
    extraHeaders: identity,
    resolve: (url) => {
      if (new URL(url).origin === new URL(site).origin) return { kind: 'send', url };
      deps.journal.refuse('egress', `the site redirects to ${new URL(url).host}`);
      const message = `The site redirects to ${new URL(url).host}, which counts as egress.`;
      return { kind: 'refuse', answer: errorAnswer('REQUEST_EGRESS_ALLOWLIST_ERR', message, 403) };
    },
  });
}

function pathOf(request: WireRequest): string {
  return new URL(request.path, 'https://site.invalid').pathname;
}

function scopesInWords(route: ProductRoute): string {
  if (route.scopes.length === 0) return 'basic authentication: no scope reaches it';
  return route.scopes.map((alternative) => alternative.join(' + ')).join(' or ');
}
