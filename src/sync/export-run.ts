import type { ChangeRow } from '../domain/change-row';
import type { RunReport } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { kindText, outcomeText, whyText } from './change-text';
import { csvForm, fileNamePart, jsonForm, pieceOf, type ExportFormat } from './export-piece';

interface ExportedRun {
  readonly run: SyncRun;
  /** Absent where the run left none, or it is damaged. */
  readonly report?: RunReport;
  readonly connectionName: string;
  readonly rows: readonly ChangeRow[];
}

/**
 * A piece of a run's file from this row on; `next` is the row that the next piece begins with. As JSON: `run` says what the run was, `changes` what
 * it changed, in the app's own terms. As CSV: a line for each change, in words.
 */
export function runPiece(
  exported: ExportedRun,
  format: ExportFormat,
  from: number,
): { readonly text: string; readonly next?: number } {
  const form = format === 'json' ? jsonForm<ChangeRow>(headOf(exported), 'changes') : tableOf(exported);
  const items = exported.rows.slice(from);
  const { text, taken } = pieceOf({ items, form, isFirst: from === 0, isLast: true });
  return { text, ...(taken < items.length ? { next: from + taken } : {}) };
}

export function runFileName({ run, connectionName }: ExportedRun, format: ExportFormat): string {
  const [day = '', time = ''] = new Date(run.startedAtMs).toISOString().split('T');
  const parts = [
    'run',
    fileNamePart(connectionName),
    day,
    time.slice(0, 5).replace(':', ''),
    run.id.slice(0, 8),
  ];
  return `${parts.filter((part) => part !== '').join('-')}.${format}`;
}

function headOf({ run, report, connectionName }: ExportedRun) {
  const { id, connectionId, mode, trigger, startedBy, task, status, summary, approval, decision } = run;
  return {
    version: 1,
    run: {
      id,
      connection: { id: connectionId, name: connectionName },
      mode,
      trigger,
      startedBy,
      task,
      status,
      summary,
      startedAt: timeOf(run.startedAtMs),
      endedAt: run.endedAtMs === undefined ? undefined : timeOf(run.endedAtMs),
      planHash: report?.planHash,
      heldHash: report?.heldHash,
      approval,
      decision: decision && {
        ...decision,
        by: decision.by.map(({ accountId, atMs }) => ({ accountId, at: timeOf(atMs) })),
      },
      planned: report?.planned,
      counts: report?.counts,
      held: report?.held.map(({ message }) => message),
      notes: run.notes,
    },
  };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

const columns = ['Change', 'Group', 'Person', 'Account ID', 'Why', 'Outcome', 'Reason of a failure'];

function tableOf({ run }: ExportedRun) {
  return csvForm<ChangeRow>({
    header: columns,
    lines: (row) => [
      [
        kindText(row.kind),
        row.group,
        row.person,
        row.accountId,
        whyText(row, run.task),
        outcomeText(row.outcome),
        row.reason,
      ],
    ],
  });
}
