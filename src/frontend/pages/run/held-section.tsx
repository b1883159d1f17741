import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { HeldReason } from '../../../domain/plan';
import type { RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { counted } from '../../words/count';
import { useRuns } from '../../api/queries';
import { ApproveModal } from './approve-modal';
import { Section, sectionIds } from './section';

const columns: readonly Column<HeldReason>[] = [
  { title: 'Where', width: 20, cell: (held) => held.group ?? 'The whole run' },
  { title: 'What', width: 16, cell: (held) => counted(held.count, word(held), `${word(held)}s`) },
  { title: 'Why', width: 64, cell: (held) => <span className="wrap">{held.message}</span> },
];

function word({ what }: HeldReason): string {
  return what === 'removals' ? 'removal' : 'addition';
}

export function HeldSection({ report }: { report: RunReport }) {
  const [isAsking, setAsking] = useState(false);
  if (report.held.length === 0) return null;
  return (
    <Section
      id={sectionIds.held}
      title="Held for approval"
      description="These changes are larger than the safety limits allow, or empty a group that is gone from the directory. They wait until an administrator approves them."
    >
      <DataTable
        label="Held changes"
        columns={columns}
        rows={report.held}
        rowKey={(held) => `${held.what}-${held.scope}-${held.group ?? ''}-${held.limit.kind}`}
      />
      <Approval report={report} onApprove={() => setAsking(true)} />
      <ModalTransition>
        {isAsking && report.heldHash !== undefined && (
          <ApproveModal report={report} heldHash={report.heldHash} onClose={() => setAsking(false)} />
        )}
      </ModalTransition>
    </Section>
  );
}

/** Only the newest run can be approved: an older one may have been approved already, or the next sync has looked anew. */
function Approval({ report, onApprove }: { report: RunReport; onApprove: () => void }) {
  const runs = useRuns(report.connectionId);
  const newest = runs.data?.runs[0];
  if (report.heldHash === undefined || newest === undefined) return null;
  if (newest.id !== report.runId)
    return <p>A newer run of this connector has looked at these changes again.</p>;
  return (
    <div className="actions">
      <Button appearance="warning" onClick={onApprove}>
        Approve and apply
      </Button>
    </div>
  );
}
