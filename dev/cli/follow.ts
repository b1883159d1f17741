import { setTimeout as pause } from 'node:timers/promises';
import type { RunView } from '../../src/contract';
import { hasEnded, type RunReport } from '../../src/domain/run';
import type { Host } from '../host';
import { ask } from './ask';
import { CommandError, exitCodes } from './failure-exit';

/** Shows a run while it goes on. */
export interface ProgressView {
  show(run: RunView): void;
  done(): void;
}

const pollMs = 150;
/** Forge's trigger comes every five minutes; who sits at a terminal does not want to wait that long for a run to be woken. */
const tickMs = 20_000;

/** Watches a run until it has ended, waits included. Throws CommandError for one that ended without a report. */
export async function follow(
  host: Pick<Host, 'call' | 'fireScheduledTrigger'>,
  runId: string,
  view: ProgressView,
): Promise<RunReport> {
  let tickedAtMs = Date.now();
  for (;;) {
    const run = await ask(host, 'getRun', { runId });
    view.show(run);
    if (hasEnded(run.status)) {
      view.done();
      // The report is saved before the end, so a run without one never got so far as to have one.
      if (run.report === undefined) throw new CommandError(run.summary, exitCodes.stopped);
      return run.report;
    }
    if (Date.now() - tickedAtMs > tickMs) {
      tickedAtMs = Date.now();
      await host.fireScheduledTrigger();
    }
    await pause(pollMs);
  }
}

/** Follows a run that this command has started. The first Ctrl-C asks the app to end it, so that its report is written; the next leaves at once. */
export async function followOrCancel(
  host: Parameters<typeof follow>[0],
  runId: string,
  view: ProgressView,
): Promise<RunReport> {
  const others = process.listeners('SIGINT');
  const giveBack = () => {
    process.removeListener('SIGINT', cancel);
    for (const other of others) process.on('SIGINT', other);
    others.length = 0;
  };
  const cancel = () => {
    giveBack();
    process.stderr.write('\nCancelling: the present step is finished first. Ctrl-C again leaves at once.\n');
    // Refused where the run has ended by now: then its report is on its way.
    ask(host, 'controlRun', { runId, action: 'cancel' }).catch(() => undefined);
  };
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', cancel);
  try {
    return await follow(host, runId, view);
  } finally {
    giveBack();
  }
}
