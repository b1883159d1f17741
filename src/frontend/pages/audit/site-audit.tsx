import { AuditEntries } from './audit-entries';
import { AuditExport } from './audit-export';

/** What administrators did, on the whole site. */
export function SiteAudit() {
  return (
    <div className="stack">
      <p className="section-text">
        What administrators did with this app, newest first: who, when, and what was there before and after.
      </p>
      <AuditExport />
      <AuditEntries connectionId={undefined} />
    </div>
  );
}
