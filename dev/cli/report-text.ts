import type { RunReport } from '../../src/domain/run';
import { leftReasonWords, personReasonWords } from './reasons';

const listed = 10;

/** A report as a tired administrator wants to read it: what happened, the counts, and what to look at. */
export function reportText(report: RunReport): string {
  return [
    reportTitle(report),
    '',
    ...table(rows(report)),
    ...apart(report.notes),
    ...lists(report),
    ...wayOn(report),
  ].join('\n');
}

/** How a run ended, and why where it stopped. */
export function reportTitle(report: RunReport): string {
  const what = report.mode === 'preview' ? 'Preview' : 'Sync';
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
  return `${what} of "${report.connectionName}": ${how}.${why}`;
}

function rows(report: RunReport): readonly (readonly [string, string])[] {
  const { users, groups, memberships } = report.counts;
  const { planned } = report;
  const calls = Object.entries(report.calls).map(([api, { requests, retries, waitedMs }]) => {
    const repeated = retries === 0 ? '' : `, ${retries} of them repeated`;
    return `${names[api] ?? api} ${number(requests)}${repeated}${waitedMs === 0 ? '' : `, waited ${seconds(waitedMs)}`}`;
  });
  const spent: readonly (readonly [string, string])[] = [
    ['Calls', calls.join('; ') || 'none'],
    [
      'Time',
      `${seconds(report.endedAtMs - report.startedAtMs)} in ${report.slices} ${report.slices === 1 ? 'piece' : 'pieces'}`,
    ],
  ];
  // A run that stopped before its plan has nothing to count: zeros would look like a result.
  if (report.planHash === undefined) return spent;
  return [
    [
      'People',
      `${number(users.read)} read, ${number(users.inScope)} in scope: ${number(users.matched)} matched, ${number(users.unmatched)} without an account, ${number(users.ambiguous)} ambiguous`,
    ],
    [
      'Groups',
      `${number(groups.read)} read, ${number(groups.inScope)} to synchronise, ${number(groups.created)} created, ${number(groups.left)} left alone`,
    ],
    [
      'Planned',
      `${number(planned.additions)} to add, ${number(planned.removals)} to remove, ${number(planned.groups)} groups to create`,
    ],
    [
      'Memberships',
      `${number(memberships.added)} added, ${number(memberships.removed)} removed, ${number(memberships.alreadyCorrect)} already correct, ${number(memberships.held)} held, ${number(memberships.failed)} failed`,
    ],
    ...(memberships.unmanaged === 0
      ? []
      : [['', `${number(memberships.unmanaged)} made by hand and left alone`] as const]),
    ...(report.reading === undefined ? [] : [['Reading', report.reading.why] as const]),
    ...spent,
  ];
}

const names: Readonly<Record<string, string>> = {
  onelogin: 'OneLogin',
  okta: 'Okta',
  entra: 'Microsoft Graph',
  jira: 'Jira',
  confluence: 'Confluence',
};

function table(cells: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...cells.map(([name]) => name.length));
  return cells.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function lists(report: RunReport): readonly string[] {
  const people = [...report.unmatched, ...report.ambiguous];
  return [
    ...list(
      'Waiting for approval',
      report.held.map((reason) => reason.message),
    ),
    ...list(
      'Refused',
      report.rejected.map(
        ({ change, group, accountId, reason }) =>
          `${verbs[change]} ${accountId ?? ''} in "${group}": ${reason}`,
      ),
    ),
    ...list(
      'Groups left alone',
      report.left.map(
        ({ name, sourceId, reason }) => `${groupName(name)} (${sourceId}): ${leftReasonWords[reason]}`,
      ),
    ),
    ...list(
      'People without a match',
      people.map(
        ({ displayName, userId, reason }) => `${displayName} (${userId}): ${personReasonWords[reason]}`,
      ),
    ),
  ];
}

const longestName = 60;

function groupName(name: string): string {
  if (name.trim() === '') return '(no name)';
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}

const verbs = {
  'create-group': 'Creating the group',
  'add-member': 'Adding',
  'remove-member': 'Removing',
} as const;

function list(heading: string, entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return [];
  const more =
    entries.length > listed
      ? [`  … and ${number(entries.length - listed)} more; --report FILE has them all`]
      : [];
  return [
    '',
    `${heading} (${number(entries.length)})`,
    ...entries.slice(0, listed).map((entry) => `  ${entry}`),
    ...more,
  ];
}

function wayOn({ status, mode }: RunReport): readonly string[] {
  return status === 'held' && mode === 'sync'
    ? apart(['If the held changes are right, run again with --approve.'])
    : [];
}

function apart(sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : ['', ...sentences];
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
