import { commandLine } from '../../../dev/cli/command-line';
import type { Command, Ended } from './support';

// Runs one command after the other in this process, as they come. What they write goes back with how they ended.
let output = '';
let errors = '';
process.stdout.write = (chunk: unknown) => ((output += String(chunk)), true);
process.stderr.write = (chunk: unknown) => ((errors += String(chunk)), true);
const environmentBefore = { ...process.env };

process.on('message', (command: Command) => void answer(command));
process.on('disconnect', () => process.exit(0));

async function answer({ args, environment }: Command): Promise<void> {
  process.env = { ...environmentBefore, ...environment };
  [output, errors] = ['', ''];
  const code = await commandLine(args);
  // A process of its own would be gone by now, and with it what listens for an interrupt.
  process.removeAllListeners('SIGINT');
  process.send?.({ code, output, errors } satisfies Ended);
}
