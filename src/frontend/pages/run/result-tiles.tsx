import type { RunReport } from '../../../domain/run';
import { count } from '../../words/count';
import { sectionIds } from './section';

interface Tile {
  readonly label: string;
  readonly value: number;
  /** The section that lists what is counted. */
  readonly section: string;
  /** A run that stopped early has counts without a list. */
  readonly isListed: boolean;
  readonly tone?: 'warning' | 'danger';
}

/** The counts of the result; those with a list lead to it. */
export function ResultTiles({ report }: { report: RunReport }) {
  return (
    <ul className="counts" aria-label="Result">
      {tilesOf(report).map((tile) => (
        <li key={tile.label}>
          <TileView tile={tile} />
        </li>
      ))}
    </ul>
  );
}

function TileView({ tile }: { tile: Tile }) {
  const body = (
    <>
      <span className={tile.value > 0 && tile.tone !== undefined ? `count count-${tile.tone}` : 'count'}>
        {count(tile.value)}
      </span>
      <span className="subtle">{tile.label}</span>
    </>
  );
  if (tile.value === 0 || !tile.isListed) return <div className="count-tile">{body}</div>;
  return (
    <button type="button" className="count-tile tile-open" onClick={() => show(tile.section)}>
      {body}
    </button>
  );
}

function show(sectionId: string): void {
  const section = document.getElementById(sectionId);
  section?.scrollIntoView({ block: 'start' });
  section?.focus({ preventScroll: true });
}

/** A preview has applied nothing: it counts what its plan holds. */
function tilesOf(report: RunReport): readonly Tile[] {
  const { mode, counts, planned } = report;
  const hasGroups = report.groups.length > 0;
  const { memberships, users } = counts;
  const isPreview = mode === 'preview';
  return [
    {
      label: isPreview ? 'To add' : 'Added',
      value: isPreview ? planned.additions : memberships.added,
      section: sectionIds.groups,
      isListed: hasGroups,
    },
    {
      label: isPreview ? 'To remove' : 'Removed',
      value: isPreview ? planned.removals : memberships.removed,
      section: sectionIds.groups,
      isListed: hasGroups,
    },
    {
      label: 'Unchanged',
      value: memberships.alreadyCorrect,
      section: sectionIds.groups,
      isListed: hasGroups,
    },
    {
      label: 'Unmatched people',
      value: users.unmatched + users.ambiguous,
      section: sectionIds.unmatched,
      isListed: report.unmatched.length + report.ambiguous.length > 0,
      tone: 'warning',
    },
    {
      label: 'Held',
      value: memberships.held,
      section: sectionIds.held,
      isListed: report.held.length > 0,
      tone: 'warning',
    },
    {
      label: 'Failed',
      value: memberships.failed,
      section: sectionIds.rejected,
      isListed: report.rejected.length > 0,
      tone: 'danger',
    },
  ];
}
