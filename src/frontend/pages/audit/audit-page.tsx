import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import SectionMessage from '@atlaskit/section-message';
import { useAudit, useExportAudit } from '../../api/audit-queries';
import { useConnection } from '../../api/queries';
import { downloadText } from '../../components/download-text';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';
import { AuditTable } from './audit-table';

/** What administrators did, on the whole site. */
export function SiteAuditPage() {
  const exporting = useExportAudit();
  const offer = (format: 'csv' | 'json'): void => exporting.mutate(format, { onSuccess: downloadText });
  const busy = exporting.isPending ? exporting.variables : undefined;
  return (
    <PageFrame
      title="Audit log"
      crumbs={[]}
      description="What administrators did with this app, newest first: who, when, and what was there before and after."
      actions={
        <>
          <Button isLoading={busy === 'csv'} onClick={() => offer('csv')}>
            Export as CSV
          </Button>
          <Button isLoading={busy === 'json'} onClick={() => offer('json')}>
            Export as JSON
          </Button>
        </>
      }
    >
      <div className="stack">
        {exporting.isError && <Problem title="The audit log could not be exported" error={exporting.error} />}
        <Entries connectionId={undefined} />
      </div>
    </PageFrame>
  );
}

/** The same for one connector. */
export function ConnectorAuditPage({ connectionId }: { connectionId: string }) {
  const { navigate } = useNavigation();
  const name = useConnection(connectionId).data?.connection.name ?? 'Connector';
  return (
    <PageFrame
      title={`Audit log of ${name}`}
      crumbs={[{ text: name, to: paths.connector(connectionId) }]}
      description="What administrators did with this connector, newest first."
      actions={<Button onClick={() => navigate(paths.audit)}>Audit log of the whole site</Button>}
    >
      <Entries connectionId={connectionId} />
    </PageFrame>
  );
}

function Entries({ connectionId }: { connectionId: string | undefined }) {
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
      <AuditTable entries={entries} showsConnector={connectionId === undefined} />
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
