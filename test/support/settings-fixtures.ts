import type { Outputs } from '../../src/contract';
import { defaultSiteSettings, type SiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import { Refusal, type Handlers } from './fake-bridge';

/** What the fake backend keeps of the site's settings. Tests change it before or while the page is open. */
export interface SettingsState {
  settings: SiteSettings;
  revision: number;
  damaged: boolean;
  /** How many runs fewer runs would delete. */
  effect: Outputs['retentionEffect'];
}

export function aSettingsState(settings: Partial<SiteSettings> = {}): SettingsState {
  return {
    settings: { ...defaultSiteSettings, ...settings },
    revision: 4,
    damaged: false,
    effect: { runs: 0, connectors: 0 },
  };
}

type SettingsMethod =
  'getSiteSettings' | 'saveSiteSettings' | 'retentionEffect' | 'findSiteGroups' | 'findSiteAccounts';

export function settingsHandlers(state: SettingsState): Pick<Handlers, SettingsMethod> {
  const view = () => ({
    settings: { ...state.settings, revision: state.revision },
    builtInLimits: defaultRules.limits,
    ...(state.damaged ? { damaged: true as const } : {}),
  });
  return {
    getSiteSettings: view,
    saveSiteSettings: ({ revision, settings }) => {
      if (revision !== state.revision)
        throw new Refusal({ kind: 'conflict', message: 'Somebody else saved this in the meantime.' });
      Object.assign(state, { settings, revision: revision + 1, damaged: false });
      return view();
    },
    retentionEffect: () => state.effect,
    findSiteGroups: ({ text }) => ({
      groups: [
        { id: 'g-1', name: 'vip-board' },
        { id: 'g-2', name: 'vip-admins', protection: 'grants-administration' as const },
      ].filter(({ name }) => name.includes(text)),
    }),
    findSiteAccounts: ({ text }) => ({
      accounts: [
        { accountId: 'acc-ann', displayName: 'Ann Okafor', active: true },
        { accountId: 'acc-anton', displayName: 'Anton Berg', active: false },
      ].filter(({ displayName }) => displayName.toLowerCase().includes(text)),
    }),
  };
}
