import { Suspense, useEffect, useState } from 'react';
import type { ConnectionSummary, Outputs } from '../../../contract';
import { useSetScheduleEnabled } from '../../api/connector-list-actions';
import { useStartRun } from '../../api/run-actions';
import { fetchedPart } from '../../components/fetched-part';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { ConnectorTable } from './connector-table';
import { NoConnectors } from './no-connectors';
import type { Dialog } from './row-actions';
import { useOrder } from './use-order';
import { WarningList } from './warning-list';

const RowDialog = fetchedPart(async () => (await import('./row-dialog')).RowDialog);

export function ConnectorList({ overview }: { overview: Outputs['overview'] }) {
  const { connections } = overview;
  return (
    <div className="stack">
      <WarningList overview={overview} />
      {connections.length === 0 ? <NoConnectors /> : <Rows connections={connections} />}
    </div>
  );
}

function Rows({ connections }: { connections: readonly ConnectionSummary[] }) {
  const { navigate } = useNavigation();
  const start = useStartRun();
  const schedule = useSetScheduleEnabled();
  const order = useOrder(connections);
  const asking = useRowDialog(connections);
  return (
    <>
      {start.isError && <Problem title="The run could not be started" error={start.error} />}
      {schedule.isError && (
        <Problem title={notSwitched(connections, schedule.variables)} error={schedule.error} />
      )}
      {order.error !== null && <Problem title="The order could not be saved" error={order.error} />}
      <ConnectorTable
        connections={connections}
        deeds={{
          onStart: (connectionId, mode) =>
            start.mutate({ connectionId, mode }, { onSuccess: ({ run }) => navigate(paths.run(run.id)) }),
          onSwitch: (id, enabled) => schedule.mutate({ id, enabled }),
          onMove: order.move,
          canMove: order.canMove,
          onAsk: asking.ask,
        }}
      />
      <output className="visually-hidden">{order.said}</output>
      <div className="stack-tight subtle">
        <p className="about-bars">
          Recent runs: additions go up and removals down. Blue and grey were made, teal is a preview or was
          cancelled, orange was held, red failed or stopped. Point at a bar to read what the run did.
        </p>
        {connections.length > 1 && (
          <p>
            Connectors that are due at the same time start in this order; move them with their actions. A
            membership stays as long as any connector wants it, whatever the order.
          </p>
        )}
      </div>
      {asking.dialog}
    </>
  );
}

function notSwitched(
  connections: readonly ConnectionSummary[],
  { id, enabled }: { readonly id: string; readonly enabled: boolean },
): string {
  const name = connections.find((row) => row.id === id)?.name ?? 'this connector';
  return `The schedule of ${name} could not be switched ${enabled ? 'on' : 'off'}`;
}

/** The dialog about one row. It goes with its connector, and leaves the focus to the title of the page then. */
function useRowDialog(connections: readonly ConnectionSummary[]) {
  const [asked, setAsked] = useState<{ readonly id: string; readonly dialog: Dialog } | undefined>();
  const row = connections.find(({ id }) => id === asked?.id);
  const isGone = asked !== undefined && row === undefined;
  useEffect(() => {
    if (isGone) document.querySelector<HTMLElement>('.page-title')?.focus({ preventScroll: true });
  }, [isGone]);
  return {
    ask: ({ id }: ConnectionSummary, dialog: Dialog): void => setAsked({ id, dialog }),
    dialog: asked !== undefined && row !== undefined && (
      <Suspense fallback={null}>
        <RowDialog row={row} dialog={asked.dialog} onClose={() => setAsked(undefined)} />
      </Suspense>
    ),
  };
}
