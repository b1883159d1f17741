import * as z from 'zod';
import type { RunNotes } from '../domain/stores';

const ids = z.array(z.string());
export const storedNotes = z.strictObject({
  version: z.literal(1),
  pending: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.number()]))])),
  accepted: z.array(z.tuple([z.string(), ids, ids])),
  usual: z.array(z.strictObject({ removals: z.int(), additions: z.int() })),
  countedRunId: z.string().exactOptional(),
});
type StoredNotes = z.infer<typeof storedNotes>;

export function unpackNotes(stored: StoredNotes | undefined): RunNotes {
  return {
    pending: new Map((stored?.pending ?? []).map(([groupId, waiting]) => [groupId, new Map(waiting)])),
    accepted: new Map(
      (stored?.accepted ?? []).map(([groupId, putIn, takenOut]) => [
        groupId,
        { putIn: new Set(putIn), takenOut: new Set(takenOut) },
      ]),
    ),
    usual: stored?.usual ?? [],
    ...(stored?.countedRunId === undefined ? {} : { countedRunId: stored.countedRunId }),
  };
}

export function packNotes({ pending, accepted, usual, countedRunId }: RunNotes): StoredNotes {
  return {
    version: 1,
    pending: [...pending].map(([groupId, waiting]) => [groupId, [...waiting]]),
    accepted: [...accepted].map(([groupId, { putIn, takenOut }]) => [groupId, [...putIn], [...takenOut]]),
    usual: [...usual],
    ...(countedRunId === undefined ? {} : { countedRunId }),
  };
}
