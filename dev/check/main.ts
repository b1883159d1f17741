import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import pLimit from 'p-limit';
import { scripts } from '../../package.json';

/** `npm run check`: all scripts `check:…` of package.json in their order, as many side by side as there are processors. */
async function check(): Promise<void> {
  const limit = pLimit(os.availableParallelism());
  const names = Object.keys(scripts).filter((name) => name.startsWith('check:'));
  const codes = await Promise.all(names.map((name) => limit(() => run(name))));
  const failed = names.filter((_, index) => codes[index] !== 0);
  process.stdout.write(failed.length === 0 ? 'All checks pass.\n' : `Failed: ${failed.join(', ')}.\n`);
  if (failed.length > 0) process.exitCode = 1;
}

/** Answers with the exit code. What the script says is shown at its end, in one piece. */
async function run(name: string): Promise<unknown> {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn('npm', ['run', '--silent', name], {
    env: { ...process.env, ...colours },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  process.stdout.write(`${code === 0 ? 'ok' : 'FAILED'}  ${name}: ${scriptOf(name)}\n${said}`);
  return code;
}

function scriptOf(name: string): string {
  return Object.entries(scripts).find(([one]) => one === name)?.[1] ?? '';
}

void check();
