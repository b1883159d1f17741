import type { RunReport } from '../../src/domain/run';
import { reportLists } from './report-lists';
import { apart, counted, durationText, numberText, table } from './texts';

/** A report as a tired administrator wants to read it: what happened, the counts, and what to look at. */
export function reportText(report: RunReport): string {
  return [
    reportTitle(report),
    '',
    ...table([...countRows(report), ...spentRows(report)]),
    ...apart(report.notes),
    ...reportLists(report),
  ].join('\n');
}

/** How a run ended, and why where it stopped. */
export function reportTitle(report: RunReport): string {
  const how = {
    finished: 'finished',
    'finished-with-failures': 'finished, but some changes were refused',
    held:
      report.mode === 'preview'
        ? 'finished; a sync would hold some changes for approval'
        : 'finished; some changes wait for approval',
    stopped: 'stopped',
  }[report.status];
  const why = report.stoppedBecause === undefined ? '' : `\n${report.stoppedBecause.message}`;
  return `${whatRan(report)}: ${how}.${why}`;
}

function whatRan({ mode, task, connectionName }: RunReport): string {
  const of = `"${connectionName}"`;
  if (task?.kind === 'undo') return `${mode === 'preview' ? 'Preview of an undo' : 'Undo'} in ${of}`;
  const what = mode === 'preview' ? 'Preview' : 'Sync';
  return task?.kind === 'person' ? `${what} of one person in ${of}` : `${what} of ${of}`;
}

type Row = readonly [name: string, value: string];

/** A run that stopped before its plan has nothing to count: zeros would look like a result. */
export function countRows(report: RunReport): readonly Row[] {
  if (report.planHash === undefined) return [];
  const { groups, memberships } = report.counts;
  const { planned } = report;
  return [
    ...(report.task?.kind === 'undo' ? [] : [peopleRow(report)]),
    [
      'Groups',
      `${numberText(groups.read)} read, ${numberText(groups.inScope)} to synchronise, ${numberText(groups.created)} created, ${numberText(groups.left)} left alone`,
    ],
    [
      'Planned',
      `${numberText(planned.additions)} to add, ${numberText(planned.removals)} to remove, ${numberText(planned.groups)} groups to create`,
    ],
    [
      'Memberships',
      `${numberText(memberships.added)} added, ${numberText(memberships.removed)} removed, ${numberText(memberships.alreadyCorrect)} already correct, ${numberText(memberships.held)} held, ${numberText(memberships.failed)} failed`,
    ],
    ...leftStanding(report).map((words): Row => ['', words]),
  ];
}

/** Memberships that are there and that this connection does not want: made by hand, or another connection's. */
export function leftStanding({ counts: { memberships }, shared = [] }: RunReport): readonly string[] {
  const { unmanaged, byHand = unmanaged } = memberships;
  return [
    ...(byHand === 0 ? [] : [`${numberText(byHand)} made by hand and left alone`]),
    ...shared.map(
      ({ name, groups, stay }) =>
        `${counted(groups, 'group')} also synced by "${name}"; ${numberText(stay)} stay because it wants them`,
    ),
  ];
}

function peopleRow({ counts: { users } }: RunReport): Row {
  return [
    'People',
    `${numberText(users.read)} read, ${numberText(users.inScope)} in scope: ${numberText(users.matched)} matched, ${numberText(users.unmatched)} without an account, ${numberText(users.ambiguous)} ambiguous`,
  ];
}

const apiNames: Readonly<Record<string, string>> = {
  onelogin: 'OneLogin',
  okta: 'Okta',
  entra: 'Microsoft Graph',
  jira: 'Jira',
  confluence: 'Confluence',
};

/** Of what the run made use, and its id, by which later commands name it. */
export function spentRows(report: RunReport): readonly Row[] {
  const calls = Object.entries(report.calls).map(([api, { requests, retries, waitedMs }]) => {
    const repeated = retries === 0 ? '' : `, ${numberText(retries)} of them repeated`;
    return `${apiNames[api] ?? api} ${numberText(requests)}${repeated}${waitedMs === 0 ? '' : `, waited ${durationText(waitedMs)}`}`;
  });
  return [
    ...(report.reading === undefined || report.planHash === undefined
      ? []
      : [['Reading', report.reading.why] as const]),
    ['Calls', calls.join('; ') || 'none'],
    [
      'Time',
      `${durationText(report.endedAtMs - report.startedAtMs)} in ${report.slices} ${report.slices === 1 ? 'piece' : 'pieces'}`,
    ],
    ['Run', report.runId],
  ];
}
