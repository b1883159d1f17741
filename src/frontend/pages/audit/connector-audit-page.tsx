import Button from '@atlaskit/button/default/button';
import { useConnection } from '../../api/queries';
import { PageFrame } from '../../components/page-frame';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { AuditEntries } from './audit-entries';

/** What administrators did with one connector. */
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
      <AuditEntries connectionId={connectionId} />
    </PageFrame>
  );
}
