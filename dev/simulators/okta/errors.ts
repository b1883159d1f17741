import { json, ReplyError, type Reply } from '../server/call';

/** Statuses and words of developer.okta.com, "Okta error codes and descriptions". */
const known = {
  E0000001: [400, 'Api validation failed'],
  E0000004: [401, 'Authentication failed'],
  E0000006: [403, 'You do not have permission to perform the requested action'],
  E0000007: [404, 'Not found'],
  E0000009: [500, 'Internal Server Error'],
  E0000011: [401, 'Invalid token provided'],
  E0000022: [405, 'The endpoint does not support the provided HTTP method'],
  E0000031: [400, 'Invalid search criteria.'],
  E0000047: [429, 'API call exceeded rate limit due to too many requests.'],
  E0000053: [400, 'Invalid paging request'],
  E0000143: [503, 'The operation timed out.'],
} as const;
export type ErrorCode = keyof typeof known;

/** `about` follows the summary after a colon; `causes` are the sentences under `errorCauses`. */
export function oktaError(
  code: ErrorCode,
  words: { about?: string; causes?: readonly string[] } = {},
): Reply {
  const [status, summary] = known[code];
  return json(status, {
    errorCode: code,
    errorSummary: words.about === undefined ? summary : `${summary}: ${words.about}`,
    errorLink: code,
    errorId: `oae${nextNumber()}`,
    errorCauses: (words.causes ?? []).map((errorSummary) => ({ errorSummary })),
  });
}

/** Ends the call with an error. */
export function refuse(code: ErrorCode, words: { about?: string; causes?: readonly string[] } = {}): never {
  throw new ReplyError(oktaError(code, words));
}

export function missing(id: string, noun: 'User' | 'UserGroup'): never {
  return refuse('E0000007', { about: `Resource not found: ${id} (${noun})` });
}

/** The error of a status that was asked for; what Okta has no code for comes as the one for the status's hundred. */
export function errorForStatus(status: number): Reply {
  const code = byStatus[status] ?? (status >= 500 ? 'E0000009' : 'E0000001');
  return { ...oktaError(code), status };
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'E0000011',
  403: 'E0000006',
  404: 'E0000007',
  405: 'E0000022',
  429: 'E0000047',
  503: 'E0000143',
};

/** An error of the token endpoint (RFC 6749, section 5.2). */
export function oauthError(
  status: 400 | 401,
  error: string,
  words: { description: string; headers?: Readonly<Record<string, string>> },
): Reply {
  return json(status, { error, error_description: words.description }, words.headers ?? {});
}

let answered = 0;

/** For ids that tell answers apart. */
export function nextNumber(): string {
  answered += 1;
  return String(answered).padStart(18, '0');
}
