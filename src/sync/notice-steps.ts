import { failureOf, type Failure } from '../domain/failure';
import type { NoticeStore, NoticeTrouble, OpenNotice, ToldConnection, ToldNotices } from '../domain/notice';
import { takeStep, type NoticeStep, type StepDeps, type Which } from './notice-step';

export interface StepsDeps extends StepDeps {
  readonly notices: NoticeStore;
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
  deps: StepsDeps,
): Promise<void> {
  const startedAtMs = deps.clock.now();
  let told = asking(steps, from.told);
  // Nothing is said before it is certain that nobody else says it, and that what was said will be looked for.
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

function asking(steps: readonly NoticeStep[], told: ToldNotices): ToldNotices {
  return steps
    .filter((step) => step.do === 'say')
    .reduce((sum, { connectionId, cause }) => {
      const before = sum.connections[connectionId] ?? untold;
      const asked = [...new Set([...before.asked, cause])];
      return { ...sum, connections: { ...sum.connections, [connectionId]: { ...before, asked } } };
    }, told);
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
    const { notice, note } = await takeStep(step, told.connections[step.connectionId] ?? untold, deps);
    const trouble = note === undefined ? {} : { trouble: { message: note, atMs } };
    return { told: withNotice(told, step, notice), mustRest: false, ...trouble };
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

function withNotice(
  told: ToldNotices,
  { connectionId, cause }: Which,
  notice: OpenNotice | undefined,
): ToldNotices {
  const before = told.connections[connectionId] ?? untold;
  const { [cause]: _, ...others } = before.open;
  const open = notice === undefined ? others : { ...others, [cause]: notice };
  const asked = before.asked.filter((each) => each !== cause);
  return { ...told, connections: { ...told.connections, [connectionId]: { ...before, open, asked } } };
}

const untold: ToldConnection = { open: {}, asked: [], seenMs: 0 };
