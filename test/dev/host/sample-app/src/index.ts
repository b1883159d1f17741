import { assumeTrustedRoute, fetch, getAppContext, asApp, asUser } from '@forge/api';
import { InvocationError, InvocationErrorCode, Queue, type AsyncEvent } from '@forge/events';
import { kvs } from '@forge/kvs';
import Resolver from '@forge/resolver';
import { get } from 'node:https';
import { runStorage, type StorageStep } from './storage';

interface ProductInput {
  as: 'app' | 'user';
  accountId?: string;
  product: 'jira' | 'confluence';
  path: string;
  method?: string;
}

const calls = new Resolver();

calls.define('echo', ({ payload, context }) => ({
  payload,
  accountId: context['accountId'],
  moduleKey: context['moduleKey'],
  installationAri: getAppContext().installationAri.toString(),
  license: getAppContext().license,
}));
calls.define('environment', () => ({ ...process.env }));
calls.define('now', () => ({
  now: Date.now(),
  year: new Date().getFullYear(),
  text: typeof Date(),
  isDate: new Date() instanceof Date,
}));
calls.define('memory', () => (seen += 1));
calls.define('large', ({ payload }) => 'x'.repeat(Number(payload['bytes'])));
calls.define('fail', () => {
  throw new Error('the app failed');
});
calls.define('leave', () => process.exit(3));
calls.define('storage', ({ payload }) => runStorage(payload['steps'] as StorageStep[]));
calls.define('egress', async ({ payload }) => {
  const responses: unknown[] = [];
  for (let n = 0; n < Number(payload['times'] ?? 1); n += 1)
    responses.push(await tryFetch(payload as EgressInput));
  return responses.at(-1);
});
calls.define('http', () => tryHttp());
calls.define('product', ({ payload }) => callProduct(payload as unknown as ProductInput));
calls.define('platform', () =>
  attempt(async () => {
    const response = await asApp().requestGraph('query { me { id } }');
    return { status: response.status };
  }),
);
calls.define('push', ({ payload }) =>
  attempt(async () => {
    const queue = new Queue({ key: String(payload['queue'] ?? 'work') });
    const { jobId } = await queue.push(payload['events'] as Parameters<Queue['push']>[0]);
    return { jobId };
  }),
);
calls.define('stats', ({ payload }) =>
  attempt(() => new Queue({ key: 'work' }).getJob(String(payload['jobId'])).getStats()),
);
calls.define('cancel', ({ payload }) =>
  attempt(() => new Queue({ key: 'work' }).getJob(String(payload['jobId'])).cancel()),
);
calls.define('slowWho', async ({ context }) => {
  const before = String(context['accountId']);
  await kvs.set(`who:${before}`, before);
  const answer = await asUser().requestJira(assumeTrustedRoute('/rest/api/3/myself'));
  return { before, site: ((await answer.json()) as { accountId: string }).accountId };
});

let seen = 0;

interface EgressInput {
  url: string;
  method?: string;
  body?: string;
  redirect?: 'follow' | 'manual' | 'error';
  abortAfterMs?: number;
}

async function tryFetch({ url, method, body, redirect, abortAfterMs }: EgressInput) {
  return attempt(async () => {
    const response = await fetch(url, {
      method: method ?? 'GET',
      headers: { authorization: 'Bearer token', 'x-sample': '1' },
      ...(body === undefined ? {} : { body }),
      ...(redirect === undefined ? {} : { redirect }),
      ...(abortAfterMs === undefined ? {} : { signal: AbortSignal.timeout(abortAfterMs) }),
    });
    const link = response.headers.get('link');
    return {
      status: response.status,
      body: await response.text(),
      header: response.headers.get('x-answer'),
      ...(link === null ? {} : { link }),
    };
  });
}

function tryHttp() {
  return new Promise((resolve) => {
    // Not @forge/api on purpose: the host must notice.
    get('https://a.example.net/', () => resolve({ status: 200 })).on('error', ({ name }) =>
      resolve({ error: name }),
    );
  });
}

async function callProduct({ as, accountId, product, path, method }: ProductInput) {
  return attempt(async () => {
    const caller = as === 'app' ? asApp() : accountId === undefined ? asUser() : asUser(accountId);
    const request = product === 'jira' ? caller.requestJira : caller.requestConfluence;
    const response = await request(assumeTrustedRoute(path), { method: method ?? 'GET' });
    return { status: response.status, body: await response.text() };
  });
}

async function attempt(task: () => Promise<object | void>) {
  try {
    return (await task()) ?? { done: true };
  } catch (error) {
    const { name, message, status, code } = error as Error & { status?: number; code?: string };
    return { error: name, kind: (error as Error).constructor.name, message, status, code };
  }
}

export const resolver = calls.getDefinitions();

export async function tick(request: { context: { moduleKey: string } }) {
  await kvs.set('ticks', ((await kvs.get<number>('ticks')) ?? 0) + 1);
  await kvs.set(`tick:${getAppContext().invocationId}`, request.context.moduleKey);
  return { statusCode: 204 };
}

interface Task {
  mark: string;
  busy?: boolean;
  hang?: boolean;
  throws?: boolean;
  waitMs?: number;
  retryAfter?: number;
  pushAgain?: number;
  writes?: number;
}

export async function worker(event: AsyncEvent): Promise<unknown> {
  const task = event.body as unknown as Task;
  await note(event, 'began');
  if (event.retryContext === undefined) {
    const answer = await failFirst(task);
    if (answer !== undefined) return answer;
  }
  if (task.waitMs !== undefined) await new Promise((resolve) => setTimeout(resolve, task.waitMs));
  await work(task);
  await note(event, 'ended');
  return undefined;
}

/** What goes wrong on the first delivery only. */
async function failFirst({ busy, hang, throws, retryAfter }: Task): Promise<unknown> {
  if (busy === true) for (;;) seen += 1;
  if (hang === true) await new Promise(() => undefined);
  if (throws === true) throw new Error('the consumer failed');
  if (retryAfter === undefined) return undefined;
  const retryReason = InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED;
  return new InvocationError({ retryAfter, retryReason, retryData: { page: 7 } });
}

async function work(task: Task) {
  for (let n = 0; n < (task.writes ?? 0); n += 1) await kvs.set(`write:${task.mark}:${n}`, n);
  const rest = task.pushAgain ?? 0;
  if (rest > 0) await new Queue({ key: 'work' }).push({ body: { ...task, pushAgain: rest - 1 } });
}

/** One key for each thing that happened, so that parallel deliveries do not overwrite each other. */
async function note(event: AsyncEvent, what: string) {
  const task = event.body as unknown as Task;
  const key = `note:${task.mark}:${what}:${getAppContext().invocationId}`;
  await kvs.set(key, {
    at: Date.now(),
    eventId: event.eventId,
    retry: event.retryContext ?? null,
    remaining: getAppContext().invocationRemainingTimeInMillis(),
  });
}
