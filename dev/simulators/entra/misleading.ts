import * as z from 'zod';
import { textOf, type Call, type Reply } from '../server/call';
import type { FaultEffect } from '../server/faults';
import { tokenExpired } from './access';
import { graphError } from './errors';
import type { Gate } from './gate';
import { decodeToken, encodeToken } from './query';
import { tooManyRequests } from './throttle';

const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['Request_BadRequest', 'The request is invalid.'],
  401: ['InvalidAuthenticationToken', tokenExpired],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  410: ['resyncRequired', 'Resync required.'],
  503: ['serviceNotAvailable', 'The service is temporarily unavailable for maintenance or is overloaded.'],
  504: ['UnknownError', 'The gateway did not receive a response from the service in time.'],
};

export function failure(effect: Extract<FaultEffect, { kind: 'status' }>, call: Call, gate: Gate): Reply {
  const { status, retryAfterSeconds: seconds, reason } = effect;
  if (status === 429) {
    const error = tooManyRequests({ clientId: clientOf(call, gate), tenantId: gate.tenantId(), seconds });
    return graphError(error, call);
  }
  const [code, message] = errors[status] ?? ['UnknownError', 'An internal server error occurred.'];
  const headers: Readonly<Record<string, string>> =
    seconds === undefined ? {} : { 'Retry-After': String(seconds) };
  return graphError({ status, code: reason ?? code, message, headers }, call);
}

function clientOf(call: Call, gate: Gate): string {
  try {
    return gate.accessOf(call).clientId;
  } catch {
    return '00000000-0000-0000-0000-000000000000';
  }
}

/** A count that lies, or a next link that leads to this page again. */
export function tamper(
  effect: Extract<FaultEffect, { kind: 'total-count' | 'cursor-loop' }>,
  reply: Reply,
  call: Call,
): Reply {
  return changed(reply, (body) => {
    if (effect.kind === 'total-count') {
      const count = body['@odata.count'];
      return typeof count === 'number' ? { ...body, '@odata.count': count + effect.add } : body;
    }
    if (body['@odata.nextLink'] === undefined) return body;
    return { ...body, '@odata.nextLink': `${call.origin}${call.path}?${call.query.toString()}` };
  });
}

/** A next link to another host, or one whose page begins with the last item of this one. */
export function misdirect(
  effect: Extract<FaultEffect, { kind: 'repeat-item' | 'foreign-next' }>,
  reply: Reply,
): Reply {
  return changed(reply, (body) => {
    const link = body['@odata.nextLink'];
    if (typeof link !== 'string') return body;
    const other =
      effect.kind === 'foreign-next'
        ? link.replace(new URL(link).origin, 'https://graph.elsewhere.example')
        : oneBack(link);
    return { ...body, '@odata.nextLink': other };
  });
}

const listToken = z.looseObject({ at: z.int() });
const deltaToken = z.looseObject({ at: z.looseObject({ position: z.int(), member: z.int() }) });

function oneBack(link: string): string {
  const url = new URL(link);
  const read = decodeToken(url.searchParams.get('$skiptoken') ?? '');
  const [list, delta] = [listToken.safeParse(read), deltaToken.safeParse(read)];
  if (list.success) url.searchParams.set('$skiptoken', encodeToken({ ...list.data, at: list.data.at - 1 }));
  if (delta.success) {
    const { position, member } = delta.data.at;
    const at = member > 0 ? { position, member: member - 1 } : { position: position - 1, member };
    url.searchParams.set('$skiptoken', encodeToken({ ...delta.data, at }));
  }
  return url.href;
}

type Body = Readonly<Record<string, unknown>>;

function changed(reply: Reply, change: (body: Body) => Body): Reply {
  if (!(reply.headers['content-type'] ?? '').includes('json')) return reply;
  const body: unknown = JSON.parse(textOf(reply));
  if (typeof body !== 'object' || body === null) return reply;
  return { ...reply, body: JSON.stringify(change({ ...body })) };
}
