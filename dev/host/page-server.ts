import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { serveAsset } from './page-assets';
import { answerBridge, type BridgeDeps } from './page-bridge';
import { frameHtml } from './frame-html';
import { pageModules } from './manifest';

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface PageDeps extends BridgeDeps {
  readonly appDir: string;
}

const lastPort = 65_535;
/** The frame itself: its own files, and the app in a frame of the same origin. */
const framePolicy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

/** Serves the page on 127.0.0.1 only; from `port` upwards, the first that is free. 0: any. */
export async function startPageServer(port: number, deps: PageDeps): Promise<PageServer> {
  const server = createServer((request, response) => {
    handle(request, response, deps).catch((error: unknown) => {
      deps.journal.refuse('page', String(error));
      send(response, 500, { body: JSON.stringify({ message: 'The local host failed; see its log.' }) });
    });
  });
  const chosen = await listen(server, port);
  return {
    url: `http://localhost:${chosen}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  for (let candidate = port; candidate <= lastPort; candidate += 1) {
    if (await listenOn(server, candidate)) return portOf(server);
  }
  throw new Error(`No port from ${port} upwards is free.`);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The page server does not listen on a port.');
  return address.port;
}

/** False when the port is taken. */
function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, deps: PageDeps): Promise<void> {
  // Another site's page must not reach in here under a name of its own (DNS rebinding), nor by a plain form.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')) return send(response, 403, {});
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST') return post(url, { request, response }, deps);
  if (request.method !== 'GET') return send(response, 405, {});
  if (url.pathname === '/') return sendFrame(url, response, deps);
  const asset = serveAsset(url.pathname, deps);
  return asset === undefined ? send(response, 404, {}) : send(response, 200, asset);
}

async function post(
  url: URL,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  deps: PageDeps,
): Promise<void> {
  const body = await readBody(request);
  if (url.pathname === '/__csp-report') {
    deps.journal.refuse('page', `content policy: ${body.slice(0, 500)}`);
    return send(response, 204, {});
  }
  if (url.pathname !== '/__bridge') return send(response, 404, {});
  // A custom header needs a preflight across origins, and nobody answers one here.
  if (request.headers['x-forge-host'] !== '1') return send(response, 403, {});
  const answer = await answerBridge(body, deps);
  return send(response, answer.status, { type: 'application/json', body: JSON.stringify(answer.body) });
}

function sendFrame(url: URL, response: ServerResponse, { manifest }: PageDeps): void {
  const modules = pageModules(manifest);
  const key = url.searchParams.get('module');
  const current = key === null ? modules[0] : modules.find((module) => module.key === key);
  if (current === undefined)
    return send(response, 404, { type: 'text/plain', body: 'The manifest has no such page module.' });
  const theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light';
  return send(response, 200, {
    type: 'text/html; charset=utf-8',
    policy: framePolicy,
    body: frameHtml({ modules, current, theme }),
  });
}

interface Sent {
  readonly type?: string;
  readonly policy?: string;
  readonly body?: string | Uint8Array;
}

function send(response: ServerResponse, status: number, { type, policy, body }: Sent): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(policy === undefined ? {} : { 'content-security-policy': policy }),
  });
  response.end(body);
}

const maxBodyBytes = 6 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
