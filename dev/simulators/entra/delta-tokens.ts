import type { Call, Reply } from '../server/call';
import type { Collection } from './change-log';
import { readDeltaToken, writeDeltaToken, type DeltaToken } from './delta-token';
import { graphError } from './errors';

/**
 * How an ended token is answered. `gone`: 410 with `Location`, a reset of synchronisation. `sync-state-not-found`: the
 * documentation's answer to a token of more than seven days. `too-old`: what clients report of `users/delta` instead.
 */
export type StaleAnswer = 'gone' | 'sync-state-not-found' | 'too-old';

export type ReadToken =
  | { readonly kind: 'good'; readonly token: DeltaToken }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'stale'; readonly how: StaleAnswer; readonly select: readonly string[] | undefined };

export interface DeltaTokens {
  make(fields: Omit<DeltaToken, 'generation' | 'serial' | 'issuedAtMs'>): DeltaToken;
  /** The same with the present time: each answer's link lives for seven days. */
  renew(token: DeltaToken): DeltaToken;
  write(token: DeltaToken): string;
  read(text: string, collection: Collection): ReadToken;
  /** Ends every token that was issued so far. */
  expire(how: StaleAnswer): void;
  reset(): void;
}

/** learn.microsoft.com/graph/delta-query-overview, "Token duration": directory objects. */
const lifeMs = 7 * 86_400_000;

export function createDeltaTokens(parts: {
  readonly now: () => number;
  readonly generation: () => number;
}): DeltaTokens {
  let serial = 0;
  let ended: { readonly upTo: number; readonly how: StaleAnswer } | undefined;
  const stamp = (): Pick<DeltaToken, 'generation' | 'serial' | 'issuedAtMs'> => {
    serial += 1;
    return { generation: parts.generation(), serial, issuedAtMs: parts.now() };
  };
  function staleness(token: DeltaToken): StaleAnswer | undefined {
    if (token.generation !== parts.generation()) return 'gone';
    if (ended !== undefined && token.serial <= ended.upTo) return ended.how;
    return parts.now() - token.issuedAtMs > lifeMs ? 'sync-state-not-found' : undefined;
  }
  return {
    make: (fields) => ({ ...fields, ...stamp() }),
    renew: (token) => ({ ...token, ...stamp() }),
    write: writeDeltaToken,
    read(text, collection) {
      const token = readDeltaToken(text, collection);
      if (token === undefined) return { kind: 'malformed' };
      const how = staleness(token);
      return how === undefined ? { kind: 'good', token } : { kind: 'stale', how, select: token.wish.select };
    },
    expire(how) {
      ended = { upTo: serial, how };
    },
    reset() {
      ended = undefined;
    },
  };
}

interface Stale {
  readonly how: StaleAnswer;
  readonly base: string;
  readonly select: readonly string[] | undefined;
}

export function staleReply(call: Call, { how, base, select }: Stale): Reply {
  if (how === 'gone') {
    const selected = select === undefined ? '' : `&$select=${select.join(',')}`;
    const location = `${base}${call.path}?$deltatoken=${selected}`;
    return graphError(
      {
        status: 410,
        code: 'resyncRequired',
        message: 'Resync required. Start again without a token.',
        headers: { location },
      },
      call,
    );
  }
  if (how === 'too-old')
    return graphError(
      {
        status: 400,
        code: 'Request_UnsupportedQuery',
        message: 'DeltaLink older than 30 days is not supported.',
      },
      call,
    );
  return graphError(
    { status: 400, code: 'syncStateNotFound', message: 'The sync state generation is not found.' },
    call,
  );
}
