import { createHash } from 'node:crypto';
import { json, ReplyError, type Call, type Reply } from '../server/call';

/** Graph's error envelope. learn.microsoft.com/graph/errors; the codes of directory objects are older and have underscores. */
export interface GraphError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function graphError(error: GraphError, call: Call): Reply {
  const requestId = requestIdOf(call);
  const clientId = call.headers['client-request-id'];
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': typeof clientId === 'string' ? clientId : requestId,
  };
  return json(
    error.status,
    { error: { code: error.code, message: error.message, innerError } },
    { 'request-id': requestId, ...error.headers },
  );
}

export function refuse(call: Call, error: GraphError): never {
  throw new ReplyError(graphError(error, call));
}

export function badRequest(call: Call, message: string): never {
  return refuse(call, { status: 400, code: 'BadRequest', message });
}

export function unsupportedQuery(call: Call, message: string): never {
  return refuse(call, { status: 400, code: 'Request_UnsupportedQuery', message });
}

export function notFound(call: Call, id: string): never {
  return refuse(call, {
    status: 404,
    code: 'Request_ResourceNotFound',
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  });
}

export function requestDenied(call: Call): never {
  return refuse(call, {
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  });
}

/** A path that Graph does not know. */
export function noSuchSegment(call: Call): Reply {
  const segment = call.path.split('/').at(2) ?? '';
  return graphError(
    { status: 400, code: 'BadRequest', message: `Resource not found for the segment '${segment}'.` },
    call,
  );
}

let asked = 0;

/** Looks like a GUID and is another one for every call. */
export function requestIdOf(call: Call): string {
  asked += 1;
  const hex = createHash('sha256').update(`${call.path} ${asked}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
