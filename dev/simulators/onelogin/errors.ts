import { json, ReplyError, type Call, type Reply } from '../server/call';

const names: Readonly<Record<number, readonly [v1: string, v2: string]>> = {
  400: ['bad request', 'BadRequestError'],
  401: ['Unauthorized', 'UnauthorizedError'],
  403: ['Forbidden', 'ForbiddenError'],
  404: ['not found', 'NotFoundError'],
  422: ['UnprocessableEntityError', 'UnprocessableEntityError'],
  429: ['too many requests', 'TooManyRequestsError'],
};

/** Version 1 and the token calls: the status is an envelope. developers.onelogin.com, "Status codes" of each call. */
export function v1Error(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const type = names[status]?.[0] ?? 'internal server error';
  return json(status, { status: { error: true, code: status, type, message } }, headers);
}

/** Version 2: `statusCode`, `name`, `message` side by side. */
function v2Error(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return json(
    status,
    { statusCode: status, name: names[status]?.[1] ?? 'InternalServerError', message },
    headers,
  );
}

export function errorFor(call: Call, status: number, message: string): Reply {
  return isVersion2(call) ? v2Error(status, message) : v1Error(status, message);
}

export function isVersion2(call: Call): boolean {
  return call.path.startsWith('/api/2/');
}

/** Ends the call with the version's error. */
export function refuse(call: Call, status: number, message: string): never {
  throw new ReplyError(errorFor(call, status, message));
}

export const notFoundText =
  "The resource can't be found or the server has not found anything matching the Request-URI";

export function noSuchRoute(call: Call): Reply {
  return errorFor(call, 404, isVersion2(call) ? notFoundText : 'No Route Exists');
}
