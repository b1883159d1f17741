import { parseArgs } from 'node:util';
import type { ConnectorKind } from '../../src/domain/connection';
import { disaster } from './disaster';
import { mainJob } from './main-job';
import { onStage } from './stage';
import { say } from './tell';

const usage = `Plays the app on this machine, over simulators of a directory and of an Atlassian site.
Usage: npm run --silent demo -- [--disaster] [--connector onelogin|okta|entra]

  --disaster     the directory loses half its people, and nobody loses anything by it
  --connector    which directory (default onelogin)`;

async function demo(): Promise<void> {
  const wishes = readOptions();
  if (wishes.help === true) say(usage);
  else await onStage(kindOf(wishes), wishes.disaster === true ? disaster : mainJob);
}

/** A mistake in the options; its message is for the person at the terminal. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

function kindOf({ connector = 'onelogin' }: { readonly connector?: string }): ConnectorKind {
  const kind = (['onelogin', 'okta', 'entra'] as const).find((one) => one === connector);
  if (kind === undefined)
    throw new UsageError(`--connector knows onelogin, okta and entra only.\n\n${usage}`);
  return kind;
}

function readOptions() {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ options: { connector: { type: 'string' }, disaster: flag, help: flag } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'The options are wrong.'}\n\n${usage}`, {
      cause: error,
    });
  }
}

demo().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 64 : 1;
});
