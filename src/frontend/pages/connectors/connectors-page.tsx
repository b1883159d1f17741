import Button from '@atlaskit/button/default/button';
import AddIcon from '@atlaskit/icon/core/add';
import type { Outputs } from '../../../contract';
import { useOverview } from '../../api/queries';
import { useStartRun } from '../../api/run-actions';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { useGroupsWord } from '../../words/product';
import { ConnectorTable } from './connector-table';
import { DamagedNotice } from './damaged-notice';
import { NoConnectors } from './no-connectors';
import { SilentScheduleNotice } from './silent-schedule-notice';
import { SyncAccountNotice } from './sync-account-notice';

export function ConnectorsPage() {
  const { navigate } = useNavigation();
  const groups = useGroupsWord();
  return (
    <PageFrame
      title="User & Group Sync"
      description={`Connectors read people and groups from your identity provider and keep ${groups} in step with them.`}
      actions={
        <>
          <Button onClick={() => navigate(paths.audit)}>Audit log</Button>
          <Button onClick={() => navigate(paths.site)}>Atlassian site</Button>
          <Button onClick={() => navigate(paths.import)}>Import connector</Button>
          <Button appearance="primary" iconBefore={AddIcon} onClick={() => navigate(paths.chooseConnector)}>
            Create connector
          </Button>
        </>
      }
    >
      <Connectors />
    </PageFrame>
  );
}

function Connectors() {
  const overview = useOverview();
  if (overview.isPending) return <Loading label="Loading the connectors" />;
  if (overview.isError) {
    return (
      <Problem
        title="The connectors could not be loaded"
        error={overview.error}
        onRetry={() => void overview.refetch()}
      />
    );
  }
  return <ConnectorList overview={overview.data} />;
}

function ConnectorList({ overview }: { overview: Outputs['overview'] }) {
  const { navigate } = useNavigation();
  const start = useStartRun();
  const begin = (connectionId: string, mode: 'preview' | 'sync'): void =>
    start.mutate({ connectionId, mode }, { onSuccess: ({ run }) => navigate(paths.run(run.id)) });
  return (
    <div className="stack">
      {overview.target === undefined && <SyncAccountNotice />}
      <SilentScheduleNotice overview={overview} />
      {overview.damaged.map((id) => (
        <DamagedNotice key={id} id={id} />
      ))}
      {start.isError && <Problem title="The run could not be started" error={start.error} />}
      {overview.connections.length === 0 ? (
        <NoConnectors />
      ) : (
        <ConnectorTable connections={overview.connections} onStart={begin} />
      )}
    </div>
  );
}
