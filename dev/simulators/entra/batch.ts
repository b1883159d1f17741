import * as z from 'zod';
import { bodyOf, ReplyError, textOf, type Call, type Reply, type Route } from '../server/call';
import { createRouter, type Router } from '../server/router';
import { badRequest, graphError, noSuchSegment } from './errors';
import { graphJsonType } from './wire';

/** How one call is answered with all that stands before it: sign-in, units, faults. */
export type Answering = (call: Call, handler: Route['handler']) => Reply;

const mostRequests = 20;

const step = z.looseObject({
  id: z.string().min(1),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  dependsOn: z.array(z.string()).default([]),
});
const payload = z.looseObject({ requests: z.array(step).min(1) });
type Step = z.output<typeof step>;

/** `$batch` (learn.microsoft.com/graph/json-batching): each request is judged, counted and throttled on its own. */
export function batchRoute(routes: readonly Route[], answering: Answering): Route {
  const router = createRouter(routes);
  return {
    method: 'POST',
    template: '/v1.0/$batch',
    handler: (call) => answerAll(call, stepsOf(call), { router, answering }),
  };
}

interface BatchParts {
  readonly router: Router;
  readonly answering: Answering;
}

/** Backwards, because the order is not promised and nobody shall rely on it. */
function answerAll(call: Call, steps: readonly Step[], parts: BatchParts): Reply {
  const done = new Map<string, Reply>();
  for (const each of steps) done.set(each.id, answerStep(call, each, { ...parts, done }));
  const responses = [...done].toReversed().map(([id, reply]) => responseText(id, reply));
  return {
    status: 200,
    headers: { 'content-type': graphJsonType },
    body: `{"responses":[${responses.join(',')}]}`,
  };
}

function answerStep(
  outer: Call,
  each: Step,
  { router, answering, done }: BatchParts & { readonly done: ReadonlyMap<string, Reply> },
): Reply {
  const call = innerCall(outer, each, router);
  const isReady = each.dependsOn.every((id) => (done.get(id)?.status ?? 500) < 400);
  if (!isReady)
    return graphError(
      { status: 424, code: 'FailedDependency', message: 'A request that this one depends on has failed.' },
      call,
    );
  if (each.method.toUpperCase() !== 'GET')
    return graphError(
      {
        status: 405,
        code: 'Request_BadRequest',
        message: 'Specified HTTP method is not allowed for the request target.',
      },
      call,
    );
  return answering(call, router.find('GET', call.path)?.route.handler ?? noSuchSegment);
}

/** The URL is relative to the version; the token is that of the whole batch. */
function innerCall(outer: Call, each: Step, router: Router): Call {
  const url = new URL(`${outer.origin}/v1.0/${each.url.replace(/^\/+/, '')}`);
  const found = router.find('GET', url.pathname);
  const own = Object.entries(each.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: 'GET',
    path: url.pathname,
    template: found?.route.template ?? '*',
    params: found?.params ?? {},
    query: url.searchParams,
    headers: { authorization: outer.headers.authorization, ...Object.fromEntries(own) },
    body: '',
    origin: outer.origin,
  };
}

function responseText(id: string, reply: Reply): string {
  const head = JSON.stringify({ id, status: reply.status, headers: reply.headers }).slice(0, -1);
  return `${head},"body":${textOf(reply)}}`;
}

function stepsOf(call: Call): readonly Step[] {
  const parsed = payload.safeParse(bodyOf(call));
  if (!parsed.success) return badRequest(call, 'Invalid batch payload format.');
  const { requests } = parsed.data;
  if (requests.length > mostRequests)
    return refuseSteps(call, `Number of batch request steps exceeds the maximum value of ${mostRequests}.`);
  const ids = requests.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size < ids.length)
    return badRequest(call, 'Request Id values need to be unique in the batch.');
  const isKnown = (own: Step, index: number): boolean =>
    own.dependsOn.every((id) => ids.slice(0, index).includes(id.toLowerCase()));
  return requests.every(isKnown)
    ? requests
    : badRequest(call, 'dependsOn names a request that does not come before.');
}

function refuseSteps(call: Call, message: string): never {
  throw new ReplyError(graphError({ status: 400, code: 'MaximumValueExceeded', message }, call));
}
