import type { Database, RootDatabase } from 'lmdb';

/** An event that was accepted and not yet handled. On disk, so that it outlives the host. */
export interface QueuedEvent {
  /** Grows with each push; also the key on disk. */
  readonly order: number;
  readonly eventId: string;
  readonly queue: string;
  readonly jobId: string;
  /** The chain of pushes that it belongs to; see Invocation. */
  readonly chainId: string;
  readonly body: unknown;
  readonly delayInSeconds?: number;
  readonly concurrency?: { readonly key: string; readonly limit: number };
  /** Host time, epoch milliseconds. */
  readonly pushedAtMs: number;
  readonly dueAtMs: number;
  /** Present from the second delivery on. */
  readonly retry?: { readonly count: number; readonly reason: string; readonly data: unknown };
}

export interface JobStats {
  readonly success: number;
  readonly inProgress: number;
  readonly failed: number;
}

/** What the queue must not forget: events, the counts of jobs, and how often each chain has pushed. */
export interface EventLog {
  all(): readonly QueuedEvent[];
  /** Events and their job become known together or not at all. */
  append(events: readonly QueuedEvent[], job: { readonly id: string; readonly stats: JobStats }): void;
  /** Instead of the event with the same order: a later try. */
  replace(event: QueuedEvent): void;
  remove(event: QueuedEvent, stats: JobStats | undefined): void;
  nextOrder(): number;
  job(id: string): JobStats | undefined;
  pushesOf(chainId: string): number;
  countPush(chainId: string): void;
}

export function createEventLog(root: RootDatabase): EventLog {
  const events: Database<QueuedEvent, number> = root.openDB({ name: 'events', encoding: 'json' });
  const jobs: Database<JobStats, string> = root.openDB({ name: 'jobs', encoding: 'json' });
  const chains: Database<number, string> = root.openDB({ name: 'chains', encoding: 'json' });
  let lastOrder = Math.max(0, ...events.getKeys({ reverse: true, limit: 1 }));

  return {
    all: () => Array.from(events.getRange(), ({ value }) => value),
    append: (added, job) =>
      root.transactionSync(() => {
        for (const event of added) events.putSync(event.order, event);
        jobs.putSync(job.id, job.stats);
      }),
    replace: (event) => {
      events.putSync(event.order, event);
    },
    remove: (event, stats) =>
      root.transactionSync(() => {
        events.removeSync(event.order);
        if (stats !== undefined) jobs.putSync(event.jobId, stats);
      }),
    nextOrder: () => {
      lastOrder += 1;
      return lastOrder;
    },
    job: (id) => jobs.get(id),
    pushesOf: (chainId) => chains.get(chainId) ?? 0,
    countPush: (chainId) => {
      chains.putSync(chainId, (chains.get(chainId) ?? 0) + 1);
    },
  };
}
