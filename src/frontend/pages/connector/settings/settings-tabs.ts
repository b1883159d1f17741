import { formTabs, type ConnectorTab, type FormTab } from '../../../routing/route';
import { readingFields } from '../reading-draft';
import { emptySelection } from '../../connector-form/selection/selection-draft';
import { tabOf } from '../../rules/rules-draft';
import { tabNames } from '../../rules/tab-words';

export const tabTitles: Record<ConnectorTab, string> = {
  general: 'General',
  'what-to-sync': 'What to sync',
  filters: 'Filters',
  ...tabNames,
  'sync-settings': 'Sync settings',
  'managed-groups': 'Managed groups',
  runs: 'Runs',
};

export function isFormTab(tab: ConnectorTab): tab is FormTab {
  return (formTabs as readonly ConnectorTab[]).includes(tab);
}

const whatToSync: readonly string[] = [
  'groupSources',
  'groupTypes',
  'groupKinds',
  'nestedGroups',
  'createMissingGroups',
];
const filters: readonly string[] = [...Object.keys(emptySelection), 'guests'];
const syncSettings: readonly string[] = ['cron', 'timeZone', ...readingFields];

/** The tab on which a field stands: one of the connection by its name, one of the rules by its path. */
export function formTabOf(field: string): FormTab {
  if (whatToSync.includes(field)) return 'what-to-sync';
  if (filters.includes(field)) return 'filters';
  if (syncSettings.includes(field)) return 'sync-settings';
  return tabOf(field) ?? 'general';
}

/** "General", "General and Groups", "General, Groups and Safety". */
export function tabList(tabs: readonly FormTab[]): string {
  const titles = tabs.map((tab) => tabTitles[tab]);
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
}

const effective: readonly FormTab[] = ['what-to-sync', 'filters', 'groups', 'people', 'safety'];

/** Whether a change on this tab may put people into groups, or take them out. */
export function decidesMemberships(tab: FormTab): boolean {
  return effective.includes(tab);
}
