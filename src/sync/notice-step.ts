import { failureOf } from '../domain/failure';
import type {
  NoticeBoard,
  NoticeCause,
  NoticeText,
  OpenNotice,
  OpenedIssue,
  ToldConnection,
} from '../domain/notice';
import type { Clock } from '../domain/ports';
import type { NoticeSettings, SiteSettings } from '../domain/site-settings';
import type { RunData } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import {
  endText,
  goneText,
  openingText,
  repeatText,
  toldOf,
  type NoticeEnd,
  type Told,
} from './notice-texts';

export interface Which {
  readonly connectionId: string;
  readonly cause: NoticeCause;
}

/** One thing to be said in Jira. */
export type NoticeStep = Which &
  (
    | { readonly do: 'say'; readonly connectionName: string; readonly run: SyncRun }
    | { readonly do: 'resolve'; readonly run: SyncRun }
    | { readonly do: 'end'; readonly why: NoticeEnd }
  );

export interface StepDeps {
  readonly clock: Clock;
  readonly data: RunData;
  readonly board: NoticeBoard;
  readonly settings: SiteSettings;
}

export interface Taken {
  /** What is open from now on; undefined: nothing. */
  readonly notice: OpenNotice | undefined;
  /** What could not be done besides. */
  readonly note?: string | undefined;
}

/** Says one thing in Jira. Throws what keeps it from being said. */
export async function takeStep(
  step: NoticeStep,
  { open, asked }: ToldConnection,
  deps: StepDeps,
): Promise<Taken> {
  const notice = open[step.cause];
  if (step.do === 'say') return say(step, notice, deps);
  // One that was asked for may have been opened besides one that somebody had closed.
  const lost = asked.includes(step.cause) ? await deps.board.find(markOf(step)) : undefined;
  if (lost !== undefined && lost.issueId !== notice?.issueId) await end(lost, step, deps);
  if (notice === undefined) return { notice };
  const note = await end(notice, step, deps);
  return note === undefined || step.do === 'end'
    ? { notice: undefined, note }
    : { notice: { ...notice, over: true }, note };
}

function textOf(step: Exclude<NoticeStep, Saying>): NoticeText {
  return step.do === 'end' ? endText(step.why) : goneText(step.cause, step.run);
}

function markOf({ connectionId, cause }: Which): string {
  return `${connectionId}:${cause}`;
}

/** Gives back what could not be done. */
async function end(
  { issueId, issueKey }: OpenedIssue,
  step: Exclude<NoticeStep, Saying>,
  { board }: StepDeps,
): Promise<string | undefined> {
  try {
    if ((await board.resolve(issueId, textOf(step))) !== 'no-way') return undefined;
  } catch (error) {
    const failure = failureOf(error);
    // What the app may not touch any more is no reason to tell nothing in another project.
    if (step.do !== 'end' || failure.kind !== 'access-missing') throw error;
    return `${issueKey} is still open. ${failure.message}`;
  }
  return `${issueKey} says that it is over, but is still open: the app found no way to a done status that asks for no field. Close it by hand.`;
}

type Saying = Extract<NoticeStep, { readonly do: 'say' }>;

async function say(step: Saying, notice: OpenNotice | undefined, deps: StepDeps): Promise<Taken> {
  const where = deps.settings.notices;
  // The issue in the other project could not be ended yet.
  if (where === undefined || (notice !== undefined && notice.projectId !== where.projectId))
    return { notice };
  const told = await toldOf(step.cause, step, deps.data);
  if (notice === undefined) return openOne(told, { step, where }, deps);
  const now = deps.clock.now();
  const { over, ...before } = notice;
  const times = over === undefined ? notice.times + 1 : 1;
  const next = { ...before, runId: step.run.id, times, about: told.about };
  if (isOldNews(next, notice, now)) return { notice: next };
  const answer = await deps.board.comment(
    notice.issueId,
    over === undefined ? repeatText(told, times) : openingText(told),
  );
  return answer === 'commented'
    ? { notice: { ...next, saidAtMs: now } }
    : openOne(told, { step, where }, deps);
}

const saidEachTime = 3;
const dayMs = 86_400_000;

/** What has been said three times is said once a day from then on, unless it is something else. */
function isOldNews(next: OpenNotice, before: OpenNotice, nowMs: number): boolean {
  return next.times > saidEachTime && next.about === before.about && nowMs - before.saidAtMs < dayMs;
}

async function openOne(
  told: Told,
  { step, where }: { readonly step: Saying; readonly where: NoticeSettings },
  deps: StepDeps,
): Promise<Taken> {
  const { board, clock } = deps;
  const { projectId, projectKey, issueTypeId } = where;
  const mark = markOf(step);
  const text = openingText(told);
  const lost = await board.find(mark);
  const isHere = lost?.projectId === projectId;
  // One whose key was never heard, in a project that was chosen then.
  const note = lost === undefined || isHere ? undefined : await end(lost, movedFrom(step), deps);
  const isTaken = isHere && (await board.comment(lost.issueId, text)) === 'commented';
  const { issueId, issueKey } = isTaken
    ? lost
    : await board.open({ projectId, projectKey, issueTypeId, mark }, text);
  const now = clock.now();
  return {
    notice: {
      issueId,
      issueKey,
      projectId,
      openedAtMs: now,
      runId: step.run.id,
      times: 1,
      saidAtMs: now,
      about: told.about,
    },
    note,
  };
}

function movedFrom({ connectionId, cause }: Which): Exclude<NoticeStep, Saying> {
  return { connectionId, cause, do: 'end', why: 'moved' };
}
