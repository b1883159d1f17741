import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { startHost, type Host, type HostOptions } from '../../../dev/host';

export const sampleDir = path.join(__dirname, 'sample-app');
/** The sample's bundle is built once and kept; the first build on a slow machine takes a while. */
export const buildTimeoutMs = 120_000;

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeServer {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

type Answer = (request: Received, response: ServerResponse) => void;

/** A server that remembers what it was asked; `answer` must end the response. */
export async function startFakeServer(answer: Answer): Promise<FakeServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, received, close: () => stop(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** A site that says who called, and which only the-admin administers. */
export function startFakeSite(): Promise<FakeServer> {
  return startFakeServer((request, response) => {
    const [kind, accountId] = String(request.headers['x-forge-principal'] ?? 'user the-admin').split(' ');
    response.setHeader('content-type', 'application/json');
    const permissions = { ADMINISTER: { havePermission: accountId === 'the-admin' } };
    const isAboutPermissions = request.url.startsWith('/rest/api/3/mypermissions');
    response.end(JSON.stringify(isAboutPermissions ? { permissions } : { accountId: accountId ?? kind }));
  });
}

export interface Sample {
  readonly host: Host;
  readonly site: FakeServer;
  readonly dataDir: string;
  close(): Promise<void>;
}

export interface SampleOptions extends Partial<HostOptions> {
  readonly caller?: 'the-admin' | 'ask-the-site';
}

/** The sample app in the host, with a fake site. Nothing ticks by itself. */
export async function startSample({ caller, ...options }: SampleOptions = {}): Promise<Sample> {
  const site = await startFakeSite();
  const dataDir = options.dataDir ?? temporaryDir();
  const host = await startHost({
    appDir: sampleDir,
    dataDir,
    routes: {},
    site: site.url,
    ...(caller === 'ask-the-site' ? {} : { callerAccountId: 'the-admin' }),
    tickEveryMs: 0,
    ...options,
  });
  return {
    host,
    site,
    dataDir,
    close: async () => {
      await host.close();
      await site.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function temporaryDir(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'forge-host-'));
}

/** Notes that the sample's consumer left: `began` or `ended`, in the order of their times. */
export function notes(host: Host, mark: string, what: string): readonly Note[] {
  return host.storage
    .keys('value')
    .filter((key) => key.startsWith(`note:${mark}:${what}:`))
    .map((key) => host.storage.get({ kind: 'value', key }) as Note)
    .toSorted((a, b) => a.at - b.at);
}

export interface Note {
  readonly at: number;
  readonly eventId: string;
  readonly remaining: number;
  readonly retry: null | {
    readonly retryCount: number;
    readonly retryReason: string;
    readonly retryData: unknown;
  };
}

/** Moves the clock to the next delayed event and waits until all is quiet again. */
export async function runNextDelayed(host: Host): Promise<void> {
  const due = host.nextDueMs();
  if (due === undefined) throw new Error('No event is delayed.');
  await host.clock.advance(Math.max(0, due - host.clock.now()));
  await host.queueIdle();
}
