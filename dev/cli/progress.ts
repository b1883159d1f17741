import { Presets, SingleBar } from 'cli-progress';
import type { RunView } from '../../src/contract';
import type { RunPhase } from '../../src/domain/run';
import type { ProgressView } from './follow';

const phaseWords: Record<RunPhase, string> = {
  budget: 'Asking how many calls are left',
  groups: 'Reading groups',
  people: 'Reading people',
  accounts: 'Finding accounts',
  target: 'Reading members of Atlassian groups',
  plan: 'Comparing',
  apply: 'Changing memberships',
  report: 'Writing the report',
};

/** Nothing at all. */
export function silent(): ProgressView {
  return { show: () => undefined, done: () => undefined };
}

/** A bar where a person looks, lines where a file does. Both go to the error stream: the report has the output to itself. */
export function progressOn(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const single = new SingleBar(
    { format: '{bar} {percentage}%  {doing}', stream, hideCursor: true, clearOnComplete: true, barsize: 24 },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    show(run) {
      const { done, of } = share(run);
      if (isStarted) single.setTotal(of);
      else single.start(of, 0, { doing: '' });
      isStarted = true;
      single.update(done, { doing: sentence(run) });
    },
    done: () => single.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): ProgressView {
  let last = '';
  return {
    show(run) {
      const line = run.waiting === undefined ? phaseWords[run.phase] : sentence(run);
      if (line !== last) stream.write(`${line}\n`);
      last = line;
    },
    done: () => undefined,
  };
}

function sentence(run: RunView): string {
  if (run.wish?.kind === 'pause' && run.waiting !== undefined) return run.waiting.message;
  if (run.waiting !== undefined) return `${run.waiting.message} Going on at ${clock(run.waiting.untilMs)}.`;
  const { usersRead, targetGroupsRead, targetGroupsToRead, changesDone, changesToDo } = run.progress;
  const counts: Partial<Record<RunPhase, string>> = {
    people: `: ${usersRead}`,
    target: `: ${targetGroupsRead} of ${targetGroupsToRead}`,
    apply: `: ${changesDone} of ${changesToDo}`,
  };
  return `${phaseWords[run.phase]}${counts[run.phase] ?? ''}`;
}

function clock(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

const phaseShare: Record<RunPhase, number> = {
  budget: 0,
  groups: 5,
  people: 15,
  accounts: 30,
  target: 40,
  plan: 55,
  apply: 60,
  report: 100,
};

/** Phases have fixed places on the bar; applying moves by its changes. */
function share({ phase, progress }: RunView): { readonly done: number; readonly of: number } {
  if (phase !== 'apply' || progress.changesToDo === 0) return { done: phaseShare[phase], of: 100 };
  return { done: Math.round(phaseShare.apply + 40 * (progress.changesDone / progress.changesToDo)), of: 100 };
}
