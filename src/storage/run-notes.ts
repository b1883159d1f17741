import * as z from 'zod';
import type { RunNotes } from '../domain/stores';

const ids = z.array(z.string());
export const storedNotes = z.strictObject({
  version: z.literal(1),
  pending: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.number()]))])),
  accepted: z.array(z.tuple([z.string(), ids, ids])),
  usual: z.array(z.strictObject({ removals: z.int(), additions: z.int() })),
  keptPeople: z.array(z.tuple([z.string(), z.string()])).default([]),
  countedRunId: z.string().exactOptional(),
});
type StoredNotes = z.infer<typeof storedNotes>;

const nothing: StoredNotes = { version: 1, pending: [], accepted: [], usual: [], keptPeople: [] };

export function unpackNotes(stored: StoredNotes = nothing): RunNotes {
  const { pending, accepted, usual, keptPeople, countedRunId } = stored;
  return {
    pending: new Map(pending.map(([groupId, waiting]) => [groupId, new Map(waiting)])),
    accepted: new Map(
      accepted.map(([groupId, putIn, takenOut]) => [
        groupId,
        { putIn: new Set(putIn), takenOut: new Set(takenOut) },
      ]),
    ),
    usual,
    keptPeople: new Map(keptPeople),
    ...(countedRunId === undefined ? {} : { countedRunId }),
  };
}

export function packNotes({ pending, accepted, usual, keptPeople, countedRunId }: RunNotes): StoredNotes {
  return {
    version: 1,
    pending: [...pending].map(([groupId, waiting]) => [groupId, [...waiting]]),
    accepted: [...accepted].map(([groupId, { putIn, takenOut }]) => [groupId, [...putIn], [...takenOut]]),
    usual: [...usual],
    keptPeople: [...keptPeople],
    ...(countedRunId === undefined ? {} : { countedRunId }),
  };
}
