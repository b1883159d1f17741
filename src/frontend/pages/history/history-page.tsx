import './history.css';
import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import type { ConnectionSummary, RunSummary } from '../../../contract';
import { useHistory } from '../../api/history-queries';
import { useOverview } from '../../api/queries';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import type { HistoryFilter } from '../../routing/history-address';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { HistoryChart } from './history-chart';
import { HistoryFilters } from './history-filters';
import { HistoryTable } from './history-table';
import { isShown, shownWords } from './history-words';
import { KeptLine } from './kept-line';

/** All runs of all connectors. The filter is part of the address. */
export function HistoryPage({ filter }: { filter: HistoryFilter }) {
  const connections = useOverview().data?.connections;
  const { replace } = useNavigation();
  return (
    <PageFrame title="History" description={<KeptLine />}>
      <div className="stack">
        <HistoryFilters
          connections={connections ?? []}
          filter={filter}
          onChange={(next) => replace(paths.history(next))}
        />
        <History connections={connections} filter={filter} />
      </div>
    </PageFrame>
  );
}

interface HistoryProps {
  readonly connections: readonly ConnectionSummary[] | undefined;
  readonly filter: HistoryFilter;
}

function History({ connections, filter }: HistoryProps) {
  const history = useHistory(filter.connectionId);
  if (history.isPending) return <Loading label="Loading the history" />;
  if (history.data === undefined) {
    return (
      <Problem
        title="The history could not be loaded"
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    );
  }
  const runs = history.data.pages.flatMap((piece) => piece.runs);
  const shown = runs.filter((run) => isShown(run, filter));
  return (
    <>
      <Runs connections={connections} loaded={runs.length} shown={shown} />
      {history.hasNextPage && (
        <div className="actions">
          <Button isLoading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            Load older runs
          </Button>
        </div>
      )}
      {history.isFetchNextPageError && (
        <Problem title="Older runs could not be loaded" error={history.error} />
      )}
    </>
  );
}

interface RunsProps {
  readonly connections: readonly ConnectionSummary[] | undefined;
  /** How many there are without the filter. */
  readonly loaded: number;
  readonly shown: readonly RunSummary[];
}

function Runs({ connections, loaded, shown }: RunsProps) {
  if (loaded === 0) return <NoRuns />;
  return (
    <>
      <HistoryChart runs={shown} />
      <div className="stack-tight">
        <output className="subtle">{shownWords(shown.length, loaded)}</output>
        {shown.length === 0 ? (
          <p>No run matches these filters.</p>
        ) : (
          <HistoryTable connections={connections} runs={shown} />
        )}
      </div>
    </>
  );
}

function NoRuns() {
  const { navigate } = useNavigation();
  return (
    <EmptyState
      header="No runs yet"
      headingLevel={2}
      description="Each preview and each sync of a connector is listed here. A preview shows what a sync would change, and changes nothing."
      primaryAction={<Button onClick={() => navigate(paths.connectors)}>Go to the connectors</Button>}
    />
  );
}
