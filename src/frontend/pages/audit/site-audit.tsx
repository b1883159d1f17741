import './audit.css';
import { useState } from 'react';
import { useOverview } from '../../api/queries';
import { ChoiceRow } from '../../components/choice-row';
import { AuditEntries } from './audit-entries';
import { AuditExport } from './audit-export';

/** What administrators did, on the whole site. */
export function SiteAudit() {
  const [connectionId, setConnectionId] = useState(everything.value);
  const connections = useOverview().data?.connections ?? [];
  return (
    <div className="stack">
      <p className="section-text">
        What administrators did with this app, newest first: who, when, and what was there before and after.
      </p>
      <div className="audit-tools">
        <ChoiceRow
          label="What is shown"
          options={[everything, ...connections.map(({ id, name }) => ({ value: id, label: name }))]}
          value={connectionId}
          onChange={setConnectionId}
        />
        <AuditExport />
      </div>
      <AuditEntries connectionId={connectionId === everything.value ? undefined : connectionId} />
    </div>
  );
}

const everything = { value: '', label: 'The whole site' };
