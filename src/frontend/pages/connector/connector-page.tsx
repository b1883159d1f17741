import SectionMessage from '@atlaskit/section-message';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../contract';
import { useConnection } from '../../api/queries';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { connectorTabs, paths, type ConnectorTab } from '../../routing/route';
import { ManagedGroupsTab } from '../ownership/managed-groups-tab';
import { GroupsTab } from '../rules/groups/groups-tab';
import { PeopleTab } from '../rules/people/people-tab';
import { SafetyTab } from '../rules/safety/safety-tab';
import { tabNames } from '../rules/tab-words';
import { useRulesForm } from '../rules/use-rules-form';
import { ConnectorActions } from './connector-actions';
import { GeneralTab } from './general-tab';
import { RestNotice } from './rest-notice';
import { RunsTab } from './runs-tab';
import { StartProblem, useStart } from './start-run';
import { SyncSettingsTab } from './sync-settings-tab';

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
  const start = useStart(view.connection.id);
  return (
    <PageFrame
      title={view.connection.name}
      crumbs={[]}
      actions={<ConnectorActions connection={view.connection} start={start} />}
    >
      <div className="stack">
        <StartProblem start={start} />
        {view.firstPreviewAtMs === undefined && <FirstRunNotice />}
        {view.rest !== undefined && <RestNotice connectionId={view.connection.id} rest={view.rest} />}
        <ConnectorTabs view={view} tab={tab} />
      </div>
    </PageFrame>
  );
}

/** Said before the first run, so that a click on Sync does not surprise. */
function FirstRunNotice() {
  return (
    <SectionMessage appearance="information" title="The first run is a preview">
      <p>
        It shows what would change and changes nothing, whether you choose Preview or Sync. After it, Sync
        applies changes.
      </p>
    </SectionMessage>
  );
}

const tabTitles: Record<ConnectorTab, string> = {
  general: 'General',
  ...tabNames,
  'sync-settings': 'Sync settings',
  'managed-groups': 'Managed groups',
  runs: 'Runs',
};

/** The tab is part of the address, so that back, forward and reload keep it. */
function ConnectorTabs({ view, tab }: { view: ConnectionView; tab: ConnectorTab }) {
  const { navigate } = useNavigation();
  const { connection } = view;
  const rules = useRulesForm(view);
  const panels: Record<ConnectorTab, ReactNode> = {
    general: <GeneralTab connection={connection} />,
    groups: <GroupsTab form={rules} isOpen={tab === 'groups'} />,
    people: <PeopleTab form={rules} isOpen={tab === 'people'} />,
    safety: <SafetyTab form={rules} isOpen={tab === 'safety'} />,
    'sync-settings': <SyncSettingsTab view={view} />,
    'managed-groups': <ManagedGroupsTab connection={connection} />,
    runs: <RunsTab connectionId={connection.id} />,
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
          <div className="tab-panel">{panels[each]}</div>
        </TabPanel>
      ))}
    </Tabs>
  );
}
