import { follow } from '../../http/pages';
import type { OneLoginClient } from './client';
import { itemsBefore, type Listing, type ListPage, type Place } from './listing';
import { jsonBody, openEnvelope } from './schema';

/** Version 1 answers with at most 50 items, whatever is asked for. */
const largestVersion1Page = 50;

/** One page of a version 1 list: an envelope, the cursor in its body (developers.onelogin.com, "Pagination" of version 1). */
export async function listEnvelope(
  client: OneLoginClient,
  listing: Pick<Listing, 'path' | 'what'>,
  from: Place | undefined,
): Promise<ListPage> {
  const after = from?.next.by === 'cursor' ? `&after_cursor=${encodeURIComponent(from.next.cursor)}` : '';
  const path = `${listing.path}?limit=${largestVersion1Page}${after}`;
  const response = await client.get({ path, what: listing.what });
  const envelope = openEnvelope(jsonBody(response, listing.what), listing.what);
  const read = itemsBefore(from) + envelope.data.length;
  const page = { kind: 'page', items: envelope.data, read } as const;
  if (envelope.after === undefined) return page;
  const next: Place = {
    next: { by: 'cursor', cursor: envelope.after },
    items: read,
    trail: follow(from?.trail, envelope.after, 'OneLogin'),
  };
  return { ...page, next };
}
