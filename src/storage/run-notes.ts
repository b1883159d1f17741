import * as z from 'zod';
import type { RunNotes } from '../domain/stores';

const ids = z.array(z.string());
export const storedNotes = z.strictObject({
  version: z.literal(1),
  pending: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.number()]))])),
  accepted: z.array(z.tuple([z.string(), ids, ids])),
  usual: z.array(z.strictObject({ removals: z.int(), additions: z.int() })),
  keptPeople: z.array(z.tuple([z.string(), z.string()])).default([]),
  unsureCreations: z.array(z.tuple([z.string(), z.string()])).exactOptional(),
  countedRunId: z.string().exactOptional(),
});
type StoredNotes = z.infer<typeof storedNotes>;

const nothing: StoredNotes = { version: 1, pending: [], accepted: [], usual: [], keptPeople: [] };

export function unpackNotes(stored: StoredNotes = nothing): RunNotes {
  const { pending, accepted, usual, keptPeople, unsureCreations, countedRunId } = stored;
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
    ...(unsureCreations === undefined ? {} : { unsureCreations: new Map(unsureCreations) }),
    ...(countedRunId === undefined ? {} : { countedRunId }),
  };
}

export function packNotes(notes: RunNotes): StoredNotes {
  const { pending, accepted, usual, keptPeople, unsureCreations, countedRunId } = notes;
  return {
    version: 1,
    pending: [...pending].map(([groupId, waiting]) => [groupId, [...waiting]]),
    accepted: [...accepted].map(([groupId, { putIn, takenOut }]) => [groupId, [...putIn], [...takenOut]]),
    usual: [...usual],
    keptPeople: [...keptPeople],
    ...(unsureCreations === undefined ? {} : { unsureCreations: [...unsureCreations] }),
    ...(countedRunId === undefined ? {} : { countedRunId }),
  };
}
