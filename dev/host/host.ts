import path from 'node:path';
import { ensureBundle } from './bundle';
import type { CustomerEgress } from './egress/customer-egress';
import type { Faults } from './faults';
import type { HostOptions } from './host-options';
import type { RecordedRequest, Refusal } from './journal';
import type { PageServer } from './page-server';
import { createPlatform, type Platform } from './platform';
import { createRawStorage, type RawStorage } from './raw-storage';
import { startTriggers } from './scheduled';

export interface Host {
  /** The page's address. */
  readonly url?: string;
  /** Calls a resolver method as the page does. Rejects with InvocationFailure. */
  call(
    functionKey: string,
    payload: unknown,
    as?: { readonly accountId?: string; readonly moduleKey?: string },
  ): Promise<unknown>;
  fireScheduledTrigger(key?: string): Promise<unknown>;
  /** Resolves when no event is due or running; delayed ones that are not yet due do not count. */
  queueIdle(): Promise<void>;
  /** When the next delayed event is due, in host time. */
  nextDueMs(): number | undefined;
  /** The addresses that the site's administrators allowed the app, as if they had answered the page's question with yes. */
  readonly customerEgress: CustomerEgress;
  readonly clock: { now(): number; advance(ms: number): Promise<void> };
  readonly faults: Faults;
  readonly refusals: readonly Refusal[];
  readonly requests: readonly RecordedRequest[];
  /** The store behind the app's back, to look into it or to damage it. */
  readonly storage: RawStorage;
  close(): Promise<void>;
}

const projectRoot = path.resolve(__dirname, '..', '..');

/** Starts the platform around the app. See README.md for what it models. */
export async function startHost(options: HostOptions): Promise<Host> {
  const appDir = path.resolve(options.appDir ?? projectRoot);
  const bundleDir = options.bundleDir ?? (await ensureBundle(appDir));
  const platform = createPlatform(options, { appDir, bundleDir });
  const { functions, queue, pool, clock, faults, journal, records, root, account, customerEgress } = platform;
  const page = await openPage(options.port, platform, { appDir, site: options.site });
  const stopTriggers = startTriggers(platform.manifest, {
    functions,
    tickEveryMs: options.tickEveryMs,
    log: platform.log,
  });
  queue.wake();

  return {
    ...(page === undefined ? {} : { url: page.url }),
    call: async (functionKey, payload, as = {}) =>
      functions.resolve({
        functionKey,
        payload,
        accountId: as.accountId ?? (await account()),
        moduleKey: as.moduleKey,
      }),
    fireScheduledTrigger: (key) => functions.tick(key),
    queueIdle: () => queue.idle(),
    nextDueMs: () => queue.nextDueMs(),
    customerEgress,
    clock: {
      now: clock.now,
      advance: async (ms) => {
        clock.shift(ms);
        pool.setClockOffset(clock.offsetMs());
        queue.wake();
      },
    },
    faults,
    refusals: journal.refusals,
    requests: journal.requests,
    storage: createRawStorage(records, clock.now),
    close: async () => {
      stopTriggers();
      queue.stop();
      await page?.close();
      await pool.close();
      await root.close();
    },
  };
}

async function openPage(
  port: number | undefined,
  platform: Platform,
  page: { readonly appDir: string; readonly site: string },
): Promise<PageServer | undefined> {
  if (port === undefined) return undefined;
  // What makes the page's policy is loaded where a page is shown: most hosts show none, and it is slow to load.
  const { startPageServer } = await import('./page-server');
  return startPageServer(port, { ...platform, ...page });
}
