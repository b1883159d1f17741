import type { RunView } from '../../../contract';
import type { RunReport } from '../../../domain/run';
import { useChangesOverview } from '../../api/run-changes';
import { count } from '../../words/count';
import { ChangesLink } from './changes/changes-link';
import { showSection } from './changes/show-changes';
import { tilesOf, type Tile } from './tiles';

/** The counts of the result; those with a list lead to it. */
export function ResultTiles({ run, report }: { run: RunView; report: RunReport }) {
  const overview = useChangesOverview(report.runId);
  const tiles = tilesOf(report, overview, run.decision);
  // The message above says that nothing would change.
  if (report.mode === 'preview' && tiles.every(({ value }) => value === 0)) return null;
  return (
    <ul className="counts" aria-label="Result">
      {tiles.map((tile) => (
        <li key={tile.label}>
          <TileView tile={tile} runId={report.runId} />
        </li>
      ))}
    </ul>
  );
}

function TileView({ tile, runId }: { tile: Tile; runId: string }) {
  const { leadsTo } = tile;
  const body = (
    <>
      <span className={tile.value > 0 && tile.tone !== undefined ? `count count-${tile.tone}` : 'count'}>
        {count(tile.value)}
      </span>
      <span className="subtle">{tile.label}</span>
      {tile.detail !== undefined && <span className="subtle">{tile.detail}</span>}
    </>
  );
  if (tile.value === 0 || leadsTo === undefined) return <div className="count-tile">{body}</div>;
  if (typeof leadsTo === 'object')
    return (
      <ChangesLink runId={runId} filter={leadsTo} className="count-tile tile-open">
        {body}
      </ChangesLink>
    );
  return (
    <button type="button" className="count-tile tile-open" onClick={() => showSection(leadsTo)}>
      {body}
    </button>
  );
}
