import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import { useId, useMemo, useState } from 'react';
import type { RunSummary } from '../../../contract';
import { DataTable, type Column } from '../../components/data-table';
import { count } from '../../words/count';
import { axisOf, chartData, type ChartData, type ChartPoint } from './chart-data';
import { ChartBars } from './chart-bars';

/** What syncs changed over time. The table behind it is always there for screen readers, and for others where they ask for it. */
export function HistoryChart({ runs }: { runs: readonly RunSummary[] }) {
  const data = useMemo(() => chartData(runs), [runs]);
  const [isTableShown, setTableShown] = useState(false);
  const tableId = useId();
  if (data.points.length < 2) return null;
  const title = data.per === 'day' ? 'Changes per day' : 'Changes per sync';
  return (
    <figure className="chart">
      <div className="chart-head">
        <Heading size="small" as="h2">
          {title}
        </Heading>
        <Legend />
        <Button
          spacing="compact"
          appearance="subtle"
          aria-expanded={isTableShown}
          aria-controls={tableId}
          onClick={() => setTableShown((isShown) => !isShown)}
        >
          {isTableShown ? 'Hide the table' : 'Show as table'}
        </Button>
      </div>
      <ChartBars label={`${title}: ${summary(data)}`} points={data.points} axis={axisOf(data.points)} />
      <div id={tableId} className={isTableShown ? '' : 'visually-hidden'}>
        <ChartTable title={title} data={data} />
      </div>
    </figure>
  );
}

function Legend() {
  return (
    <ul className="legend">
      <li className="legend-added">Added</li>
      <li className="legend-removed">Removed</li>
      <li className="legend-failed">Failed</li>
    </ul>
  );
}

function summary({ points }: ChartData): string {
  const sum = (name: 'added' | 'removed' | 'failed') =>
    count(points.reduce((all, point) => all + point[name], 0));
  return `${sum('added')} added, ${sum('removed')} removed, ${sum('failed')} failed, from ${points[0]?.label} to ${points.at(-1)?.label}.`;
}

/** Days without a run say nothing in a table. */
function ChartTable({ title, data }: { title: string; data: ChartData }) {
  const rows = data.points.filter(({ runs }) => runs > 0).toReversed();
  const columns: readonly Column<ChartPoint>[] = [
    { title: data.per === 'day' ? 'Day' : 'Started', cell: ({ label }) => label },
    ...(data.per === 'day'
      ? [{ title: 'Syncs', align: 'end', cell: ({ runs }: ChartPoint) => count(runs) } as const]
      : []),
    { title: 'Added', align: 'end', cell: ({ added }) => count(added) },
    { title: 'Removed', align: 'end', cell: ({ removed }) => count(removed) },
    { title: 'Failed', align: 'end', cell: ({ failed }) => count(failed) },
  ];
  return (
    <DataTable
      label={title}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      rowsPerPage={rows.length + 1}
    />
  );
}
