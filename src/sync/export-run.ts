import type { ChangeRow } from '../domain/change-row';
import type { RunReport } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { leavesOf } from './audit-changes';
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
 * it changed. As CSV: a line each, where `record` says which of the two; what the run was is told by `name` and `value`.
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

const changeFields = [
  'kind',
  'group',
  'groupId',
  'sourceId',
  'accountId',
  'person',
  'cause',
  'outcome',
  'reason',
] as const satisfies readonly (keyof ChangeRow)[];

function tableOf(exported: ExportedRun) {
  const leaves = [...leavesOf(headOf(exported).run)];
  return csvForm<ChangeRow>({
    header: ['record', 'name', 'value', ...changeFields],
    first: leaves.map(([name, json]) => ['run', name, plain(json), ...changeFields.map(() => undefined)]),
    lines: (row) => [['change', undefined, undefined, ...changeFields.map((field) => row[field])]],
  });
}

/** A text as it is, anything else as JSON. */
function plain(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}
