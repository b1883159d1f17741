import * as z from 'zod';
import { ConflictError, type KeyValue, type RecordRef, type SiteStore } from '../domain/stores';
import { defaultSiteSettings, siteSettings } from '../domain/site-settings';
import { damaged } from './damaged';
import { keys } from './keys';

const target = z.strictObject({
  syncAccountId: z.string().min(1),
  syncAccountName: z.string(),
  api: z.enum(['jira', 'confluence']),
  setAtMs: z.number(),
});

const settingsRef: RecordRef = { entity: 'record', key: keys.siteSettings };

/** The sync account, what holds for all connectors, and when the scheduled trigger last looked. */
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
    async getSettings() {
      const found = await store.getRecord(settingsRef);
      if (found === undefined) return { ...defaultSiteSettings, revision: 0 };
      const parsed = siteSettings.safeParse(found.value);
      if (!parsed.success) throw damaged(keys.siteSettings, parsed.error);
      return { ...parsed.data, revision: found.revision };
    },
    settingsRevision: async () => (await store.getRecord(settingsRef))?.revision ?? 0,
    async saveSettings(settings, revision) {
      const saved =
        revision === 0
          ? await store.createRecord(settingsRef, settings)
          : await store.replaceRecord(settingsRef, { revision, value: settings });
      if (!saved) throw new ConflictError(keys.siteSettings);
      return { ...settings, revision: revision + 1 };
    },
  };
}
