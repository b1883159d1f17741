import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../../contract';
import { useOverview } from '../../../api/queries';
import { DirectoryMark } from '../../../components/directory-mark';
import { Loading } from '../../../components/loading';
import { Problem } from '../../../components/problem';
import { AppLink } from '../../../routing/app-link';
import { useNavigation } from '../../../routing/navigation';
import { paths } from '../../../routing/route';
import { AuditExport } from '../../audit/audit-export';
import { ExportModal } from '../../connector/export-modal';

/** What comes in as a file, and what goes out as one. */
export function FilesTab() {
  const { navigate } = useNavigation();
  return (
    <div className="form">
      <section className="form-section">
        <Heading size="medium" as="h2">
          Import a connector
        </Heading>
        <p className="section-text">
          A file that was exported here or on another site becomes a new connector. It holds no secret, so you
          enter that anew.
        </p>
        <div className="actions">
          <Button onClick={() => navigate(paths.import)}>Import connector</Button>
        </div>
      </section>
      <section className="form-section">
        <Heading size="medium" as="h2">
          Export a connector
        </Heading>
        <p className="section-text">
          The file holds all settings and rules of one connector, to keep, to compare, or to import on another
          site. It does not hold the secret.
        </p>
        <Connectors />
      </section>
      <section className="form-section">
        <Heading size="medium" as="h2">
          Export the audit log
        </Heading>
        <p className="section-text">Everything that is kept of what administrators did with this app.</p>
        <AuditExport />
      </section>
    </div>
  );
}

function Connectors() {
  const overview = useOverview();
  const [exported, setExported] = useState<ConnectionSummary>();
  if (overview.isPending) return <Loading label="Loading the connectors" />;
  if (overview.data === undefined) {
    return (
      <Problem
        title="The connectors could not be loaded"
        error={overview.error}
        onRetry={() => void overview.refetch()}
      />
    );
  }
  const { connections } = overview.data;
  if (connections.length === 0) {
    return (
      <p>
        There is no connector yet. <AppLink to={paths.chooseConnector}>Create the first one</AppLink>.
      </p>
    );
  }
  return (
    <>
      <ul className="file-list" aria-label="Connectors">
        {connections.map((connection) => (
          <li key={connection.id}>
            <span className="mark-and-text">
              <DirectoryMark directory={connection.kind} />
              <span className="wrap">{connection.name}</span>
            </span>
            <Button aria-label={`Export ${connection.name}`} onClick={() => setExported(connection)}>
              Export
            </Button>
          </li>
        ))}
      </ul>
      <ModalTransition>
        {exported !== undefined && (
          <ExportModal connection={exported} onClose={() => setExported(undefined)} />
        )}
      </ModalTransition>
    </>
  );
}
