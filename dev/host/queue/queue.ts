import { randomUUID } from 'node:crypto';
import type { HostClock } from '../clock';
import { takeFault, type Faults } from '../faults';
import type { EventLog, JobStats, QueuedEvent } from './event-log';
import type { PushRequest } from './push-request';
import { endOfFailure, endOfReturn, retentionOf, type DeliveryEnd } from './retry';

/** Forge's cyclic limit: pushes that descend from one first invocation. */
const maxPushesPerChain = 1000;
const maxEventsPerMinute = 500;

export type PushAnswer = 'accepted' | 'cyclic-limit' | 'rate-limit';

/** At least once, unordered, delayed, with back-off. Time is the host's clock. */
export interface EventQueue {
  push(request: PushRequest, chainId: string): PushAnswer;
  stats(jobId: string): JobStats | undefined;
  /** Drops the job's events that have not begun. False: no such job. */
  cancel(jobId: string): boolean;
  /** Starts what is due; call it when the clock moved. */
  wake(): void;
  /** Resolves when nothing is due and nothing runs. */
  idle(): Promise<void>;
  nextDueMs(): number | undefined;
  /** No new delivery begins; what runs is not waited for. */
  stop(): void;
}

export interface QueueDeps {
  readonly events: EventLog;
  readonly clock: HostClock;
  readonly faults: Faults;
  readonly log: (line: string) => void;
  /** Runs the consumer; rejects with InvocationFailure. */
  readonly deliver: (event: QueuedEvent) => Promise<unknown>;
}

export function createQueue(deps: QueueDeps): EventQueue {
  return new InstallationQueue(deps);
}

class InstallationQueue implements EventQueue {
  readonly #deps: QueueDeps;
  readonly #pending: Map<number, QueuedEvent>;
  readonly #running = new Map<number, QueuedEvent>();
  #waiters: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #minute = { startedMs: 0, events: 0 };

  constructor(deps: QueueDeps) {
    this.#deps = deps;
    this.#pending = new Map(deps.events.all().map((event) => [event.order, event]));
  }

  push(request: PushRequest, chainId: string): PushAnswer {
    const { events, faults } = this.#deps;
    if (events.pushesOf(chainId) >= maxPushesPerChain) return 'cyclic-limit';
    if (!this.#fitsMinute(request.payload.length)) return 'rate-limit';
    events.countPush(chainId);
    const kept = request.payload.filter(() => !takeFault(faults, 'loseEvents'));
    const queued = kept.flatMap((event) => this.#toQueued(request, { event, chainId }));
    events.append(queued, { id: request.jobId, stats: { success: 0, inProgress: queued.length, failed: 0 } });
    for (const event of queued) this.#pending.set(event.order, event);
    setImmediate(() => this.wake());
    return 'accepted';
  }

  stats(jobId: string): JobStats | undefined {
    return this.#deps.events.job(jobId);
  }

  cancel(jobId: string): boolean {
    if (this.stats(jobId) === undefined) return false;
    const waiting = [...this.#pending.values()].filter(
      (event) => event.jobId === jobId && !this.#running.has(event.order),
    );
    for (const event of waiting) this.#drop(event);
    return true;
  }

  wake(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    for (const event of this.#due()) if (this.#hasSlot(event)) void this.#deliver(event);
    const next = this.nextDueMs();
    // Waking early costs nothing, and setTimeout cannot wait longer than 24 days.
    if (next !== undefined)
      this.#timer = setTimeout(() => this.wake(), Math.min(next - this.#deps.clock.now(), 60_000));
    if (!this.#isIdle()) return;
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }

  nextDueMs(): number | undefined {
    const now = this.#deps.clock.now();
    const later = [...this.#pending.values()].flatMap((event) =>
      event.dueAtMs > now ? [event.dueAtMs] : [],
    );
    return later.length === 0 ? undefined : Math.min(...later);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  #isIdle(): boolean {
    return this.#stopped || (this.#running.size === 0 && this.#due().length === 0);
  }

  #due(): readonly QueuedEvent[] {
    const now = this.#deps.clock.now();
    const due = [...this.#pending.values()]
      .filter((event) => event.dueAtMs <= now && !this.#running.has(event.order))
      .toSorted((a, b) => a.dueAtMs - b.dueAtMs || a.order - b.order);
    return this.#deps.faults.eventOrder === 'newest-first' ? due.toReversed() : due;
  }

  /** A concurrency key counts over all queues of the installation. A throttled event waits for a slot. */
  #hasSlot({ concurrency }: QueuedEvent): boolean {
    if (concurrency === undefined) return true;
    const running = [...this.#running.values()].filter((event) => event.concurrency?.key === concurrency.key);
    return running.length < concurrency.limit;
  }

  async #deliver(event: QueuedEvent): Promise<void> {
    if (this.#deps.clock.now() - event.pushedAtMs > retentionOf(event)) {
      this.#deps.log(`event ${event.eventId} was kept too long and is dropped`);
      this.#drop(event);
      return;
    }
    this.#running.set(event.order, event);
    const end = await this.#deps
      .deliver(event)
      .then(endOfReturn, (failure: unknown) => endOfFailure(failure, event));
    this.#running.delete(event.order);
    // What was cut off by closing the host stays on disk as it was, and is delivered again after the next start.
    if (this.#stopped) return;
    this.#settle(event, end);
    this.wake();
  }

  #settle(event: QueuedEvent, end: DeliveryEnd): void {
    if (end.kind === 'handled') return this.#remove(event, 'success');
    const retry = { count: (event.retry?.count ?? 0) + 1, reason: end.reason, data: end.data };
    const next = { ...event, dueAtMs: this.#deps.clock.now() + end.afterMs, retry };
    this.#deps.events.replace(next);
    this.#pending.set(next.order, next);
  }

  #drop(event: QueuedEvent): void {
    this.#remove(event, 'failed');
  }

  #remove(event: QueuedEvent, outcome: 'success' | 'failed'): void {
    const stats = this.stats(event.jobId);
    const counted = stats && { ...stats, inProgress: stats.inProgress - 1, [outcome]: stats[outcome] + 1 };
    this.#deps.events.remove(event, counted);
    this.#pending.delete(event.order);
  }

  #toQueued(
    request: PushRequest,
    pushed: { event: PushRequest['payload'][number]; chainId: string },
  ): QueuedEvent[] {
    const { events, clock, faults } = this.#deps;
    const { body, delayInSeconds, concurrency } = pushed.event;
    const now = clock.now();
    const common = {
      eventId: randomUUID(),
      queue: request.queueName,
      jobId: request.jobId,
      chainId: pushed.chainId,
      body,
      ...(delayInSeconds === undefined ? {} : { delayInSeconds }),
      ...(concurrency === undefined ? {} : { concurrency }),
      pushedAtMs: now,
      dueAtMs: now + (delayInSeconds ?? 0) * 1000,
    };
    return Array.from({ length: 1 + faults.duplicateEvents }, () => ({
      ...common,
      order: events.nextOrder(),
    }));
  }

  #fitsMinute(count: number): boolean {
    const now = this.#deps.clock.now();
    if (now - this.#minute.startedMs >= 60_000) this.#minute = { startedMs: now, events: 0 };
    this.#minute.events += count;
    return this.#minute.events <= maxEventsPerMinute;
  }
}
