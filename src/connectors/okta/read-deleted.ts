import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OktaClient } from './client';
import { place } from './listing';
import { logPage, targetId, userDeleted, type LogQuery } from './log';

const at = z.object({ place });

/** People who were deleted since. Nothing but the System Log tells of them: a list does not say whom it lacks. */
export function deletedStream(sinceMs: number): ReadStream {
  return {
    name: 'deleted people',
    params: { reads: 'deleted', sinceMs: String(sinceMs) },
    counts: 'nothing',
  };
}

export function deletionsSince(sinceMs: number): LogQuery {
  return { types: [userDeleted], sinceMs };
}

export async function readDeleted(
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const from = cursor === undefined ? undefined : openCursor(cursor, at).place;
  const page = await logPage(client, deletionsSince(Number(stream.params['sinceMs'])), from);
  if (page.kind === 'refused') throw new FailureError(noLongerAllowed);
  const items = page.events.flatMap((event) => {
    const userId = targetId(event, 'User');
    return userId === undefined ? [] : [{ type: 'user-gone', userId } as const];
  });
  if (page.next === undefined) return { items, done: true };
  return { items, done: false, cursor: sealCursor({ place: page.next }) };
}

const noLongerAllowed = {
  kind: 'changes-lost',
  message: 'Everything was read, because Okta does not let the app read the System Log any more.',
} as const;
