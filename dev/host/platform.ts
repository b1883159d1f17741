import { mkdirSync } from 'node:fs';
import { createClock } from './clock';
import { createCustomerEgress } from './egress/customer-egress';
import { createFaults } from './faults';
import { createFunctions, type Functions } from './functions';
import { answerCall, type GatewayDeps } from './gateway';
import type { HostOptions } from './host-options';
import { createInstallation, runtimeOf } from './installation';
import { createJournal } from './journal';
import { createRates, unlimitedRates } from './kvs/rates';
import { createRecords, openStore } from './kvs/records';
import { createKeyValueStore } from './kvs/store';
import { backendAddresses, customerEgressEnabled, readManifest } from './manifest';
import { createEgressGate } from './network/egress-gate';
import { createEventLog } from './queue/event-log';
import { createQueue } from './queue/queue';
import { administers, createSiteAccount } from './site-account';
import { createWorkerPool, type WorkerPool } from './worker-pool';

export type Platform = ReturnType<typeof createPlatform>;

interface Directories {
  readonly appDir: string;
  readonly bundleDir: string;
}

/** Puts the parts of the platform together. The workers call the gateway, and the gateway may kill workers: both are bound late. */
export function createPlatform(options: HostOptions, { appDir, bundleDir }: Directories) {
  const core = createCore(options, appDir);
  const { manifest, clock, faults, journal, installation, log } = core;
  const late: { functions?: Functions; pool?: WorkerPool } = {};
  const queue = createQueue({ ...core, deliver: async (event) => late.functions?.consume(event) });
  const gateway: GatewayDeps = {
    ...core,
    rates: options.storageRates === 'off' ? unlimitedRates : createRates(),
    queue: { queue, manifest, faults, journal },
    kill: async ({ functionKey }, why) => late.pool?.kill(functionKey, why),
  };
  const pool = createWorkerPool({
    manifest,
    bundleDir,
    variables: declaredVariables(manifest.environment?.variables ?? [], options.variables ?? {}),
    log,
    clockOffsetMs: clock.offsetMs,
    runtimeOf: (invocation) => runtimeOf(installation, invocation),
    onCall: (call) => answerCall(call, gateway),
    onNetworkRefused: (what) => journal.refuse('egress', what),
    onTimeout: ({ functionKey, timeoutMs }) =>
      journal.refuse('timeout', `"${functionKey}" ran longer than ${timeoutMs / 1000} s`),
  });
  const functions = createFunctions({ ...core, pool, site: options.site, now: clock.now });
  Object.assign(late, { functions, pool });
  return { ...core, queue, pool, functions };
}

/** What stands on its own: the manifest, the clock, the store, and the ways out. */
function createCore(options: HostOptions, appDir: string) {
  const log = options.log ?? (() => undefined);
  const manifest = readManifest(appDir);
  const core = {
    manifest,
    log,
    clock: createClock(),
    faults: createFaults(options.faults),
    journal: createJournal(log),
  };
  mkdirSync(options.dataDir, { recursive: true });
  const root = openStore(options.dataDir);
  const records = createRecords(root);
  const account = createSiteAccount(options);
  const customerEgress = createCustomerEgress(root);
  return {
    ...core,
    root,
    records,
    account,
    customerEgress,
    isAdministrator: () => administers(options, account),
    events: createEventLog(root),
    installation: createInstallation(manifest),
    storage: { store: createKeyValueStore(records, core), entities: manifest.app.storage?.entities ?? [] },
    external: {
      manifest,
      gate: createEgressGate(backendAddresses(manifest), () =>
        customerEgressEnabled(manifest) ? customerEgress.backendDomains() : [],
      ),
      routes: options.routes,
      allowRealNetwork: options.allowRealNetwork ?? false,
      journal: core.journal,
    },
    product: {
      manifest,
      site: options.site,
      siteAccountId: account,
      journal: core.journal,
      ...(options.siteAuth === undefined ? {} : { siteAuth: options.siteAuth }),
    },
  };
}

function declaredVariables(
  declared: readonly string[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => declared.includes(name)));
}
