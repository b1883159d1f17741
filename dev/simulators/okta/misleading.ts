import { textOf, type Call, type Reply } from '../server/call';
import type { FaultEffect } from '../server/faults';
import * as z from 'zod';
import type { Directory } from './directory';
import { decodePosition, encodePosition, positionOf, type Position } from './pages';

interface Asked {
  readonly call: Call;
  readonly orgUrl: string;
}

/** `cursor-loop`: the next link is for this page. Okta announces no totals, so that there is none to falsify. */
export function tamper(
  effect: Extract<FaultEffect, { kind: 'total-count' | 'cursor-loop' }>,
  reply: Reply,
  { call, orgUrl }: Asked,
): Reply {
  if (effect.kind === 'total-count') return reply;
  return withNext(reply, () => new URL(`${orgUrl}${call.path}?${call.query.toString()}`));
}

/** `foreign-next`: the next link names another host. `repeat-item`: the next page begins with the last item of this one. */
export function misdirect(
  effect: Extract<FaultEffect, { kind: 'repeat-item' | 'foreign-next' }>,
  reply: Reply,
): Reply {
  if (effect.kind === 'foreign-next')
    return withNext(reply, (url) => new URL(`https://attacker.example${url.pathname}${url.search}`));
  return withNext(reply, (url) => {
    const position = decodePosition(url.searchParams.get('after') ?? '');
    const earlier = position === undefined ? undefined : oneEarlier(position, reply);
    if (earlier !== undefined) url.searchParams.set('after', encodePosition(earlier));
    return url;
  });
}

const listed = z.array(z.object({ id: z.string() }));

/** A page of one item has no item before its last, and stays as it is. */
function oneEarlier(position: Position, reply: Reply): Position | undefined {
  if (position.kind === 'after-count') return { kind: 'after-count', count: position.count - 1 };
  const id = listed.parse(JSON.parse(textOf(reply))).at(-2)?.id;
  return id === undefined ? undefined : { kind: 'after-id', id };
}

function withNext(reply: Reply, change: (url: URL) => URL): Reply {
  const links = reply.links?.map((link) => {
    const target = /^<(.*)>; rel="next"$/.exec(link)?.[1];
    return target === undefined ? link : `<${change(new URL(target)).href}>; rel="next"`;
  });
  return links === undefined ? reply : { ...reply, links };
}

/** The page that a call asks for, from 1; undefined where it does not say so legibly. */
export function pageNumber(call: Call, directory: Directory): number | undefined {
  try {
    const position = positionOf(call);
    if (position === undefined) return 1;
    const limit = Number(call.query.get('limit'));
    const before =
      position.kind === 'after-count' ? position.count : idsOf(call, directory).indexOf(position.id) + 1;
    return limit > 0 ? Math.ceil(before / limit) + 1 : undefined;
  } catch {
    return undefined;
  }
}

function idsOf(call: Call, { state }: Directory): readonly string[] {
  if (call.template === '/api/v1/groups/{id}/users') return state.memberIds(call.params['id'] ?? '');
  if (call.template === '/api/v1/groups') return state.groupIds();
  return call.query.has('search') || call.query.has('filter') ? state.userIds() : state.liveUserIds();
}
