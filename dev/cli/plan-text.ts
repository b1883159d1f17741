import type { ChangeRow } from '../../src/domain/change-row';
import type { RunReport } from '../../src/domain/run';
import { changesSummary, changesText, type ChangesShown } from './changes-text';
import { byRule, leftAlone, waitingFor } from './report-lists';
import { leftStanding, reportTitle, spentRows } from './report-text';
import { apart, numberText, table } from './texts';

/** A preview as a tired administrator reads it: the counts, what waits, then who comes and goes, group by group. */
export function planText(report: RunReport, rows: readonly ChangeRow[], shown: ChangesShown): string {
  return [
    reportTitle(report),
    '',
    ...table([...planRows(report, rows), ...spentRows(report)]),
    ...apart(report.notes),
    ...waitingFor(report),
    ...apart(changesText(rows, shown)),
    ...byRule(report),
    ...leftAlone(report),
  ].join('\n');
}

function planRows(
  report: RunReport,
  rows: readonly ChangeRow[],
): readonly (readonly [name: string, value: string])[] {
  if (report.planHash === undefined) return [];
  const { users, memberships, groups } = report.counts;
  const held = rows.filter(({ outcome, kind }) => outcome === 'held' && kind !== 'create');
  const read =
    report.task?.kind === 'undo'
      ? []
      : ([
          [
            'People',
            `${numberText(users.read)} read, ${numberText(users.inScope)} in scope: ${numberText(users.matched)} matched, ${numberText(users.unmatched)} without an account, ${numberText(users.ambiguous)} ambiguous`,
          ],
          ['Groups', `${numberText(groups.read)} read, ${numberText(groups.inScope)} to synchronise`],
          ['As is', `${numberText(memberships.alreadyCorrect)} memberships already correct`],
          ...leftStanding(report).map((words) => ['', words] as const),
        ] as const);
  return [
    ...read,
    ['To do', changesSummary(rows)],
    ...(held.length === 0 ? [] : [['Held', `${changesSummary(held)}, for approval`] as const]),
  ];
}
