import { failureOf, type Failure } from '../domain/failure';
import type {
  NoticeBoard,
  NoticeCause,
  NoticeStore,
  NoticeText,
  NoticeTrouble,
  OpenNotice,
  ToldNotices,
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

interface Which {
  readonly connectionId: string;
  readonly cause: NoticeCause;
}

/** One thing to be said in Jira. */
export type NoticeStep = Which &
  (
    | { readonly do: 'say'; readonly connectionName: string; readonly run: SyncRun }
    | { readonly do: 'resolve'; readonly notice: OpenNotice; readonly run: SyncRun }
    | { readonly do: 'end'; readonly notice: OpenNotice; readonly why: NoticeEnd }
  );

export interface StepDeps {
  readonly clock: Clock;
  readonly data: RunData;
  readonly notices: NoticeStore;
  readonly board: NoticeBoard;
  readonly settings: SiteSettings;
}

/** Nobody else tells for so long: longer than the steps of one call take, shorter than the time until the next tick. */
const busyMs = 2 * 60_000;
/** No step begins later: the tick has 25 seconds in all. */
const longestMs = 10_000;
const longestRestMs = 3_600_000;

/**
 * Takes the steps one after the other, and notes each before the next: after a crash only one is taken again, and the board says nothing twice. What one
 * step meets is no reason to leave the others out, unless Jira is out of reach.
 */
export async function takeSteps(
  steps: readonly NoticeStep[],
  from: { readonly told: ToldNotices; readonly revision: number },
  deps: StepDeps,
): Promise<void> {
  const startedAtMs = deps.clock.now();
  let { told } = from;
  // Nothing is said before it is certain that nobody else says it.
  let revision = await deps.notices.save({ ...told, busyUntilMs: startedAtMs + busyMs }, from.revision);
  let trouble: NoticeTrouble | undefined;
  for (const [place, step] of steps.entries()) {
    if (revision === undefined) return;
    const answer = await attempt(step, told, deps);
    told = answer.told;
    trouble = answer.trouble ?? trouble;
    const isLast =
      place === steps.length - 1 || answer.mustRest || deps.clock.now() - startedAtMs >= longestMs;
    const { trouble: _, ...rest } = told;
    const next = { ...rest, ...(trouble === undefined ? {} : { trouble }) };
    revision = await deps.notices.save({ ...next, busyUntilMs: isLast ? 0 : startedAtMs + busyMs }, revision);
    if (isLast) return;
  }
}

interface Attempt {
  readonly told: ToldNotices;
  readonly trouble?: NoticeTrouble;
  /** Jira cannot be reached, or asks to wait. */
  readonly mustRest: boolean;
}

async function attempt(step: NoticeStep, told: ToldNotices, deps: StepDeps): Promise<Attempt> {
  const atMs = deps.clock.now();
  try {
    const { notice, note } = await take(step, told, deps);
    const after = withNotice(told, step, notice);
    return {
      told: after,
      mustRest: false,
      ...(note === undefined ? {} : { trouble: { message: note, atMs } }),
    };
  } catch (error) {
    const failure = failureOf(error);
    const mustRest = failure.kind === 'retry-later' || failure.kind === 'unavailable';
    return { told, mustRest, trouble: { message: failure.message, atMs, ...restOf(failure, atMs) } };
  }
}

function restOf(failure: Failure, nowMs: number): { readonly retryAtMs?: number } {
  if (failure.kind !== 'retry-later') return {};
  return { retryAtMs: nowMs + Math.min(failure.afterMs, longestRestMs) };
}

interface Taken {
  /** What is open from now on; undefined: nothing. */
  readonly notice: OpenNotice | undefined;
  /** What could not be done besides. */
  readonly note?: string;
}

function take(step: NoticeStep, told: ToldNotices, deps: StepDeps): Promise<Taken> {
  if (step.do === 'end') return resolve(step.notice, endText(step.why), deps);
  if (step.do === 'resolve') return resolve(step.notice, goneText(step.cause, step.run), deps);
  return say(step, told.connections[step.connectionId]?.open[step.cause], deps);
}

async function resolve(notice: OpenNotice, text: NoticeText, { board }: StepDeps): Promise<Taken> {
  const answer = await board.resolve(notice.issueId, text);
  if (answer !== 'no-way') return { notice: undefined };
  return {
    notice: undefined,
    note: `${notice.issueKey} says that its cause is gone, but is still open: the app found no way to a done status that asks for no field. Close it by hand.`,
  };
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
  const next = { ...notice, runId: step.run.id, times: notice.times + 1, about: told.about };
  if (isOldNews(next, notice, now)) return { notice: next };
  const answer = await deps.board.comment(notice.issueId, repeatText(told, next.times));
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
  { board, clock }: StepDeps,
): Promise<Taken> {
  const { projectId, projectKey, issueTypeId } = where;
  const { connectionId, cause, run } = step;
  const mark = `${connectionId}:${cause}:${run.id}`;
  const issue = await board.open({ projectId, projectKey, issueTypeId, mark }, openingText(told));
  const now = clock.now();
  return {
    notice: {
      ...issue,
      projectId,
      openedAtMs: now,
      runId: run.id,
      times: 1,
      saidAtMs: now,
      about: told.about,
    },
  };
}

function withNotice(
  told: ToldNotices,
  { connectionId, cause }: Which,
  notice: OpenNotice | undefined,
): ToldNotices {
  const before = told.connections[connectionId] ?? { open: {}, seenMs: 0 };
  const { [cause]: _, ...others } = before.open;
  const open = notice === undefined ? others : { ...others, [cause]: notice };
  return { ...told, connections: { ...told.connections, [connectionId]: { ...before, open } } };
}
