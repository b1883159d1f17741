import { ReplyError, type Call, type Reply, type Route } from '../server/call';
import { requireRole } from './access';
import type { Collection } from './change-log';
import { deltaPage, type Round } from './delta-page';
import { staleReply, type DeltaTokens } from './delta-tokens';
import type { DeltaToken, DeltaWish } from './delta-token';
import { deltaWish } from './delta-wish';
import type { GraphContext } from './graph-context';
import { groupEntity, userEntity } from './properties';
import { optionsOf, type Options } from './query';
import { badRequest } from './errors';
import { collectionText } from './wire';

interface DeltaParts extends GraphContext {
  readonly tokens: DeltaTokens;
  /** How long a change is kept from delta. */
  readonly lagMs: () => number;
  /** Whether an object that changed twice is told twice. */
  readonly repeatsChanges: boolean;
}

/** `delta` of users and groups, under all the names that it has. */
export function deltaRoutes(parts: DeltaParts): readonly Route[] {
  const collections: readonly Collection[] = ['users', 'groups'];
  const names = ['delta', 'delta()', 'microsoft.graph.delta', 'microsoft.graph.delta()'];
  return collections.flatMap((collection) =>
    names.map((name) => ({
      method: 'GET' as const,
      template: `/v1.0/${collection}/${name}`,
      handler: (call: Call): Reply => answer(call, collection, parts),
    })),
  );
}

function answer(call: Call, collection: Collection, parts: DeltaParts): Reply {
  requireRole(call, parts.accessOf(call), collection);
  const options = optionsOf(call);
  const visible = parts.tables()[collection].log.lastAt(parts.now() - parts.lagMs());
  const text = tokenText(options);
  if (text === 'latest') return latest(call, { collection, options, visible }, parts);
  const token = text === undefined ? undefined : usable(call, { text, collection }, parts);
  const round =
    token === undefined ? firstRound(call, { collection, options, visible }, parts) : goOn(token, visible);
  return pageReply(call, round, { parts, visible });
}

interface Asked {
  readonly collection: Collection;
  readonly options: Options;
  readonly visible: number;
}

/** An empty `$deltatoken`, as in the `Location` of a 410, begins anew. */
function tokenText(options: Options): string | undefined {
  const text = options.get('$skiptoken') ?? options.get('$deltatoken');
  return text === '' ? undefined : text;
}

function firstRound(call: Call, { collection, options, visible }: Asked, parts: DeltaParts): DeltaToken {
  const wish = deltaWish(call, options, collection);
  return parts.tokens.make({ collection, wish, upTo: visible, at: { position: 0, member: 0 } });
}

/** A delta link begins a round that ends with what can be seen now; a next link goes on in its own. */
function goOn(token: DeltaToken, visible: number): DeltaToken {
  if (token.at !== undefined) return token;
  return { ...token, since: token.upTo, upTo: visible, at: { position: 0, member: 0 } };
}

function usable(
  call: Call,
  asked: { text: string; collection: Collection },
  { tokens, baseOf }: DeltaParts,
): DeltaToken {
  const read = tokens.read(asked.text, asked.collection);
  if (read.kind === 'good') return read.token;
  if (read.kind === 'malformed') return badRequest(call, 'Badly formed content.');
  throw new ReplyError(staleReply(call, { how: read.how, base: baseOf(call), select: read.select }));
}

function latest(call: Call, { collection, options, visible }: Asked, parts: DeltaParts): Reply {
  const wish = deltaWish(call, options, collection);
  const token = parts.tokens.write(parts.tokens.make({ collection, wish, upTo: visible }));
  return collectionText(annotations(call, { collection, wish, link: 'deltaLink', token }, parts), []);
}

function pageReply(
  call: Call,
  token: DeltaToken,
  { parts, visible }: { readonly parts: DeltaParts; readonly visible: number },
): Reply {
  const { collection, wish } = token;
  const page = deltaPage(roundOf(call, token, { parts, visible }), token.at ?? { position: 0, member: 0 });
  const { at: _, page: number = 1, ...rest } = token;
  const following = page.next === undefined ? rest : { ...rest, at: page.next, page: number + 1 };
  const link = page.next === undefined ? 'deltaLink' : 'nextLink';
  const written = parts.tokens.write(parts.tokens.renew(following));
  return collectionText(annotations(call, { collection, wish, link, token: written }, parts), page.items);
}

/** A first round shows each page as it is when it is asked for, and what changed meanwhile comes again with the delta link. */
function roundOf(
  call: Call,
  token: DeltaToken,
  { parts, visible }: { readonly parts: DeltaParts; readonly visible: number },
): Round {
  const { collection, since, wish } = token;
  const entity = collection === 'users' ? userEntity : groupEntity;
  const sizes = parts.sizes();
  return {
    tables: parts.tables(),
    collection,
    ids: idsOf(token, parts),
    telling: {
      entity,
      usual: entity.defaults,
      wish,
      since,
      shown: since === undefined ? visible : token.upTo,
      isMinimal: since !== undefined && /\breturn=minimal\b/i.test(String(call.headers['prefer'] ?? '')),
    },
    limits: { objects: sizes.delta, members: sizes.membersPerDeltaPage },
  };
}

function idsOf({ collection, since, upTo, wish }: DeltaToken, parts: DeltaParts): readonly string[] {
  const { order, log } = parts.tables()[collection];
  const ids = since === undefined ? order : changedIds(log.between(since, upTo), parts);
  if (wish.ids === undefined) return ids;
  const wanted = new Set(wish.ids);
  return ids.filter((id) => wanted.has(id));
}

function changedIds(
  changes: readonly { readonly id: string }[],
  { repeatsChanges }: Pick<DeltaParts, 'repeatsChanges'>,
): readonly string[] {
  const ids = changes.map(({ id }) => id);
  return repeatsChanges ? ids : [...new Set(ids)];
}

interface Linking {
  readonly collection: Collection;
  readonly wish: DeltaWish;
  readonly link: 'nextLink' | 'deltaLink';
  readonly token: string;
}

function annotations(call: Call, { collection, wish, link, token }: Linking, parts: DeltaParts) {
  const base = parts.baseOf(call);
  const names = [...(wish.select ?? []), ...(wish.members && wish.select !== undefined ? ['members'] : [])];
  const selected = names.length === 0 ? '' : `(${names.join(',')})`;
  const option = link === 'nextLink' ? '$skiptoken' : '$deltatoken';
  return {
    '@odata.context': `${base}/v1.0/$metadata#${collection}${selected}`,
    [`@odata.${link}`]: `${base}/v1.0/${collection}/delta?${option}=${token}`,
  };
}
