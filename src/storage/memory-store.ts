import * as z from 'zod';
import { unlessDamaged } from '../domain/failure';
import type { MemoryStore, RejectedForGood } from '../domain/stores';
import { damaged } from './damaged';
import type { Documents } from './documents';
import { keys } from './keys';
import { packLastTarget, storedLastTarget, unpackLastTarget } from './last-target';
import { packLedger, storedLedger, unpackLedger } from './ledger-pieces';
import { packNotes, storedNotes, unpackNotes } from './run-notes';

const pairs = z.array(z.tuple([z.string(), z.string()]));
const storedLinks = z.strictObject({
  version: z.literal(1),
  people: pairs,
  groups: z.array(z.tuple([z.string(), z.string(), z.string()])),
});
const storedRejected = z.strictObject({
  version: z.literal(1),
  rejected: z.array(
    z.strictObject({
      groupId: z.string(),
      groupName: z.string(),
      accountId: z.string(),
      change: z.enum(['add', 'remove']),
      atMs: z.number(),
      byAccountId: z.string(),
    }),
  ),
});

const names = ['links', 'ledger', 'notes', 'rejected', 'last-target'] as const;

/** What a connection remembers from run to run: who is who, which group is which, which memberships are ours, and what waits or was decided. */
export function memoryStore(documents: Documents): MemoryStore {
  const read = reader(documents);
  return {
    async getLinks(connectionId) {
      const stored = await read(connectionId, 'links', storedLinks);
      return {
        people: new Map(stored?.people ?? []),
        groups: new Map((stored?.groups ?? []).map(([sourceId, id, name]) => [sourceId, { id, name }])),
      };
    },
    putLinks: (connectionId, links) =>
      documents.put(connectionId, 'links', {
        version: 1,
        people: [...links.people],
        groups: [...links.groups].map(([sourceId, group]) => [sourceId, group.id, group.name]),
      } satisfies z.infer<typeof storedLinks>),
    async getLedger(connectionId) {
      const stored = await read(connectionId, 'ledger', storedLedger);
      const ledger = stored === undefined ? new Map() : unpackLedger(stored);
      if (ledger === undefined) throw damaged(keys.document(connectionId, 'ledger'));
      return ledger;
    },
    putLedger: (connectionId, ledger) => documents.put(connectionId, 'ledger', packLedger(ledger)),
    async getNotes(connectionId) {
      // Without them a grace period begins anew and nothing is usual: nobody loses anything by it.
      return unpackNotes(await unlessDamaged(read(connectionId, 'notes', storedNotes)));
    },
    putNotes: (connectionId, notes) => documents.put(connectionId, 'notes', packNotes(notes)),
    async getRejected(connectionId) {
      return (await read(connectionId, 'rejected', storedRejected))?.rejected ?? [];
    },
    putRejected: (connectionId, rejected: readonly RejectedForGood[]) =>
      documents.put(connectionId, 'rejected', { version: 1, rejected }),
    async getLastTarget(connectionId) {
      // It only tells what was: what cannot be read any more is as good as not there.
      const stored = await unlessDamaged(read(connectionId, 'last-target', storedLastTarget));
      return stored && unpackLastTarget(stored);
    },
    putLastTarget: (connectionId, target) =>
      documents.put(connectionId, 'last-target', packLastTarget(target)),
    async remove(connectionId) {
      for (const name of names) await documents.remove(connectionId, name);
    },
  };
}

function reader(documents: Documents) {
  return async <T>(
    connectionId: string,
    name: (typeof names)[number],
    schema: z.ZodType<T>,
  ): Promise<T | undefined> => {
    const value = await documents.get(connectionId, name);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw damaged(keys.document(connectionId, name), parsed.error);
    return parsed.data;
  };
}
