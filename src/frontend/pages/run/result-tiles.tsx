import type { RunReport } from '../../../domain/run';
import { count } from '../../words/count';
import { sectionIds } from './section';

interface Tile {
  readonly label: string;
  readonly value: number;
  /** The section that lists what is counted. */
  readonly section: string;
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
  if (tile.value === 0) return <div className="count-tile">{body}</div>;
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
function tilesOf({ mode, counts, planned }: RunReport): readonly Tile[] {
  const { memberships, users } = counts;
  const isPreview = mode === 'preview';
  return [
    {
      label: isPreview ? 'To add' : 'Added',
      value: isPreview ? planned.additions : memberships.added,
      section: sectionIds.groups,
    },
    {
      label: isPreview ? 'To remove' : 'Removed',
      value: isPreview ? planned.removals : memberships.removed,
      section: sectionIds.groups,
    },
    { label: 'Unchanged', value: memberships.alreadyCorrect, section: sectionIds.groups },
    {
      label: 'Unmatched people',
      value: users.unmatched + users.ambiguous,
      section: sectionIds.unmatched,
      tone: 'warning',
    },
    { label: 'Held', value: memberships.held, section: sectionIds.held, tone: 'warning' },
    { label: 'Failed', value: memberships.failed, section: sectionIds.rejected, tone: 'danger' },
  ];
}
