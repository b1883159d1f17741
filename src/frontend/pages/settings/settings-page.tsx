import './settings.css';
import { ModalTransition } from '@atlaskit/modal-dialog';
import SectionMessage from '@atlaskit/section-message';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { Suspense, type ReactNode } from 'react';
import { useSiteSettings } from '../../api/site-settings';
import { fetchedPart } from '../../components/fetched-part';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useLeaveGuard, type LeaveQuestion } from '../../routing/leave-guard';
import { useNavigation } from '../../routing/navigation';
import { paths, settingsTabs, type SettingsTab } from '../../routing/route';
import { SiteAudit } from '../audit/site-audit';
import { LeaveModal } from '../connector-form/leave-modal';
import { SiteTab } from '../site/site-tab';
import { defaultsWords } from './defaults/defaults-draft';
import { DefaultsTab } from './defaults/defaults-tab';
import { FilesTab } from './files/files-tab';
import { noticeWords } from './notifications/notice-draft';
import { protectedWords } from './protected/protected-draft';
import { ProtectedTab } from './protected/protected-tab';
import { useSettingsPart, type SettingsPart } from './use-settings-part';

const NotificationsTab = fetchedPart(
  async () => (await import('./notifications/notifications-tab')).NotificationsTab,
);

const tabTitles: Record<SettingsTab, string> = {
  access: 'Site access',
  protected: 'Protected',
  defaults: 'Defaults',
  notifications: 'Notifications',
  files: 'Import and export',
  audit: 'Audit log',
};

/** What holds for the whole site. The tab is part of the address. */
export function SettingsPage({ tab }: { tab: SettingsTab }) {
  const settings = useSiteSettings();
  return (
    <PageFrame title="Settings" description="These settings hold for all connectors of this site.">
      <div className="stack">
        {settings.data?.damaged === true && <DamagedNotice />}
        <SettingsTabs tab={tab} settings={settings} />
      </div>
    </PageFrame>
  );
}

interface SettingsTabsProps {
  readonly tab: SettingsTab;
  readonly settings: ReturnType<typeof useSiteSettings>;
}

interface SavedTab {
  readonly tab: SettingsTab;
  readonly part: Pick<SettingsPart<unknown>, 'isChanged' | 'save'> | undefined;
  readonly asksBefore?: true;
}

/** What is typed on one tab stays while another is looked at. */
function SettingsTabs({ tab, settings }: SettingsTabsProps) {
  const { navigate } = useNavigation();
  const protecting = useSettingsPart(settings.data, protectedWords);
  const defaults = useSettingsPart(settings.data, defaultsWords);
  const notifying = useSettingsPart(settings.data, noticeWords);
  const parts: readonly SavedTab[] = [
    { tab: 'protected', part: protecting },
    // Fewer runs are asked about before they are saved.
    { tab: 'defaults', part: defaults, asksBefore: true },
    { tab: 'notifications', part: notifying },
  ];
  const unsaved = parts.filter(({ part }) => part?.isChanged === true);
  const leave = useLeaveGuard({
    isOn: unsaved.length > 0,
    isWithin: (route) => route.page === 'settings',
  });
  const waiting = <Unloaded settings={settings} />;
  const panels: Record<SettingsTab, ReactNode> = {
    access: <SiteTab />,
    protected: protecting === undefined ? waiting : <ProtectedTab part={protecting} />,
    defaults: defaults === undefined ? waiting : <DefaultsTab part={defaults} />,
    notifications: notifying === undefined ? waiting : <NotificationsTab part={notifying} />,
    files: <FilesTab />,
    audit: <SiteAudit />,
  };
  return (
    <>
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
      <ModalTransition>
        {leave.to !== undefined && <LeaveSettings leave={leave} unsaved={unsaved} />}
      </ModalTransition>
    </>
  );
}

interface LeaveSettingsProps {
  readonly leave: LeaveQuestion;
  readonly unsaved: readonly SavedTab[];
}

/** Several tabs are saved one by one. */
function LeaveSettings({ leave, unsaved }: LeaveSettingsProps) {
  const { navigate } = useNavigation();
  const what = unsaved.map(({ tab }) => tabTitles[tab]).join(' and ');
  const [only, another] = unsaved;
  if (only === undefined || another !== undefined || only.asksBefore === true) {
    return <LeaveModal leave={leave} what={what} />;
  }
  const saveAndLeave = (to: string): void => {
    // What is wrong, or could not be saved, is said there.
    navigate(paths.settings(only.tab));
    only.part?.save(() => leave.leaveFor(to));
  };
  return <LeaveModal leave={leave} what={what} onSave={saveAndLeave} />;
}

function Unloaded({ settings }: Pick<SettingsTabsProps, 'settings'>) {
  if (!settings.isError) return <Loading label="Loading the settings" />;
  return (
    <Problem
      title="The settings could not be loaded"
      error={settings.error}
      onRetry={() => void settings.refetch()}
    />
  );
}

function DamagedNotice() {
  return (
    <SectionMessage appearance="error" title="The stored settings of the site are damaged">
      <p>
        It is not known any more which groups and people are protected, so runs stop before they change
        anything. Enter on “Protected” what is to be protected, and save there, also if that is nothing. All
        other settings start anew with the app’s defaults.
      </p>
    </SectionMessage>
  );
}
