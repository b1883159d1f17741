import { useTarget } from '../../api/queries';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { AccessSection } from './access-section';
import { SyncAccountSection } from './sync-account-section';

export function SitePage() {
  return (
    <PageFrame
      title="Atlassian site"
      crumbs={[]}
      description="Atlassian lets only an administrator change groups. One administrator therefore lends the app their account for it: the sync account."
    >
      <Site />
    </PageFrame>
  );
}

function Site() {
  const target = useTarget();
  if (target.isPending) return <Loading label="Loading the sync account" />;
  if (target.isError) {
    return (
      <Problem
        title="The sync account could not be loaded"
        error={target.error}
        onRetry={() => void target.refetch()}
      />
    );
  }
  return (
    <div className="stack">
      <SyncAccountSection target={target.data} />
      {target.data.settings !== undefined && <AccessSection />}
    </div>
  );
}
