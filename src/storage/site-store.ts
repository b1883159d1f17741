import * as z from 'zod';
import type { KeyValue, SiteStore } from '../domain/stores';
import { damaged } from './damaged';
import { keys } from './keys';

const target = z.strictObject({
  syncAccountId: z.string().min(1),
  syncAccountName: z.string(),
  api: z.enum(['jira', 'confluence']),
  setAtMs: z.number(),
});

/** The sync account, and when the scheduled trigger last looked. */
export function siteStore(store: KeyValue): SiteStore {
  return {
    async getTarget() {
      const value = await store.get(keys.target);
      if (value === undefined) return undefined;
      const parsed = target.safeParse(value);
      if (!parsed.success) throw damaged(keys.target, parsed.error);
      return parsed.data;
    },
    putTarget: (settings) => store.set(keys.target, settings),
    async getLastTickMs() {
      const value = await store.get(keys.lastTick);
      return typeof value === 'number' ? value : undefined;
    },
    putLastTickMs: (atMs) => store.set(keys.lastTick, atMs),
  };
}
