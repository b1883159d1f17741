import type { RunReport } from '../../src/domain/run';
import { commandToGoOn, type Place } from './options';
import { apart } from './texts';

export interface Asked {
  readonly file: string;
  readonly place: Place;
}

/** What can be done now, each as a command to be copied; nothing where nothing is to be done. */
export function nextSteps(report: RunReport, asked: Asked): readonly string[] {
  const { mode, status, planned } = report;
  if (status === 'stopped') return [];
  if (status === 'held') return apart(heldSteps(report, asked));
  if (mode === 'sync') return [];
  if (planned.additions + planned.removals + planned.groups === 0)
    return apart(['There is nothing to do: a sync would change nothing.']);
  return apart(command('To make these changes:', ['sync'], asked));
}

function heldSteps({ mode, runId }: RunReport, asked: Asked): readonly string[] {
  if (asked.place.data === undefined)
    return [
      mode === 'preview'
        ? 'Nothing of this is kept: with --data DIR, "ugs approve" applies exactly what is shown here.'
        : 'Look at the held changes. If they are right, run again with --approve; with --data DIR, "ugs approve" applies exactly what was shown.',
    ];
  const run = ['--run', runId];
  return [
    ...(mode === 'preview' ? command('To make the changes that are not held:', ['sync'], asked) : []),
    ...command('If the held changes are right, apply exactly these:', ['approve', ...run], asked),
    ...command('If they are wrong, correct the directory, or reject them:', ['reject', ...run], asked),
  ];
}

/** `words`: the command, then its options. */
function command(why: string, words: readonly string[], { file, place }: Asked): readonly string[] {
  const [name = '', ...options] = words;
  return [why, `  ${commandToGoOn([name, file, ...options], place)}`];
}
