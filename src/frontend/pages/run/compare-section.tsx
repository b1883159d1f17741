import { useState } from 'react';
import type { Outputs, RunSummary } from '../../../contract';
import type { ChangeRow } from '../../../domain/change-row';
import type { RunReport } from '../../../domain/run';
import { useComparison } from '../../api/run-changes';
import { useRuns } from '../../api/queries';
import { ChoiceRow } from '../../components/choice-row';
import { DataTable, type Column } from '../../components/data-table';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { kindOfChange } from '../../words/change-words';
import { count } from '../../words/count';
import { decidedWords, isUnderWay, kindWords } from '../../words/run-status';
import { dateAndTime } from '../../words/time';
import { changeKey, groupColumn, personColumn } from './changes/change-columns';
import { Section, sectionIds } from './section';

/** What this run would change, or changed, that an earlier one did not, and the other way round. */
export function CompareSection({ report }: { report: RunReport }) {
  const runs = useRuns(report.connectionId);
  const [chosen, setChosen] = useState('');
  const earlier = (runs.data?.runs ?? []).filter((run) => isEarlier(run, report));
  if (earlier.length === 0 || report.planHash === undefined) return null;
  return (
    <Section
      id={sectionIds.compare}
      title="Compare with an earlier run"
      description="Shows which changes only one of the two runs has: what came and went between them."
    >
      <div className="narrow">
        <ChoiceRow
          label="Earlier run"
          options={earlier.map((run) => ({ value: run.id, label: runLabel(run) }))}
          value={chosen}
          isSearchable
          onChange={setChosen}
        />
      </div>
      {chosen !== '' && <Comparison beforeRunId={chosen} afterRunId={report.runId} />}
    </Section>
  );
}

function isEarlier(run: RunSummary, report: RunReport): boolean {
  return run.id !== report.runId && run.startedAtMs < report.startedAtMs && !isUnderWay(run.status);
}

function runLabel(run: RunSummary): string {
  return `${dateAndTime(run.startedAtMs)}: ${kindWords(run.mode, run.task)}, ${decidedWords(run.status, run.decision).label.toLowerCase()}`;
}

function Comparison({ beforeRunId, afterRunId }: { beforeRunId: string; afterRunId: string }) {
  const comparison = useComparison(beforeRunId, afterRunId);
  if (comparison.isPending) return <Loading label="Comparing the runs" />;
  if (comparison.isError) {
    return (
      <Problem
        title="The runs could not be compared"
        error={comparison.error}
        onRetry={() => void comparison.refetch()}
      />
    );
  }
  return <Difference difference={comparison.data} />;
}

function Difference({ difference }: { difference: Outputs['compareRuns'] }) {
  const { onlyBefore, onlyAfter, both, summary } = difference;
  return (
    <div className="stack-tight">
      <p>{summary}</p>
      <Only title="Only in the earlier run" rows={onlyBefore} />
      <Only title="Only in this run" rows={onlyAfter} />
      <p className="quiet">In both runs: {count(both)}</p>
    </div>
  );
}

const columns: readonly Column<ChangeRow>[] = [
  { title: 'Change', width: 20, cell: ({ kind }) => kindOfChange(kind) },
  { ...personColumn, width: 40 },
  { ...groupColumn, width: 40 },
];

function Only({ title, rows }: { title: string; rows: readonly ChangeRow[] }) {
  if (rows.length === 0) return <p className="quiet">{title}: none</p>;
  return (
    <>
      <p className="label">
        {title}: {count(rows.length)}
      </p>
      <DataTable label={title} columns={columns} rows={rows} rowKey={changeKey} />
    </>
  );
}
