import type { RunSummary } from '../../../contract';
import { barsLabel, recentBars } from './recent-bars';

/** As many as the overview has. */
const places = 12;
const place = 8;
const barWidth = 6;
const half = 14;
/** A run that changed nothing is still a run. */
const least = 1.5;

/** A bar for each recent run, the oldest on the left: additions go up, removals down. */
export function RecentRunsChart({ runs }: { runs: readonly RunSummary[] }) {
  if (runs.length === 0) return null;
  const bars = recentBars(runs);
  return (
    <svg
      className="recent-runs"
      role="img"
      aria-label={barsLabel(runs)}
      width={places * place}
      height={half * 2}
      viewBox={`0 0 ${places * place} ${half * 2}`}
    >
      {bars.map(({ key, up, down, look, title }, index) => {
        const at = { x: index * place, width: barWidth };
        const [above, below] = [Math.max(least, up * half), Math.max(least, down * half)];
        return (
          <g key={key} className={`recent-${look}`}>
            <title>{title}</title>
            {/* Takes the mouse over the whole place, so that small bars have a tooltip too. */}
            <rect className="recent-place" x={index * place} width={place} y={0} height={half * 2} />
            <rect className="recent-up" {...at} y={half - above} height={above} />
            <rect className="recent-down" {...at} y={half} height={below} />
          </g>
        );
      })}
    </svg>
  );
}
