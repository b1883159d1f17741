import { useReadDocument } from '../../api/documents';
import { PageFrame } from '../../components/page-frame';
import { DocumentSource } from './document-source';
import { ImportedConnector } from './imported-connector';

export function ImportPage() {
  const read = useReadDocument();
  return (
    <PageFrame
      title="Import connector"
      crumbs={[]}
      description="A file that “Export” of a connector has made becomes a new connector. The file holds no secret, so you enter that here."
    >
      {read.data === undefined ? (
        <DocumentSource read={read} />
      ) : (
        <ImportedConnector imported={read.data} onAnother={read.reset} />
      )}
    </PageFrame>
  );
}
