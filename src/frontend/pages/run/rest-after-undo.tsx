import type { RunReport } from '../../../domain/run';
import { useConnection } from '../../api/queries';
import { RestNotice } from '../connector/rest-notice';

/** On the page of an undo: its schedule rests, and here it can go on. */
export function RestAfterUndo({ report }: { report: RunReport }) {
  if (report.task?.kind !== 'undo' || report.mode !== 'sync') return null;
  return <Rest connectionId={report.connectionId} />;
}

function Rest({ connectionId }: { connectionId: string }) {
  const { data } = useConnection(connectionId);
  if (data?.rest === undefined) return null;
  return <RestNotice connectionId={connectionId} rest={data.rest} />;
}
