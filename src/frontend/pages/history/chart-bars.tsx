import { count, counted } from '../../words/count';
import type { ChartPoint } from './chart-data';

interface ChartBarsProps {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  /** Values of the lines, from the lowest up; zero is among them. */
  readonly axis: readonly number[];
}

const width = 1000;
const height = 100;
/** Of the place of a bar. */
const gapShare = 0.25;
const widestBar = 40;

/** The drawing is stretched to its place; what is written stands beside it and is not. */
export function ChartBars({ label, points, axis }: ChartBarsProps) {
  const [lowest, highest] = [axis[0] ?? 0, axis.at(-1) ?? 1];
  const y = (value: number) => ((highest - value) / (highest - lowest)) * height;
  return (
    <div className="chart-plot">
      <ol className="chart-axis" aria-hidden="true">
        {axis.map((value) => (
          <li key={value} style={{ insetBlockStart: `${y(value)}%` }}>
            {value < 0 ? `−${count(-value)}` : count(value)}
          </li>
        ))}
      </ol>
      <svg
        className="chart-drawing"
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
      >
        {axis.map((value) => (
          <line
            key={value}
            className={value === 0 ? 'chart-zero' : 'chart-line'}
            x1={0}
            x2={width}
            y1={y(value)}
            y2={y(value)}
          />
        ))}
        {points.map((point, index) => (
          <Bar key={point.key} point={point} index={index} places={points.length} y={y} />
        ))}
      </svg>
      <div className="chart-ends" aria-hidden="true">
        <span>{points[0]?.label}</span>
        <span>{points.at(-1)?.label}</span>
      </div>
    </div>
  );
}

interface BarProps {
  readonly point: ChartPoint;
  readonly index: number;
  readonly places: number;
  readonly y: (value: number) => number;
}

function Bar({ point, index, places, y }: BarProps) {
  const place = width / places;
  const barWidth = Math.min(place * (1 - gapShare), widestBar);
  const at = { x: index * place + (place - barWidth) / 2, width: barWidth };
  const { added, removed, failed } = point;
  return (
    <g>
      <title>{pointWords(point)}</title>
      {/* Takes the mouse over the whole place, so that small bars have a tooltip too. */}
      <rect className="chart-place" x={index * place} width={place} y={0} height={height} />
      <rect className="chart-added" {...at} y={y(added)} height={y(0) - y(added)} />
      <rect className="chart-failed" {...at} y={y(added + failed)} height={y(added) - y(added + failed)} />
      <rect className="chart-removed" {...at} y={y(0)} height={y(-removed) - y(0)} />
    </g>
  );
}

function pointWords({ label, added, removed, failed, runs }: ChartPoint): string {
  return runs === 0
    ? `${label}: no sync`
    : `${label}: ${count(added)} added, ${count(removed)} removed, ${count(failed)} failed (${counted(runs, 'sync')})`;
}
