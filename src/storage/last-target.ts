import * as z from 'zod';
import { leftGroup, unpairedPerson } from '../domain/plan-schema';
import type { LastTarget } from '../domain/stores';
import { createAccountTable } from './account-table';

const places = z.array(z.int().min(0));
export const storedLastTarget = z.strictObject({
  version: z.literal(1),
  runId: z.string(),
  atMs: z.number(),
  accountIds: z.array(z.string()),
  /** Id, name, source, members, those put in and those taken out by hand. */
  groups: z.array(z.tuple([z.string(), z.string(), z.string(), places, places, places])),
  left: z.array(leftGroup),
  paired: z.array(z.tuple([z.string(), z.string()])).default([]),
  unpaired: z.array(unpairedPerson),
  gone: z.array(z.string()).default([]),
});
type StoredLastTarget = z.infer<typeof storedLastTarget>;

export function unpackLastTarget(stored: StoredLastTarget): LastTarget {
  const { runId, atMs, left, paired, unpaired, gone } = stored;
  const named = (list: readonly number[]) => new Set(list.flatMap((at) => stored.accountIds[at] ?? []));
  return {
    runId,
    atMs,
    left,
    paired: new Map(paired),
    unpaired,
    gone,
    groups: new Map(
      stored.groups.map(([id, name, sourceId, members, putIn, takenOut]) => [
        id,
        { name, sourceId, members: named(members), putIn: named(putIn), takenOut: named(takenOut) },
      ]),
    ),
  };
}

export function packLastTarget({
  runId,
  atMs,
  groups,
  left,
  paired,
  unpaired,
  gone = [],
}: LastTarget): StoredLastTarget {
  const table = createAccountTable();
  const packed = [...groups].map(
    ([id, { name, sourceId, members, putIn, takenOut }]): StoredLastTarget['groups'][number] => [
      id,
      name,
      sourceId,
      Array.from(members, table.placeOf),
      Array.from(putIn, table.placeOf),
      Array.from(takenOut, table.placeOf),
    ],
  );
  return {
    version: 1,
    runId,
    atMs,
    accountIds: [...table.ids],
    groups: packed,
    left: [...left],
    paired: [...paired],
    unpaired: [...unpaired],
    gone: [...gone],
  };
}
