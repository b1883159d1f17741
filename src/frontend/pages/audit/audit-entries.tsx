import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import SectionMessage from '@atlaskit/section-message';
import { useAudit } from '../../api/audit-queries';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { counted } from '../../words/count';
import { AuditTable } from './audit-table';

/** What administrators did, newest first; without a connector, on the whole site. */
export function AuditEntries({ connectionId }: { connectionId: string | undefined }) {
  const audit = useAudit(connectionId);
  if (audit.isPending) return <Loading label="Loading the audit log" />;
  if (audit.data === undefined) {
    return (
      <Problem
        title="The audit log could not be loaded"
        error={audit.error}
        onRetry={() => void audit.refetch()}
      />
    );
  }
  const entries = audit.data.pages.flatMap((page) => page.entries);
  const names = Object.fromEntries(audit.data.pages.flatMap((page) => Object.entries(page.names ?? {})));
  const damaged = audit.data.pages.reduce((sum, page) => sum + (page.damaged ?? 0), 0);
  if (entries.length === 0 && damaged === 0) {
    return (
      <EmptyState
        header="Nothing has been done yet"
        headingLevel={2}
        description="Each change of settings, each run that somebody starts and each decision is listed here from now on."
      />
    );
  }
  return (
    <div className="stack-tight">
      {damaged > 0 && (
        <SectionMessage appearance="warning">
          <p>
            {counted(damaged, 'entry is', 'entries are')} damaged and cannot be shown. All others are
            complete.
          </p>
        </SectionMessage>
      )}
      <AuditTable entries={entries} names={names} showsConnector={connectionId === undefined} />
      {audit.isError && <Problem title="Older entries could not be loaded" error={audit.error} />}
      {audit.hasNextPage && (
        <div className="actions">
          <Button isLoading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            Load older entries
          </Button>
        </div>
      )}
    </div>
  );
}
