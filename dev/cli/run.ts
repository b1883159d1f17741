import type { Input } from '../../src/contract';
import type { RunReport } from '../../src/domain/run';
import type { Host } from '../host';
import { ask } from './ask';
import { followOrCancel } from './follow';
import { reportText } from './report-text';
import type { RunOutput } from './run-output';

export type RunWish = Pick<Input<'startRun'>, 'connectionId' | 'mode' | 'full' | 'approve'>;

/** Runs to the end. What an interrupted run still did goes by what it had read then; who calls now means now, so another follows it. */
export async function runOnce(host: Host, wish: RunWish, output: RunOutput): Promise<RunReport> {
  const { run, started } = await ask(host, 'startRun', { ...wish, trigger: 'command-line' });
  if (!started) output.onResume(run);
  const report = await followOrCancel(host, run.id, output.progress);
  if (started || report.stoppedBecause?.kind === 'cancelled') return report;
  output.tell(report, reportText(report));
  return runOnce(host, wish, output);
}
