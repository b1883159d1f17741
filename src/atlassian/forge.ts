import api, { assumeTrustedRoute, type RequestProductMethods } from '@forge/api';
import type { Fetch } from '../http/request';
import type { SiteFetch } from './site';

type ProductRequest = RequestProductMethods['requestJira'];

/**
 * The site as the sync account, in an invocation without a person (offline user impersonation; the manifest's scopes carry
 * `allowImpersonation`). The two products are asked with paths such as `/rest/api/3/myself` and `/wiki/rest/api/group`.
 */
export function siteFetch(accountId: string): SiteFetch {
  const user = api.asUser(accountId);
  return { jira: productFetch(user.requestJira), confluence: productFetch(user.requestConfluence) };
}

/** Jira as the person who called the resolver. */
export function callerFetch(): Fetch {
  return productFetch(api.asUser().requestJira);
}

/** Jira as the app itself, which projects let in or keep out like a person. */
export function appFetch(): Fetch {
  return productFetch(api.asApp().requestJira);
}

/** The route may be trusted: every part of it that is not a literal was encoded by `siteUrl`. */
function productFetch(send: ProductRequest): Fetch {
  return async (path, init) => {
    const answer = await send(assumeTrustedRoute(path), init);
    const headers = new Headers();
    answer.headers.forEach((value, name) => headers.append(name, value));
    return { status: answer.status, headers, text: () => answer.text() };
  };
}
