import { setTimeout as pause } from 'node:timers/promises';
import type { RunView } from '../../src/contract';
import { hasEnded, type RunReport } from '../../src/domain/run';
import type { Host } from '../host';
import { ask } from './ask';

/** Shows a run while it goes on. */
export interface ProgressView {
  show(run: RunView): void;
  done(): void;
}

const pollMs = 150;
/** Forge's trigger comes every five minutes; who sits at a terminal does not want to wait that long for a run to be woken. */
const tickMs = 20_000;

/** Watches a run until it has ended, waits included. */
export async function follow(host: Host, runId: string, view: ProgressView): Promise<RunReport> {
  let tickedAtMs = Date.now();
  for (;;) {
    const run = await ask(host, 'getRun', { runId });
    view.show(run);
    if (hasEnded(run.status) && run.report !== undefined) {
      view.done();
      return run.report;
    }
    if (Date.now() - tickedAtMs > tickMs) {
      tickedAtMs = Date.now();
      await host.fireScheduledTrigger();
    }
    await pause(pollMs);
  }
}
