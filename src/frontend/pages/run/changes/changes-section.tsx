import './changes.css';
import EmptyState from '@atlaskit/empty-state';
import Button from '@atlaskit/button/default/button';
import { useEffect, useState } from 'react';
import type { RunReport } from '../../../../domain/run';
import { useChangesOverview, useChangeWindows } from '../../../api/run-changes';
import { Loading } from '../../../components/loading';
import { Problem } from '../../../components/problem';
import { changesPath, type ChangesFilter } from '../../../routing/changes-address';
import { useNavigation } from '../../../routing/navigation';
import { counted } from '../../../words/count';
import { Section, sectionIds } from '../section';
import { ChangeFilters } from './change-filters';
import { choicesOf, hasChanges, isNarrowed, queryOf } from './change-filter';
import { ChangesTable } from './changes-table';
import { ExportButtons } from './export-buttons';
import { showChanges } from './show-changes';

/** Every change of a run, one a row. What is shown is part of the address. */
export function ChangesSection({ report }: { report: RunReport }) {
  if (!report.groups.some(hasChanges)) return null;
  return (
    <Section
      id={sectionIds.changes}
      title="All changes"
      description="Each membership and each new group, with the reason and what became of it."
    >
      <Changes report={report} />
    </Section>
  );
}

function Changes({ report }: { report: RunReport }) {
  const { runId } = report;
  const { filter, setFilter } = useFilterOfAddress(runId);
  const overview = useChangesOverview(runId);
  return (
    <>
      <ChangeFilters choices={choicesOf(report, overview)} filter={filter} onChange={setFilter} />
      <FoundChanges
        report={report}
        filter={filter}
        onClear={() => setFilter(filter.order === undefined ? {} : { order: filter.order }, 'new')}
      />
    </>
  );
}

function useFilterOfAddress(runId: string) {
  const { route, navigate, replace } = useNavigation();
  const filter = route.page === 'run' ? route.changes : {};
  const isShared = useState(isNarrowed(filter))[0];
  useEffect(() => {
    // Who opens a link to some of the changes wants to see these.
    if (isShared) showChanges();
  }, [isShared]);
  const setFilter = (next: ChangesFilter, step: 'new' | 'same'): void =>
    (step === 'new' ? navigate : replace)(changesPath(runId, next));
  return { filter, setFilter };
}

interface FoundChangesProps {
  readonly report: RunReport;
  readonly filter: ChangesFilter;
  readonly onClear: () => void;
}

const firstWindow = [0];

function FoundChanges({ report, filter, onClear }: FoundChangesProps) {
  const query = queryOf(report.runId, filter);
  const { total, error, retry } = useChangeWindows(query, firstWindow);
  if (error !== null && total === undefined)
    return <Problem title="The changes could not be loaded" error={error} onRetry={retry} />;
  return (
    <>
      <div className="changes-head">
        <output className="subtle">{total === undefined ? '' : foundWords(total, filter)}</output>
        <ExportButtons runId={report.runId} />
      </div>
      {total === undefined && (
        <div className="changes-scroll changes-wait">
          <Loading label="Loading the changes" />
        </div>
      )}
      {total === 0 && <NothingFound filter={filter} onClear={onClear} />}
      {total !== undefined && total > 0 && (
        <ChangesTable key={changesPath(report.runId, filter)} report={report} query={query} total={total} />
      )}
    </>
  );
}

function foundWords(total: number, filter: ChangesFilter): string {
  if (!isNarrowed(filter)) return counted(total, 'change');
  return total === 0 ? 'No change fits' : `${counted(total, 'change')} found`;
}

function NothingFound({ filter, onClear }: { filter: ChangesFilter; onClear: () => void }) {
  if (!isNarrowed(filter)) return <p>The changes of this run are not kept any more.</p>;
  return (
    <EmptyState
      header="No change fits"
      headingLevel={3}
      description="No change of this run fits what you chose and searched."
      primaryAction={<Button onClick={onClear}>Clear the filters</Button>}
    />
  );
}
