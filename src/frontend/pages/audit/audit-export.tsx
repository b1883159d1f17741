import Button from '@atlaskit/button/default/button';
import { useExportAudit } from '../../api/audit-queries';
import { downloadText } from '../../components/download-text';
import { Problem } from '../../components/problem';

/** The whole audit log as a file. */
export function AuditExport() {
  const exporting = useExportAudit();
  const offer = (format: 'csv' | 'json'): void => exporting.mutate(format, { onSuccess: downloadText });
  const busy = exporting.isPending ? exporting.variables : undefined;
  return (
    <>
      <div className="actions">
        <Button isLoading={busy === 'csv'} onClick={() => offer('csv')}>
          Export as CSV
        </Button>
        <Button isLoading={busy === 'json'} onClick={() => offer('json')}>
          Export as JSON
        </Button>
      </div>
      {exporting.isError && <Problem title="The audit log could not be exported" error={exporting.error} />}
    </>
  );
}
