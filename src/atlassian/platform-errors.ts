import { FailureError } from '../domain/failure';
import type { Fetch } from '../http/request';

/**
 * `@forge/api` throws, instead of answering, when the platform's proxy refuses a call: `NeedsAuthenticationError` when the
 * person has not consented or the account is gone, `ProxyRequestError` with a code otherwise (`out/api/errors.js` of version 8.3).
 * What no retry can change becomes `access-missing` here, so that the http client does not take it for a network error.
 */
export function explainPlatformErrors(
  fetch: Fetch,
  subject: { readonly product: string; readonly who: string },
): Fetch {
  return async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      const message = isSignInRefusal(error) ? signInRefused(subject) : undefined;
      if (message === undefined) throw error;
      throw new FailureError({ kind: 'access-missing', message }, { cause: error });
    }
  };
}

const permanentCodes = /AUTH_TYPE_UNAVAILABLE|NEEDS_AUTHENTICATION|PERMISSION|SCOPE|IMPERSONATION/;

function isSignInRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'NEEDS_AUTHENTICATION_ERR') return true;
  if (error.name !== 'PROXY_ERR') return false;
  const status = 'status' in error ? error.status : undefined;
  const code = 'errorCode' in error ? String(error.errorCode) : '';
  return [401, 403, 404].includes(Number(status)) || permanentCodes.test(code);
}

function signInRefused({ product, who }: { readonly product: string; readonly who: string }): string {
  return `${who} cannot be used any more: the platform did not let the app act as it in ${product}. Connect ${product} to the app if it is not, or make another administrator's account the sync account.`;
}
