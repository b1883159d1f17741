import { takeFault, type Faults } from '../faults';
import type { Invocation } from '../invocation';
import type { Journal } from '../journal';
import type { Manifest } from '../manifest';
import { bodyJson, jsonAnswer, type WireAnswer, type WireRequest } from '../wire';
import type { EventQueue } from './queue';
import { readPush } from './push-request';

export interface QueueApiDeps {
  readonly queue: EventQueue;
  readonly manifest: Manifest;
  readonly faults: Faults;
  readonly journal: Journal;
}

type QueueCall = 'publish' | 'stats' | 'cancel';

/** `publish`, `stats` or `cancel` of a path such as `/webhook/queue/publish/{contextAri}/…`; the placeholders come literally. */
export function queueCallOf(path: string): QueueCall | undefined {
  const call = /^\/webhook\/queue\/(publish|stats|cancel)\//.exec(path)?.[1];
  return call === 'publish' || call === 'stats' || call === 'cancel' ? call : undefined;
}

/** The wire of `@forge/events` 3 (out/queue.js, out/validators.js). */
export function callQueue(
  call: QueueCall,
  { invocation, request }: { invocation: Invocation; request: WireRequest },
  deps: QueueApiDeps,
): WireAnswer {
  const body = bodyJson(request);
  if (call === 'publish') return publish(body, invocation, deps);
  const jobId = jobIdOf(body);
  if (call === 'cancel') return deps.queue.cancel(jobId) ? jsonAnswer(204) : jsonAnswer(404, {});
  const stats = deps.queue.stats(jobId);
  return stats === undefined ? jsonAnswer(404, {}) : jsonAnswer(200, stats);
}

function publish(
  body: unknown,
  invocation: Invocation,
  { queue, manifest, faults, journal }: QueueApiDeps,
): WireAnswer {
  const refusals = faults.pushRefusals;
  if (refusals.times > 0) {
    refusals.times -= 1;
    return jsonAnswer(refusals.status, { errorMessage: 'Refused because a fault was asked for.' });
  }
  const read = readPush(body, manifest);
  if (read.kind === 'refused') {
    journal.refuse('queue', read.message);
    return jsonAnswer(read.status, { code: read.status, message: read.message, errorMessage: read.message });
  }
  const answer = queue.push(read.push, invocation.chainId);
  if (answer === 'accepted') return jsonAnswer(201, {});
  journal.refuse(
    'queue',
    answer === 'cyclic-limit' ? 'more than 1,000 pushes in one chain' : 'more than 500 events a minute',
  );
  return jsonAnswer(answer === 'cyclic-limit' ? 405 : 429, {});
}

function jobIdOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'jobId' in body ? String(body.jobId) : '';
}

/** Whether this delivery is one that the platform loses before the handler runs. */
export function losesInvocation(faults: Faults): boolean {
  return takeFault(faults, 'loseInvocations');
}
