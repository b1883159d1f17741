import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { DirectoryOrder, DirectoryWord } from './directory';
import type { Job, Measured } from './job';
import type { BenchKind } from './kinds';

/** What the manifest gives the function that runs (`memoryMB`): V8 keeps more garbage where there is more room. */
const memoryMB = 1_024;

function start(file: string, args: readonly string[], flags: readonly string[] = []): ChildProcess {
  return fork(path.join(import.meta.dirname, file), [...args], { execArgv: [...flags, '--import', 'tsx'] });
}

function startJob(job: Job): ChildProcess {
  return start('job.ts', [JSON.stringify(job)], [`--max-old-space-size=${memoryMB}`]);
}

/** The next word of a child; rejects when it ends instead. */
function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (word) => {
      child.off('exit', onExit);
      // What the children send is declared beside what they do.
      resolve(word as T);
    });
  });
}

export interface BenchDirectory {
  readonly url: string;
  ask(order: DirectoryOrder): Promise<DirectoryWord>;
  close(): void;
}

export async function startDirectory(kind: BenchKind, people: number): Promise<BenchDirectory> {
  const child = start('directory.ts', [kind, String(people)]);
  const word = await next<DirectoryWord>(child);
  if (!('url' in word)) throw new Error('the directory did not say where it is');
  return {
    url: word.url,
    ask(order) {
      const answer = next<DirectoryWord>(child);
      child.send(order);
      return answer;
    },
    close: () => child.disconnect(),
  };
}

/** Does a job in a process of its own. `between` comes before the second measurement of a job that has two. */
export async function measured(job: Job): Promise<Measured> {
  const child = startJob(job);
  const result = await next<Measured>(child);
  child.disconnect();
  return result;
}

export async function measuredTwice(
  job: Extract<Job, { do: 'read' }>,
  between: () => Promise<void>,
): Promise<readonly [Measured, Measured]> {
  const child = startJob(job);
  const first = await next<Measured>(child);
  await between();
  const second = next<Measured>(child);
  child.send('changes');
  const result = await second;
  child.disconnect();
  return [first, result];
}
