import { floorOf } from './floor';
import { openEngine } from './engine';
import { kindOf, type BenchVariant } from './kinds';
import { siteOf } from './site';

/** One measured process. Each job is done in one of its own, so that none pays for another's memory. */
export type Job =
  /** Everything loaded, nothing done: what the runtime takes by itself. */
  | { readonly do: 'bare' }
  | { readonly do: 'floor'; readonly variant: BenchVariant; readonly url: string }
  /** A full read; then, when the parent has changed the directory, a read of changes. */
  | { readonly do: 'read'; readonly variant: BenchVariant; readonly url: string }
  /** A whole sync into a site in the same process that lacks one membership in a hundred; its writes cost nothing. */
  | { readonly do: 'sync'; readonly variant: BenchVariant; readonly url: string };

export interface Measured {
  readonly requests: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The largest resident set of the process so far. */
  readonly peakMiB: number;
  /** Memberships that a sync wrote. */
  readonly written?: number;
}

async function measure(
  work: () => Promise<{ readonly requests: number; readonly written?: number }>,
): Promise<Measured> {
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  const done = await work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...done,
    wallMs: performance.now() - startedMs,
    cpuMs: (user + system) / 1_000,
    peakMiB: process.resourceUsage().maxRSS / 1_024,
  };
}

async function main(job: Job): Promise<void> {
  if (job.do === 'bare') return say(await measure(async () => ({ requests: 0 })));
  if (job.do === 'floor') return say(await measure(() => floorOf(kindOf(job.variant), job.url)));
  if (job.do === 'sync') return sync(job);
  const engine = await openEngine(job.variant, job.url);
  const read = async (mode: 'complete' | 'changes') => {
    const { requests } = await engine.read(mode);
    return { requests };
  };
  say(await measure(() => read('complete')));
  process.once('message', () => void measure(() => read('changes')).then(say, fail));
}

async function sync({ variant, url }: Extract<Job, { do: 'sync' }>): Promise<void> {
  const { snapshot } = await (await openEngine(variant, url)).read('complete');
  const engine = await openEngine(variant, url, siteOf(snapshot));
  say(
    await measure(async () => {
      const { calls, counts, status, stoppedBecause } = await engine.run('sync', 'complete');
      if (status === 'stopped') throw new Error(stoppedBecause?.message);
      const requests = Object.values(calls).reduce((sum, each) => sum + each.requests, 0);
      return { requests, written: counts.memberships.added };
    }),
  );
}

function say(measured: Measured): void {
  process.send?.(measured);
}

function fail(error: unknown): void {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
}

process.on('disconnect', () => process.exit(0));
main(JSON.parse(process.argv[2] ?? '{}') as Job).catch(fail);
