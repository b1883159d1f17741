import * as z from 'zod';
import type { Ledger, Origin } from '../domain/stores';
import { createAccountTable } from './account-table';

const place = z.int().min(0);
const origin = z.tuple([z.string(), z.number(), z.enum(['added', 'adopted', 'shared', 'handed-over'])]);

/** Version 1 did not note since when a membership is managed. */
const version1 = z.strictObject({
  version: z.literal(1),
  accountIds: z.array(z.string()),
  groups: z.array(z.tuple([z.string(), z.array(place)])),
});
/** Accounts and origins are named by their places; a group's two lists go side by side. */
const version2 = z.strictObject({
  version: z.literal(2),
  accountIds: z.array(z.string()),
  origins: z.array(origin),
  groups: z.array(z.tuple([z.string(), z.array(place), z.array(place)])),
});
export const storedLedger = z.discriminatedUnion('version', [version1, version2]);
type StoredLedger = z.infer<typeof storedLedger>;

const unknownOrigin: Origin = { runId: '', atMs: 0, how: 'added' };

/** Undefined where a place leads nowhere. */
export function unpackLedger(stored: StoredLedger): Ledger | undefined {
  const origins =
    stored.version === 1
      ? [unknownOrigin]
      : stored.origins.map(([runId, atMs, how]): Origin => ({ runId, atMs, how }));
  const ledger = new Map<string, Map<string, Origin>>();
  for (const [groupId, accounts, from] of stored.groups) {
    const members = new Map<string, Origin>();
    for (const [index, account] of accounts.entries()) {
      const accountId = stored.accountIds[account];
      const since = origins[from?.[index] ?? 0];
      if (accountId === undefined || since === undefined) return undefined;
      members.set(accountId, since);
    }
    ledger.set(groupId, members);
  }
  return ledger;
}

export function packLedger(ledger: Ledger): StoredLedger {
  const table = createAccountTable();
  const places = new Map<string, number>();
  const origins: z.infer<typeof origin>[] = [];
  const placeOf = ({ runId, atMs, how }: Origin): number => {
    const key = `${runId} ${atMs} ${how}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, origins.length);
    origins.push([runId, atMs, how]);
    return origins.length - 1;
  };
  const groups = [...ledger]
    .filter(([, members]) => members.size > 0)
    .map(([groupId, members]): [string, number[], number[]] => [
      groupId,
      Array.from(members.keys(), table.placeOf),
      Array.from(members.values(), placeOf),
    ]);
  return { version: 2, accountIds: [...table.ids], origins, groups };
}
