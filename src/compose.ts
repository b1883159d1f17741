import { randomUUID } from 'node:crypto';
import { fetch as outsideFetch, getAppContext } from '@forge/api';
import { Queue } from '@forge/events';
import { createCallerSession } from './atlassian/caller';
import { appFetch, callerFetch, siteFetch } from './atlassian/forge';
import { createNoticeBoard } from './atlassian/notice-board';
import { createTarget } from './atlassian/target';
import { createConnector } from './connectors';
import type { Connection, ConnectorConfiguration } from './domain/connection';
import { FailureError } from './domain/failure';
import type { CallMeter, CallerSession, Clock, Connector, SliceQueue, Target } from './domain/ports';
import type { NoticeBoard, Tell } from './domain/notice';
import type { KeyValue } from './domain/stores';
import { attributesOf } from './domain/sync-rules';
import type { TargetSettings } from './domain/target';
import type { Fetch } from './http/request';
import { createMemoryTokenCache } from './http/token-cache';
import { auditStore } from './storage/audit-store';
import { connectionStore } from './storage/connection-store';
import { documents } from './storage/documents';
import { forgeKeyValue } from './storage/forge-key-value';
import { memoryStore } from './storage/memory-store';
import { noticeStore } from './storage/notice-store';
import { readingStore } from './storage/reading-store';
import { runData, runLeavingsDays } from './storage/run-data';
import { runLock } from './storage/run-lock';
import { runStore } from './storage/run-store';
import { secretStore, tokenStore } from './storage/secret-store';
import { siteStore } from './storage/site-store';
import { stateStore } from './storage/state-store';
import { tellNotices } from './sync/notices';
import { placeOf } from './sync/settings-change';
import type { OpenTarget, RunDeps } from './sync/slice';
import type { TickDeps } from './sync/tick';

/** Share of the invocation's time that a slice may use; the rest is for its last step, its checkpoint and the next event. */
const usableShare = 0.7;
/** Forge allows 100 outside calls in each of the 15 minutes of the consumer (manifest: `timeoutSeconds: 900`); one round may need 20. */
const outsideCallsASlice = 1_400;

/** The real parts, put together for one invocation. Nothing in it outlives the invocation: a warm runtime serves many sites. */
export function compose() {
  const store = forgeKeyValue();
  const secrets = secretStore(store);
  const stores = openStores(store);
  const board = noticeBoard();
  const tell: Tell = (ended) => tellNotices(ended, { ...stores, clock, board, log });
  const starting: TickDeps = { ...stores, clock, queue: sliceQueue(), newId: randomUUID, tell };

  const openTarget = async (meter: CallMeter): Promise<OpenTarget> => {
    const settings = await stores.site.getTarget();
    if (settings === undefined) throw new FailureError(noSyncAccount);
    return { target: openSite(settings, meter), syncAccountId: settings.syncAccountId };
  };
  const openConnector = async (connection: Connection, meter: CallMeter): Promise<Connector> => {
    const secret = await secrets.get(connection.id, placeOf(connection.configuration));
    if (secret === undefined) throw new FailureError(noSecret);
    const tokens = tokenStore(store, connection.id);
    return createConnector(connection.configuration, secret, {
      ...http,
      fetch: directoryFetch,
      meter,
      tokens,
      attributes: attributesOf(connection.rules),
    });
  };

  return {
    ...stores,
    ...starting,
    secrets,
    board,
    openSite,
    tryConnector,
    callerSession,
    idleMeter,
    runDeps: (): RunDeps => ({
      ...stores,
      clock,
      queue: starting.queue,
      tell,
      openConnector,
      openTarget,
      limits: { endsAtMs: clock.now() + usableShare * remainingMs(), outsideCalls: outsideCallsASlice },
      log,
    }),
  };
}

export type App = ReturnType<typeof compose>;

const noSyncAccount = {
  kind: 'access-missing',
  message:
    'No sync account is set. Open Settings, "Site access", and make your account the one that writes the groups.',
} as const;
const noSecret = {
  kind: 'credentials-rejected',
  message: 'The connector has no secret. Enter it again and save.',
} as const;

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
const http = { clock, random: () => Math.random() };

function openStores(store: KeyValue) {
  const files = documents(store);
  return {
    connections: connectionStore(store),
    states: stateStore(store),
    runs: runStore(store),
    lock: runLock(store, clock),
    data: runData(store, { lasting: files, passing: documents(store, runLeavingsDays) }),
    memory: memoryStore(files),
    readings: readingStore(files),
    site: siteStore(store),
    notices: noticeStore(store),
    audit: auditStore(store, files),
  };
}

function openSite(settings: TargetSettings, meter: CallMeter): Target {
  return createTarget({ settings, fetch: siteFetch(settings.syncAccountId), http: { ...http, meter } });
}

/** A connector for settings that are not saved yet. `attributes`: those that the rules look at. */
function tryConnector(
  configuration: ConnectorConfiguration,
  secret: string,
  attributes: readonly string[] = [],
): Connector {
  return createConnector(configuration, secret, {
    ...http,
    fetch: directoryFetch,
    meter: idleMeter,
    tokens: createMemoryTokenCache(),
    attributes,
  });
}

function callerSession(): CallerSession {
  return createCallerSession({ fetch: callerFetch(), http: { ...http, meter: idleMeter } });
}

function noticeBoard(): NoticeBoard {
  return createNoticeBoard({ fetch: appFetch(), http: { ...http, meter: idleMeter } });
}

/** For calls outside a run, which no report counts. */
const nothing = () => undefined;
const idleMeter: CallMeter = { request: nothing, retry: nothing, waited: nothing, remaining: nothing };

/** A redirect could lead to a host that the manifest does not list: it is an answer, not a way. */
const directoryFetch: Fetch = async (url, init) => {
  const answer = await outsideFetch(url, { ...init, redirect: 'manual' });
  const headers = new Headers();
  answer.headers.forEach((value, name) => headers.append(name, value));
  return { status: answer.status, headers, text: () => answer.text() };
};

function sliceQueue(): SliceQueue {
  return {
    async push(event, delaySeconds) {
      await new Queue({ key: 'slices' }).push({ body: { ...event }, delayInSeconds: delaySeconds });
    },
  };
}

function remainingMs(): number {
  return getAppContext().invocationRemainingTimeInMillis();
}

/** Names and ids only: Forge's logs can be read by the app's developers. */
function log(line: string): void {
  // oxlint-disable-next-line no-console -- Forge's log is the console
  console.warn(line);
}
