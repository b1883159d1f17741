import * as z from 'zod';
import type { MemoryStore } from '../domain/stores';
import { damaged } from './damaged';
import type { Documents } from './documents';
import { keys } from './keys';

const pairs = z.array(z.tuple([z.string(), z.string()]));
const storedLinks = z.strictObject({
  version: z.literal(1),
  people: pairs,
  groups: z.array(z.tuple([z.string(), z.string(), z.string()])),
});
/** Account ids appear once and are named by their place: a person is in many groups. */
const storedLedger = z.strictObject({
  version: z.literal(1),
  accountIds: z.array(z.string()),
  groups: z.array(z.tuple([z.string(), z.array(z.int().min(0))])),
});

/** What a connection remembers from run to run: who is who, which group is which, and which memberships are ours. */
export function memoryStore(documents: Documents): MemoryStore {
  const read = async <T>(
    connectionId: string,
    name: string,
    schema: z.ZodType<T>,
  ): Promise<T | undefined> => {
    const value = await documents.get(connectionId, name);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw damaged(keys.document(connectionId, name), parsed.error);
    return parsed.data;
  };

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
      if (stored === undefined) return new Map();
      const accountAt = (place: number) => {
        const accountId = stored.accountIds[place];
        if (accountId === undefined) throw damaged(keys.document(connectionId, 'ledger'));
        return accountId;
      };
      return new Map(stored.groups.map(([groupId, places]) => [groupId, new Set(places.map(accountAt))]));
    },
    putLedger: (connectionId, ledger) => documents.put(connectionId, 'ledger', packLedger(ledger)),
    async remove(connectionId) {
      await documents.remove(connectionId, 'links');
      await documents.remove(connectionId, 'ledger');
    },
  };
}

function packLedger(ledger: ReadonlyMap<string, ReadonlySet<string>>): z.infer<typeof storedLedger> {
  const places = new Map<string, number>();
  const placeOf = (accountId: string) => {
    const known = places.get(accountId);
    if (known !== undefined) return known;
    places.set(accountId, places.size);
    return places.size - 1;
  };
  const groups = [...ledger]
    .filter(([, accountIds]) => accountIds.size > 0)
    .map(([groupId, accountIds]): [string, number[]] => [groupId, [...accountIds].map(placeOf)]);
  return { version: 1, accountIds: [...places.keys()], groups };
}
