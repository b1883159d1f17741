import { useState } from 'react';
import type { RunReport } from '../../../../domain/run';
import { useChanges } from '../../../api/run-changes';
import { DataTable } from '../../../components/data-table';
import { Loading } from '../../../components/loading';
import { Problem } from '../../../components/problem';
import { useSettled } from '../../../components/use-settled';
import { counted } from '../../../words/count';
import { directoryName } from '../../../words/directory-words';
import { Section, sectionIds } from '../section';
import { changeColumns, changeKey } from './change-columns';
import { ChangeFilters } from './change-filters';
import { noFilter, queryOf, type ChangeFilter } from './change-filter';
import { ExportButtons } from './export-buttons';

/** Every change of a run, one a row. */
export function ChangesSection({ report }: { report: RunReport }) {
  const isAnything = report.groups.some(
    ({ planned }) => planned.creation || planned.additions + planned.removals > 0,
  );
  if (!isAnything) return null;
  return (
    <Section
      id={sectionIds.changes}
      title="All changes"
      description="Each membership and each new group, with the reason and what became of it."
    >
      <ExportButtons runId={report.runId} />
      <Changes report={report} />
    </Section>
  );
}

const rowsPerPage = 20;
const typingMs = 300;

function Changes({ report }: { report: RunReport }) {
  const [filter, setFilter] = useState(noFilter);
  const [page, setPage] = useState(1);
  const text = useSettled(filter.text, typingMs);
  const change = (next: Partial<ChangeFilter>): void => {
    setFilter({ ...filter, ...next });
    setPage(1);
  };
  return (
    <>
      <ChangeFilters report={report} filter={filter} onChange={change} />
      <ChangeTable report={report} filter={{ ...filter, text }} page={page} onSetPage={setPage} />
    </>
  );
}

interface ChangeTableProps {
  readonly report: RunReport;
  readonly filter: ChangeFilter;
  readonly page: number;
  readonly onSetPage: (page: number) => void;
}

function ChangeTable({ report, filter, page, onSetPage }: ChangeTableProps) {
  const changes = useChanges({
    runId: report.runId,
    offset: (page - 1) * rowsPerPage,
    limit: rowsPerPage,
    ...queryOf(filter),
  });
  if (changes.isPending) return <Loading label="Loading the changes" />;
  if (changes.isError) {
    return (
      <Problem
        title="The changes could not be loaded"
        error={changes.error}
        onRetry={() => void changes.refetch()}
      />
    );
  }
  const { rows, total } = changes.data;
  return (
    <>
      <output className="subtle">
        {total === 0 ? 'No change fits. Change or clear the search.' : counted(total, 'change')}
      </output>
      {total > 0 && (
        <DataTable
          label="All changes"
          columns={changeColumns(directoryName(report.connector), report.task)}
          rows={rows}
          rowKey={changeKey}
          rowsPerPage={rowsPerPage}
          paging={{ page, totalRows: total, isLoading: changes.isPlaceholderData, onSetPage }}
        />
      )}
    </>
  );
}
