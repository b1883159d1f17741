import type { NoticeCause, NoticeText } from '../domain/notice';
import type { RunReport } from '../domain/run';
import type { RunData } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { heldRecord } from './changes-record';
import { hashHeld, heldGroups } from './plan-hash';
import { counted, momentWords } from './words';

/** A run that administrators are told of, with what its texts say. */
export interface Told {
  readonly cause: NoticeCause;
  readonly connectionName: string;
  readonly run: SyncRun;
  /** What waits, `20 removals and 3 additions`; for a failure, what happened: `stopped`. */
  readonly what: string;
  /** Sentences. */
  readonly why: readonly string[];
  /** Another value than last time is news. */
  readonly about: string;
}

const reasonsNamed = 10;

/** Counts and sentences out of what the run left; they name groups, and no person. */
export async function toldOf(
  cause: NoticeCause,
  { run, connectionName }: { readonly run: SyncRun; readonly connectionName: string },
  data: RunData,
): Promise<Told> {
  // Written and read by this version of the app alone.
  const report = (await data.get(run.id, 'report')) as RunReport | undefined;
  const told = { cause, connectionName, run };
  if (cause === 'failed') return { ...told, ...failure(run, report), about: 'failed' };
  const held = heldRecord(await data.get(run.id, 'changes'));
  const groups = held === undefined ? [] : [...heldGroups(held.plan, held.verdict)];
  const sum = (change: 'add' | 'remove') => groups.reduce((total, each) => total + each[change].length, 0);
  return {
    ...told,
    what: changesInWords(sum('remove'), sum('add')),
    why: shortened((report?.held ?? []).map(({ message }) => message)),
    about: held === undefined ? run.id : hashHeld(held.plan, held.verdict),
  };
}

export function openingText(told: Told): NoticeText {
  const { cause, connectionName, what } = told;
  const summary =
    cause === 'held'
      ? `${appName}: ${what} of “${connectionName}” wait for approval`
      : `${appName}: “${connectionName}” ${what}`;
  const first =
    cause === 'held'
      ? `A run of the connector “${connectionName}” held changes back: ${what} wait for an administrator. Everything else went on.`
      : `The ${kindOf(told.run)} of the connector “${connectionName}” that began ${momentWords(told.run.startedAtMs)} ${what}.`;
  return text(summary, [first, ...told.why, wayOn(told), closing[cause]]);
}

/** `times`: the run is the so-manieth that is told of. */
export function repeatText(told: Told, times: number): NoticeText {
  const { cause, run, what } = told;
  const first =
    cause === 'held'
      ? `The run that began ${momentWords(run.startedAtMs)} held changes again: ${what} wait now.`
      : `It happened again, ${times} times by now: the ${kindOf(run)} that began ${momentWords(run.startedAtMs)} ${what}.`;
  return text('', [first, ...told.why, wayOn(told)]);
}

/** The run, or a decision about it, has ended the cause. */
export function goneText(cause: NoticeCause, run: SyncRun): NoticeText {
  const when = `the ${kindOf(run)} that began ${momentWords(run.startedAtMs)}`;
  if (cause === 'failed') return text('', [`Recovered: ${when} ended well. ${run.summary}`]);
  return text('', [
    run.status === 'held'
      ? `An administrator has decided about what ${when} held.`
      : `Nothing waits for approval any more: ${when} held nothing. ${run.summary}`,
  ]);
}

const ends = {
  deleted: 'The connector was deleted, so nothing more will be said here.',
  'switched-off': 'Notifications of this kind were switched off, so nothing more will be said here.',
  moved: 'Notifications go to another project from now on, so nothing more will be said here.',
} as const;
export type NoticeEnd = keyof typeof ends;

export function endText(why: NoticeEnd): NoticeText {
  return text('', [ends[why]]);
}

export const testText: NoticeText = {
  summary: 'User & Group Sync: a test',
  paragraphs: [
    'An administrator tried whether the app can tell of held and failed runs in this project.',
    'Nothing is to be done.',
  ],
};
export const testEnd: NoticeText = text('', ['The test is over.']);

const appName = 'User & Group Sync';

function text(summary: string, paragraphs: readonly string[]): NoticeText {
  return { summary, paragraphs };
}

function failure(run: SyncRun, report: RunReport | undefined): Pick<Told, 'what' | 'why'> {
  if (run.status === 'stopped') return { what: 'stopped', why: [run.summary] };
  return {
    what: 'ended with failures',
    why: [`The site refused ${refusedInWords(report)}. The run’s page lists each with the reason.`],
  };
}

function refusedInWords(report: RunReport | undefined): string {
  const failed = report?.counts.memberships.failed ?? 0;
  const creations = (report?.rejected ?? []).filter(({ change }) => change === 'create-group').length;
  const parts = [
    ...(failed > 0 ? [counted(failed, 'change of a membership', 'changes of memberships')] : []),
    ...(creations > 0 ? [counted(creations, 'new group')] : []),
  ];
  return parts.length === 0 ? 'some changes' : parts.join(' and ');
}

function kindOf({ mode, task }: SyncRun): string {
  if (task?.kind === 'undo') return 'undo';
  return mode === 'preview' ? 'preview' : 'sync';
}

function wayOn({ cause, connectionName, run }: Told): string {
  const where = `Open ${appName} in Jira’s settings (Apps) or in Confluence’s, the connector “${connectionName}”, “Runs”, and there the one that began ${momentWords(run.startedAtMs)}`;
  return cause === 'held'
    ? `${where}: it shows each change, to approve or to reject.`
    : `${where}: it says what to do.`;
}

const closing = {
  held: 'This issue is resolved by itself when nothing waits any more.',
  failed: 'This issue is resolved by itself when a run ends well.',
} as const;

function changesInWords(removals: number, additions: number): string {
  const parts = [
    ...(removals > 0 ? [counted(removals, 'removal')] : []),
    ...(additions > 0 ? [counted(additions, 'addition')] : []),
  ];
  return parts.length === 0 ? 'changes' : parts.join(' and ');
}

function shortened(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - reasonsNamed;
  if (more <= 0) return sentences;
  return [
    ...sentences.slice(0, reasonsNamed),
    `${counted(more, 'more reason')} ${more === 1 ? 'is' : 'are'} on the run’s page.`,
  ];
}
