import { json, type Call, type Reply, type Route } from '../server/call';
import { askedTest } from './asked';
import type { Directory } from './directory';
import { refuse } from './errors';
import { eventBody, logGrammar } from './log-events';
import type { OktaEvent } from './org';
import { encodePosition, nextLink, positionOf, selfLink } from './pages';
import { momentOf } from './predicate';

/** `limit` goes from 0 to 1,000 and is 100 when absent (`listLogEvents`). */
const [usualLimit, maxLimit] = [100, 1000];
const weekMs = 7 * 86_400_000;
const maxKeywords = 10;
const maxKeywordLength = 40;

export function logRoutes(directory: Directory): readonly Route[] {
  return [{ method: 'GET', template: '/api/v1/logs', handler: (call) => listEvents(call, directory) }];
}

/**
 * A bounded read ends; a polling one (ascending, without `until`) always has a next link, which leads to what will have happened. The
 * cursor counts the events of the whole log, so that what comes late is behind it and not lost.
 */
function listEvents(call: Call, directory: Directory): Reply {
  const query = readQuery(call, directory);
  const { state, logLagMs, now, orgUrl } = directory;
  const visible = countUntil(state.events(), now() - logLagMs());
  const page = query.order === 'DESCENDING' ? newestFirst(query, visible) : oldestFirst(query, visible);
  const { events, end } = page(state.events());
  const isPolling = query.order === 'ASCENDING' && query.untilMs === undefined;
  const next = page(state.events(), end).events.length > 0 || isPolling;
  const { limit } = query;
  const after = encodePosition({ kind: 'after-count', count: end });
  return {
    ...json(
      200,
      events.map((event) => eventBody(event, state.orgId())),
    ),
    links: [selfLink(call, orgUrl, limit), ...(next ? [nextLink(call, orgUrl, { limit, after })] : [])],
  };
}

interface LogQuery {
  readonly limit: number;
  readonly order: 'ASCENDING' | 'DESCENDING';
  readonly untilMs: number | undefined;
  /** Where to go on, as a count of the whole log. */
  readonly from: number | undefined;
  readonly matches: (event: OktaEvent) => boolean;
}

/** One page, and how far into the log it went; `from` overrules where the query begins. */
type Reading = (
  all: readonly OktaEvent[],
  from?: number,
) => { readonly events: readonly OktaEvent[]; readonly end: number };

function oldestFirst({ limit, from: start = 0, matches }: LogQuery, visible: number): Reading {
  return (all, from = start) => {
    const events: OktaEvent[] = [];
    let at = from;
    for (; at < visible && events.length < limit; at += 1) {
      const event = all[at];
      if (event !== undefined && matches(event)) events.push(event);
    }
    return { events, end: at };
  };
}

function newestFirst({ limit, from: start, matches }: LogQuery, visible: number): Reading {
  return (all, from = start ?? visible) => {
    const events: OktaEvent[] = [];
    let at = from;
    for (; at > 0 && events.length < limit; at -= 1) {
      const event = all[at - 1];
      if (event !== undefined && matches(event)) events.push(event);
    }
    return { events, end: at };
  };
}

function readQuery(call: Call, directory: Directory): LogQuery {
  const order = call.query.get('sortOrder') ?? 'ASCENDING';
  if (order !== 'ASCENDING' && order !== 'DESCENDING') return invalid('sortOrder');
  const untilMs = momentIn(call, 'until');
  const sinceMs = momentIn(call, 'since') ?? (untilMs ?? directory.now()) - weekMs;
  const filter = askedTest(call, 'filter', logGrammar);
  const words = keywords(call);
  const position = positionOf(call);
  if (position?.kind === 'after-id') return refuse('E0000053');
  return {
    limit: Math.min(limitOf(call), directory.caps().logs),
    order,
    untilMs,
    from: position?.count,
    matches: (event) =>
      event.atMs >= sinceMs &&
      event.atMs < (untilMs ?? Infinity) &&
      (filter?.(event) ?? true) &&
      hasWords(event, words),
  };
}

function limitOf(call: Call): number {
  const text = call.query.get('limit');
  if (text === null || text === '') return usualLimit;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
  return value <= maxLimit ? value : invalid('limit');
}

function momentIn(call: Call, name: 'since' | 'until'): number | undefined {
  const text = call.query.get(name);
  if (text === null || text === '') return undefined;
  return momentOf(text) ?? invalid(name);
}

function keywords(call: Call): readonly string[] {
  const words = (call.query.get('q') ?? '')
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  const tooLong = words.some((word) => word.length > maxKeywordLength);
  return words.length > maxKeywords || tooLong ? invalid('q') : words;
}

function hasWords(event: OktaEvent, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = JSON.stringify(event).toLowerCase();
  return words.every((word) => text.includes(word));
}

function invalid(name: string): never {
  return refuse('E0000001', { about: name, causes: [`${name}: The value is not valid`] });
}

/** How many of the events, which are in order of time, happened until then. */
function countUntil(events: readonly OktaEvent[], atMs: number): number {
  let count = events.length;
  while (count > 0 && (events[count - 1]?.atMs ?? 0) > atMs) count -= 1;
  return count;
}
