import SectionMessage from '@atlaskit/section-message';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import type { ConnectionView } from '../../../contract';
import { useConnection } from '../../api/queries';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { connectorTabs, paths, type ConnectorTab } from '../../routing/route';
import { ManagedGroupsTab } from '../ownership/managed-groups-tab';
import { ConnectorActions } from './connector-actions';
import { GeneralTab } from './general-tab';
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

/** The tab is part of the address, so that back, forward and reload keep it. */
function ConnectorTabs({ view, tab }: { view: ConnectionView; tab: ConnectorTab }) {
  const { navigate } = useNavigation();
  const { id } = view.connection;
  const open = (index: number): void => navigate(paths.connector(id, connectorTabs[index]));
  return (
    <Tabs id="connector-tabs" selected={connectorTabs.indexOf(tab)} onChange={open}>
      <TabList>
        <Tab>General</Tab>
        <Tab>Sync settings</Tab>
        <Tab>Managed groups</Tab>
        <Tab>Runs</Tab>
      </TabList>
      <TabPanel>
        <div className="tab-panel">
          <GeneralTab connection={view.connection} />
        </div>
      </TabPanel>
      <TabPanel>
        <div className="tab-panel">
          <SyncSettingsTab view={view} />
        </div>
      </TabPanel>
      <TabPanel>
        <div className="tab-panel">
          <ManagedGroupsTab connection={view.connection} />
        </div>
      </TabPanel>
      <TabPanel>
        <div className="tab-panel">
          <RunsTab connectionId={id} />
        </div>
      </TabPanel>
    </Tabs>
  );
}
