import type { SiteSettingsView } from '../contract/site';
import type { Revised } from '../domain/connection';
import { unlessDamaged } from '../domain/failure';
import { defaultSiteSettings, type SiteSettings } from '../domain/site-settings';
import { defaultRules } from '../domain/sync-rules';
import { groupNameKey } from '../domain/target';
import { auditedChanges } from '../sync/audit-changes';
import { newestOf, oldRuns } from '../sync/old-runs';
import { recorded } from './audit';
import type { Handler } from './guard';

export const getSiteSettings: Handler<'getSiteSettings'> = async (_, { app }) => {
  const settings = await unlessDamaged(app.site.getSettings());
  if (settings !== undefined) return viewOf(settings);
  const revision = await app.site.settingsRevision();
  return { ...viewOf({ ...defaultSiteSettings, revision }), damaged: true };
};

/** A save over damaged settings is the way out of the damage. */
export const saveSiteSettings: Handler<'saveSiteSettings'> = async ({ revision, settings }, handled) => {
  const { app } = handled;
  const before = await unlessDamaged(app.site.getSettings());
  const wanted = distinct(settings);
  const changes = auditedChanges(before && audited(before), audited(wanted));
  if (before?.revision === revision && changes.length === 0) return viewOf(before);
  const saved = await recorded(
    { action: 'site-settings-changed', changes },
    () => app.site.saveSettings(wanted, revision),
    handled,
  );
  return viewOf(saved);
};

export const retentionEffect: Handler<'retentionEffect'> = async ({ retention }, { app }) => {
  const { connections } = await app.connections.list();
  const counts = await Promise.all(
    connections.map(async ({ id }) => {
      const runs = await newestOf(id, app);
      return oldRuns(runs, { retention, nowMs: app.clock.now() }).length;
    }),
  );
  return {
    runs: counts.reduce((sum, count) => sum + count, 0),
    connectors: counts.filter((count) => count > 0).length,
  };
};

export const findSiteGroups: Handler<'findSiteGroups'> = async ({ text }, { app }) => ({
  groups: await app.callerSession().findGroups(text),
});

export const findSiteAccounts: Handler<'findSiteAccounts'> = async ({ text }, { app }) => ({
  accounts: (await app.callerSession().findAccounts(text)).map(({ accountId, displayName, active }) => ({
    accountId,
    displayName,
    active,
  })),
});

function viewOf(settings: Revised<SiteSettings>): SiteSettingsView {
  return { settings, builtInLimits: defaultRules.limits };
}

/** Each group and each person once. */
function distinct(settings: SiteSettings): SiteSettings {
  const groups = new Map(settings.protectedGroups.map((name) => [groupNameKey(name), name]));
  const people = new Map(settings.protectedPeople.map((person) => [person.accountId, person]));
  return { ...settings, protectedGroups: [...groups.values()], protectedPeople: [...people.values()] };
}

/** What the audit says of settings: of people no more than an id. */
function audited({ protectedPeople, ...settings }: SiteSettings & { readonly revision?: number }) {
  const { revision: _, ...rest } = settings;
  return { ...rest, protectedPeople: protectedPeople.map(({ accountId }) => accountId) };
}
