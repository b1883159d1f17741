import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { lazy, Suspense, type ReactNode } from 'react';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { useNavigation } from '../../routing/navigation';
import { paths, settingsTabs, type SettingsTab } from '../../routing/route';
import { SiteAudit } from '../audit/site-audit';
import { SiteTab } from '../site/site-tab';

const NotificationsTab = lazy(async () => ({
  default: (await import('./notifications/notifications-tab')).NotificationsTab,
}));

const tabTitles: Record<SettingsTab, string> = {
  access: 'Site access',
  notifications: 'Notifications',
  audit: 'Audit log',
};

/** What holds for the whole site. The tab is part of the address. */
export function SettingsPage({ tab }: { tab: SettingsTab }) {
  const { navigate } = useNavigation();
  const panels: Record<SettingsTab, ReactNode> = {
    access: <SiteTab />,
    notifications: <NotificationsTab />,
    audit: <SiteAudit />,
  };
  return (
    <PageFrame
      title="Settings"
      crumbs={[]}
      description="These settings hold for all connectors of this site."
    >
      <Tabs
        id="settings-tabs"
        selected={settingsTabs.indexOf(tab)}
        onChange={(index) => navigate(paths.settings(settingsTabs[index]))}
      >
        <TabList>
          {settingsTabs.map((each) => (
            <Tab key={each}>{tabTitles[each]}</Tab>
          ))}
        </TabList>
        {settingsTabs.map((each) => (
          <TabPanel key={each}>
            <div className="tab-panel">
              <Suspense fallback={<Loading label={`Loading ${tabTitles[each]}`} />}>{panels[each]}</Suspense>
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </PageFrame>
  );
}
