import * as z from 'zod';
import type { Collection } from './change-log';
import { decodeToken, encodeToken } from './query';

const wish = z.strictObject({
  /** Properties of `$select`; absent: the usual ones are shown and all are tracked. */
  select: z.array(z.string()).optional(),
  members: z.boolean(),
  /** Ids of the scoping filter. */
  ids: z.array(z.string()).optional(),
});

const shape = z.strictObject({
  collection: z.enum(['users', 'groups']),
  generation: z.int(),
  /** Counts the tokens of a simulator, so that those of before some moment can be ended. */
  serial: z.int(),
  issuedAtMs: z.number(),
  wish,
  /** The change up to which the client knows everything; absent in a first round. */
  since: z.int().optional(),
  /** The change up to which this round tells; the next one goes on there. */
  upTo: z.int(),
  /** The page that a next link leads to, from 1. */
  page: z.int().optional(),
  /** Where in the round the next page begins; absent in a delta link. */
  at: z.strictObject({ position: z.int(), member: z.int() }).optional(),
});

export type DeltaToken = z.infer<typeof shape>;
export type DeltaWish = z.infer<typeof wish>;
export type DeltaPosition = NonNullable<DeltaToken['at']>;

export function readDeltaToken(text: string, collection: Collection): DeltaToken | undefined {
  const parsed = shape.safeParse(decodeToken(text));
  return parsed.success && parsed.data.collection === collection ? parsed.data : undefined;
}

export function writeDeltaToken(token: DeltaToken): string {
  return encodeToken(token);
}
