import Button from '@atlaskit/button/default/button';
import AddIcon from '@atlaskit/icon/core/add';
import { useOverview } from '../../api/queries';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { useGroupsWord } from '../../words/product';
import { ConnectorList } from './connector-list';
import './connectors.css';

export function ConnectorsPage() {
  const { navigate } = useNavigation();
  const groups = useGroupsWord();
  return (
    <PageFrame
      title="User & Group Sync"
      description={`Connectors read people and groups from your identity provider and keep ${groups} in step with them.`}
      actions={
        <>
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
  const retry = () => void overview.refetch();
  if (overview.data === undefined)
    return <Problem title="The connectors could not be loaded" error={overview.error} onRetry={retry} />;
  return (
    <div className="stack">
      {overview.isRefetchError && (
        <Problem
          title="This list could not be brought up to date; it shows what was there before"
          error={overview.error}
          onRetry={retry}
        />
      )}
      <ConnectorList overview={overview.data} />
    </div>
  );
}
