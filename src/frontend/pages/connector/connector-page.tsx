import SectionMessage from '@atlaskit/section-message';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../contract';
import { useConnection } from '../../api/queries';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { AppLink } from '../../routing/app-link';
import { useNavigation } from '../../routing/navigation';
import { connectorTabs, paths, type ConnectorTab, type FormTab } from '../../routing/route';
import { ManagedGroupsTab } from '../ownership/managed-groups-tab';
import { GroupsTab } from '../rules/groups/groups-tab';
import { PeopleTab } from '../rules/people/people-tab';
import { SafetyTab } from '../rules/safety/safety-tab';
import { SetupGuide } from '../connector-form/guide/setup-guide';
import { ConnectorActions } from './connector-actions';
import { FiltersTab } from './filters-tab';
import { GeneralTab } from './general-tab';
import { RestNotice } from './rest-notice';
import { RunsTab } from './runs-tab';
import { SettingsBar } from './settings/settings-bar';
import { SettingsPanel } from './settings/settings-panel';
import { isFormTab, tabTitles } from './settings/settings-tabs';
import { useSettingsForm, type SettingsForm } from './settings/use-settings-form';
import { SyncSettingsTab } from './sync-settings-tab';
import { WhatToSyncTab } from './what-to-sync-tab';

export function ConnectorPage({ id, tab }: { id: string; tab: ConnectorTab }) {
  const query = useConnection(id);
  if (query.data !== undefined) return <Connector view={query.data} tab={tab} />;
  return (
    <PageFrame title="Connector" crumbs={[]}>
      {query.isError ? (
        <Problem
          title="The connector could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Loading the connector" />
      )}
    </PageFrame>
  );
}

function Connector({ view, tab }: { view: ConnectionView; tab: ConnectorTab }) {
  const form = useSettingsForm(view);
  const { connection } = view;
  return (
    <PageFrame title={connection.name} crumbs={[]} actions={<ConnectorActions connection={connection} />}>
      <div className="stack">
        {view.firstPreviewAtMs === undefined && <FirstRunNotice id={connection.id} />}
        {view.rest !== undefined && <RestNotice connectionId={connection.id} rest={view.rest} />}
        <div>
          <ConnectorTabs view={view} tab={tab} form={form} />
          <SettingsBar form={form} tab={isFormTab(tab) ? tab : undefined} />
        </div>
      </div>
    </PageFrame>
  );
}

/** Said before the first run, until which there is no Sync. */
function FirstRunNotice({ id }: { id: string }) {
  return (
    <SectionMessage appearance="information" title="The first run is a preview">
      <p className="text-with-links">
        It shows what would change and changes nothing; after it you can sync. Before it, look at{' '}
        <AppLink to={paths.connector(id, 'what-to-sync')}>What to sync</AppLink> and{' '}
        <AppLink to={paths.connector(id, 'filters')}>Filters</AppLink>.
      </p>
    </SectionMessage>
  );
}

interface ConnectorTabsProps {
  readonly view: ConnectionView;
  readonly tab: ConnectorTab;
  readonly form: SettingsForm;
}

/** The tab is part of the address, so that back, forward and reload keep it. */
function ConnectorTabs({ view: { connection }, tab, form }: ConnectorTabsProps) {
  const { navigate } = useNavigation();
  const fields: Record<FormTab, ReactNode> = {
    general: <GeneralTab form={form} />,
    'what-to-sync': <WhatToSyncTab form={form} />,
    filters: <FiltersTab form={form} />,
    groups: <GroupsTab form={form.rules} />,
    people: <PeopleTab form={form.rules} />,
    safety: <SafetyTab form={form.rules} />,
    'sync-settings': <SyncSettingsTab form={form} />,
  };
  const panelOf = (each: ConnectorTab): ReactNode => {
    if (each === 'managed-groups') return <ManagedGroupsTab connection={connection} />;
    if (each === 'runs') return <RunsTab connectionId={connection.id} />;
    return (
      <SettingsPanel
        form={form}
        tab={each}
        isOpen={each === tab}
        {...(each === 'general' ? { aside: <SetupGuide directory={form.draft.connector.directory} /> } : {})}
      >
        {fields[each]}
      </SettingsPanel>
    );
  };
  const open = (index: number): void => navigate(paths.connector(connection.id, connectorTabs[index]));
  return (
    <Tabs id="connector-tabs" selected={connectorTabs.indexOf(tab)} onChange={open}>
      <TabList>
        {connectorTabs.map((each) => (
          <Tab key={each}>{tabTitles[each]}</Tab>
        ))}
      </TabList>
      {connectorTabs.map((each) => (
        <TabPanel key={each}>
          <div className="tab-panel">{panelOf(each)}</div>
        </TabPanel>
      ))}
    </Tabs>
  );
}
