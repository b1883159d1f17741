import type { ConnectionSummary, Outputs, RunSummary } from '../../../contract';
import { paths } from '../../routing/route';
import { counted } from '../../words/count';
import { kindNames } from '../../words/directory-words';
import { kindWords } from '../../words/run-status';
import { dateAndTime, dayOf, dayWords } from '../../words/time';
import { hasRejectedCredentials } from './connector-state';

type Overview = Outputs['overview'];

/** Something that an administrator should do. `to`: where it is done. */
export interface Warning {
  readonly key: string;
  readonly appearance: 'error' | 'warning';
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly to: string };
}

/** The app looks at its schedules every five minutes; three missed looks are no accident. */
const silentAfterMs = 15 * 60_000;
const dayMs = 86_400_000;
const soonDays = 14;

interface Where {
  /** "Jira groups". */
  readonly groups: string;
  /** IANA; absent: the browser's. */
  readonly timeZone?: string;
}

/** The most urgent first: what stops every run, what stops one connector, what waits, what will come. */
export function warningsOf(overview: Overview, where: Where): readonly Warning[] {
  const { connections } = overview;
  const secrets = connections.flatMap((row) => secretEnds(row, overview.nowMs, where.timeZone));
  return [
    ...syncAccountMissing(overview, where),
    ...connections.filter(hasRejectedCredentials).map(credentialsRejected),
    ...secrets.filter(({ appearance }) => appearance === 'error'),
    ...connections.flatMap(heldChanges),
    ...silentSchedule(overview),
    ...secrets.filter(({ appearance }) => appearance === 'warning'),
  ];
}

function syncAccountMissing({ target }: Overview, { groups }: Where): readonly Warning[] {
  if (target !== undefined) return [];
  return [
    {
      key: 'sync-account',
      appearance: 'warning',
      title: 'Choose the account that changes groups',
      text: `${groups} are changed in the name of an administrator. Until an administrator agrees to that with their own account, no connector can run.`,
      action: { label: 'Choose the sync account', to: paths.site },
    },
  ];
}

function credentialsRejected({ id, name, kind }: ConnectionSummary): Warning {
  return {
    key: `credentials-${id}`,
    appearance: 'error',
    title: `${kindNames[kind]} does not accept the credentials of ${name}`,
    text: 'No run of this connector can read the directory, and nobody is added or removed. Enter credentials that are valid, and test the connection.',
    action: { label: 'Replace the secret', to: paths.connector(id) },
  };
}

/** Nothing where no day is noted, where it is far, or where the directory says so already. */
function secretEnds(row: ConnectionSummary, nowMs: number, timeZone?: string): readonly Warning[] {
  const { id, name, kind, secretExpiresOn } = row;
  if (secretExpiresOn === undefined || hasRejectedCredentials(row)) return [];
  const days = Math.round((Date.parse(secretExpiresOn) - Date.parse(dayOf(nowMs, timeZone))) / dayMs);
  if (days > soonDays) return [];
  const isOver = days < 0;
  return [
    {
      key: `secret-${id}`,
      appearance: isOver ? 'error' : 'warning',
      title: `The secret of ${name} ${isOver ? 'has expired' : `expires ${inDays(days)}`}`,
      text: `By its settings it ${isOver ? 'ended' : 'ends'} on ${dayWords(secretExpiresOn)}. Make a new one in ${kindNames[kind]} and enter it here, before runs stop.`,
      action: { label: 'Replace the secret', to: paths.connector(id) },
    },
  ];
}

function inDays(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${counted(days, 'day')}`;
}

function heldChanges({ id, name, heldRun }: ConnectionSummary): readonly Warning[] {
  if (heldRun === undefined) return [];
  const { counts, decision } = heldRun;
  const what = counts === undefined ? 'Changes' : counted(counts.held, 'change');
  return [
    {
      key: `held-${id}`,
      appearance: 'warning',
      title:
        decision?.kind === 'waiting'
          ? `${what} of ${name} ${waits(counts?.held)} for a second administrator`
          : `${what} of ${name} ${waits(counts?.held)} for your approval`,
      text: heldBy(heldRun),
      action: { label: 'Look at the changes', to: paths.run(heldRun.id) },
    },
  ];
}

/** "Held by the sync of 25 Nov 2026, 14:05, which made 17 other changes." Runs of earlier versions did not count; their sentence has the numbers. */
function heldBy({ mode, task, startedAtMs, counts, summary }: RunSummary): string {
  if (counts === undefined) return summary;
  const others = counts.added + counts.removed;
  const made = others === 0 ? 'no other change' : counted(others, 'other change');
  return `Held by the ${kindWords(mode, task).toLowerCase()} of ${dateAndTime(startedAtMs)}, which made ${made}.`;
}

function waits(held: number | undefined): string {
  return held === 1 ? 'waits' : 'wait';
}

function silentSchedule({ connections, lastTickMs, nowMs }: Overview): readonly Warning[] {
  const isAnyOn = connections.some((connection) => connection.scheduleEnabled);
  // Before the first look there is nothing to miss: the app was installed minutes ago.
  if (!isAnyOn || lastTickMs === undefined || nowMs - lastTickMs <= silentAfterMs) return [];
  return [
    {
      key: 'silent',
      appearance: 'warning',
      title: 'Scheduled synchronization has paused',
      text: `Atlassian last started the app’s schedule on ${dateAndTime(lastTickMs)}; it should do so every five minutes. Check that the app’s license is active. Until it goes on, start runs by hand: no scheduled run is lost, the next start catches up.`,
    },
  ];
}
