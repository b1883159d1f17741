import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { json, ReplyError, textOf, type Call, type Reply, type Route } from './call';
import { createFaultBook, type FaultBook, type FaultEffect } from './faults';
import { createRouter, type Found, type Router } from './router';

/** What makes one vendor's server different from another's. */
export interface Vendor {
  readonly routes: readonly Route[];
  readonly control: readonly Route[];
  /** Sign-in and quota: throws ReplyError to refuse. */
  readonly admit: (call: Call) => void;
  /** Headers for the answer of an admitted call, once it is known what it costs. */
  readonly settle: (call: Call, reply: Reply) => Readonly<Record<string, string>>;
  readonly notFound: (call: Call) => Reply;
  /** The vendor's own error for a status, in its shape and words. */
  readonly failure: (effect: Extract<FaultEffect, { kind: 'status' }>, call: Call) => Reply;
  /** Ends the session that the call came with; the call is admitted after it and so refused. */
  readonly expire: (call: Call) => Reply;
  /** Falsifies an answer: a wrong total, a cursor that leads back. */
  readonly tamper: (
    effect: Extract<FaultEffect, { kind: 'total-count' | 'cursor-loop' }>,
    reply: Reply,
    call: Call,
  ) => Reply;
  /** Falsifies the way to the next page, where the vendor links to it. */
  readonly misdirect?: (
    effect: Extract<FaultEffect, { kind: 'repeat-item' | 'foreign-next' }>,
    reply: Reply,
    call: Call,
  ) => Reply;
  /** The answer to a link whose state is gone, where the vendor has such links. */
  readonly gone?: (call: Call) => Reply;
  /** Headers that every answer has, whatever came of the call. */
  readonly stamp?: () => Readonly<Record<string, string>>;
  /** The page that a call asks for, from 1. */
  readonly pageOf: (call: Call) => number | undefined;
}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  readonly faults: FaultBook;
  requests(): Readonly<Record<string, number>>;
  setLatency(ms: number): void;
  /** Counts, faults and latency as at the start. */
  reset(): void;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly latencyMs?: number;
}

interface Machine {
  readonly vendor: Vendor;
  readonly find: Router['find'];
  readonly findControl: Router['find'];
  readonly faults: FaultBook;
  readonly counts: Map<string, number>;
  latencyMs: number;
}

export async function startServer(
  vendorOf: (server: HttpServer) => Vendor,
  options: ListenOptions,
): Promise<HttpServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: 60_000 });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const faults = createFaultBook();
  const counts = new Map<string, number>();
  const startLatencyMs = options.latencyMs ?? 0;
  let machine: Machine | undefined;
  const face: HttpServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    faults,
    requests: () => Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    setLatency(ms) {
      if (machine !== undefined) machine.latencyMs = ms;
    },
    reset() {
      faults.set([]);
      counts.clear();
      face.setLatency(startLatencyMs);
    },
    close: () => closeServer(server, sockets),
  };
  machine = createMachine(vendorOf(face), { faults, counts, latencyMs: startLatencyMs });
  server.on('request', answering(machine, face.url));
  return face;
}

function createMachine(vendor: Vendor, rest: Pick<Machine, 'faults' | 'counts' | 'latencyMs'>): Machine {
  return {
    vendor,
    find: createRouter(vendor.routes).find,
    findControl: createRouter(vendor.control).find,
    ...rest,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function answering(machine: Machine, origin: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(machine, { request, response, origin }).catch((error: unknown) => fail(response, error));
  };
}

/** A fault of the simulator itself; loud, so that nobody takes it for the vendor's. */
function fail(response: ServerResponse, error: unknown): void {
  console.error('The simulator failed:', error);
  if (!response.headersSent) response.writeHead(500, { 'x-simulator-failed': 'true' });
  response.end();
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly origin: string;
}

async function answer(machine: Machine, exchange: Exchange): Promise<void> {
  const url = new URL(exchange.request.url ?? '/', exchange.origin);
  const method = exchange.request.method ?? 'GET';
  const isControl = url.pathname.startsWith('/__control');
  const found = isControl ? machine.findControl(method, url.pathname) : machine.find(method, url.pathname);
  const call = await readCall(exchange, url, found);
  if (!isControl)
    return serve(machine, exchange, { call, handler: found?.route.handler ?? machine.vendor.notFound });
  return send(
    exchange,
    guarded(() => (found?.route.handler ?? noControl)(call)),
  );
}

async function readCall(exchange: Exchange, url: URL, found: Found | undefined): Promise<Call> {
  const method = exchange.request.method ?? 'GET';
  return {
    method,
    path: url.pathname,
    template: found?.route.template ?? '*',
    params: found?.params ?? {},
    query: url.searchParams,
    headers: exchange.request.headers,
    body: method === 'GET' ? '' : await readBody(exchange.request),
    origin: exchange.origin,
  };
}

async function serve(
  machine: Machine,
  exchange: Exchange,
  asked: { call: Call; handler: Route['handler'] },
): Promise<void> {
  const { call } = asked;
  const route = `${call.method} ${call.template}`;
  machine.counts.set(route, (machine.counts.get(route) ?? 0) + 1);
  const effect = machine.faults.next(route, () => machine.vendor.pageOf(call));
  const pauseMs = machine.latencyMs + (effect?.kind === 'slow' ? effect.ms : 0);
  if (pauseMs > 0) await pause(pauseMs);
  if (effect?.kind === 'hang') return;
  if (effect?.kind === 'reset') {
    exchange.request.socket.resetAndDestroy();
    return;
  }
  const reply = replyTo(machine.vendor, asked, effect);
  send(exchange, { ...reply, headers: { ...machine.vendor.stamp?.(), ...reply.headers } });
}

function replyTo(
  vendor: Vendor,
  asked: { call: Call; handler: Route['handler'] },
  effect: FaultEffect | undefined,
): Reply {
  const { call, handler } = asked;
  if (effect?.kind === 'status') return vendor.failure(effect, call);
  if (effect?.kind === 'expired-token') return vendor.expire(call);
  if (effect?.kind === 'gone' && vendor.gone !== undefined) return vendor.gone(call);
  const reply = guarded(() => {
    vendor.admit(call);
    const made = guarded(() => handler(call));
    return { ...made, headers: { ...vendor.settle(call, made), ...made.headers } };
  });
  return spoil(vendor, { call, reply }, effect);
}

function spoil(vendor: Vendor, made: { call: Call; reply: Reply }, effect: FaultEffect | undefined): Reply {
  const { reply } = made;
  if (effect?.kind === 'truncated-json')
    return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
  if (effect?.kind === 'wrong-json')
    return { ...reply, body: textOf(reply).startsWith('[') ? '"ok"' : '[17]' };
  return effect === undefined ? reply : falsify(vendor, made, effect);
}

function falsify(vendor: Vendor, { call, reply }: { call: Call; reply: Reply }, effect: FaultEffect): Reply {
  if (effect.kind === 'total-count' || effect.kind === 'cursor-loop')
    return vendor.tamper(effect, reply, call);
  if (effect.kind === 'repeat-item' || effect.kind === 'foreign-next')
    return vendor.misdirect?.(effect, reply, call) ?? reply;
  return reply;
}

function guarded(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    throw error;
  }
}

function noControl(call: Call): Reply {
  return json(404, { error: `No control route ${call.method} ${call.path}.` });
}

function send(exchange: Exchange, reply: Reply): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  exchange.response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.links === undefined ? {} : { Link: [...reply.links] }),
    'content-length': String(body.length),
  });
  exchange.response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
