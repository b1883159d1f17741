import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const root = path.resolve(__dirname, '../../..');

export interface Command {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

export interface Ended {
  readonly code: unknown;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command line in a process of its own, as npm does. */
export async function ugs(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([
    written(child.stdout),
    written(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output, errors };
}

/**
 * The same command line, for commands of which not the process is tested: one process runs them all, one after the other, because each
 * one takes most of a second to start.
 */
export function manyUgs() {
  let child: ChildProcess | undefined;
  return {
    run: async (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> => {
      child ??= fork(path.join(__dirname, 'many-commands.ts'), {
        cwd: root,
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const ended = answered(child);
      child.send({ args, environment } satisfies Command);
      return ended;
    },
    /** Ends the process. */
    close: async () => {
      if (child === undefined) return;
      const gone = once(child, 'close');
      child.kill();
      await gone;
    },
  };
}

async function answered(child: ChildProcess): Promise<Ended> {
  const given = new AbortController();
  const { signal } = given;
  const lost = once(child, 'close', { signal }).then(([code]) => {
    throw new Error(`The process of the commands ended with ${code} in the middle of one.`);
  });
  try {
    const [ended] = (await Promise.race([once(child, 'message', { signal }), lost])) as [Ended];
    return ended;
  } finally {
    lost.catch(() => undefined);
    given.abort();
  }
}

async function written(stream: AsyncIterable<unknown>): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}
