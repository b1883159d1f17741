import * as z from 'zod';
import type { Manifest } from '../manifest';

const maxEvents = 50;
const maxPushBytes = 200 * 1024;
const maxLongEventBytes = 100 * 1024;
const longConsumerSeconds = 55;
const maxDelaySeconds = 900;

const pushedEvent = z.object({
  body: z.record(z.string(), z.unknown()),
  delayInSeconds: z.number().min(0).max(maxDelaySeconds).optional(),
  concurrency: z.object({ key: z.string().min(1), limit: z.int().min(1) }).optional(),
});
const pushRequest = z.object({
  queueName: z.string().regex(/^[a-zA-Z0-9-_]+$/),
  jobId: z.string().min(1),
  payload: z.array(pushedEvent).min(1).max(maxEvents),
});

export type PushRequest = z.infer<typeof pushRequest>;

export type ReadPush =
  | { readonly kind: 'push'; readonly push: PushRequest }
  | { readonly kind: 'refused'; readonly status: 400 | 413; readonly message: string };

/** Reads the body of a push as the platform would: form, queue, and sizes. */
export function readPush(body: unknown, manifest: Manifest): ReadPush {
  const parsed = pushRequest.safeParse(body);
  if (!parsed.success) return { kind: 'refused', status: 400, message: z.prettifyError(parsed.error) };
  const push = parsed.data;
  const consumer = (manifest.modules.consumer ?? []).find((one) => one.queue === push.queueName);
  if (consumer === undefined) {
    return {
      kind: 'refused',
      status: 400,
      message: `No consumer in the manifest has the queue "${push.queueName}".`,
    };
  }
  const timeout = manifest.modules.function.find((fn) => fn.key === consumer.function)?.timeoutSeconds ?? 0;
  return sizeRefusal(push, timeout > longConsumerSeconds) ?? { kind: 'push', push };
}

function sizeRefusal(push: PushRequest, isLong: boolean): ReadPush | undefined {
  if (bytes(push.payload) > maxPushBytes) {
    return { kind: 'refused', status: 413, message: 'The maximum payload size is 200 KB.' };
  }
  if (isLong && push.payload.some((event) => bytes(event) > maxLongEventBytes)) {
    return {
      kind: 'refused',
      status: 413,
      message: 'The maximum size of an event is 100 KB where the consumer runs longer than 55 seconds.',
    };
  }
  return undefined;
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
