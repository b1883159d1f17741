import { useTarget } from '../../api/queries';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { AccessSection } from './access-section';
import { SyncAccountSection } from './sync-account-section';

/** Who writes the groups of the site, and whether they may. */
export function SiteTab() {
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
      <p className="section-text">
        Atlassian lets only an administrator change groups. One administrator therefore lends the app their
        account for it: the sync account.
      </p>
      <SyncAccountSection target={target.data} />
      {target.data.settings !== undefined && <AccessSection />}
    </div>
  );
}
