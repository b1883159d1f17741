import * as z from 'zod';
import { bodyOf, json, ReplyError, type Call, type Reply, type Route } from './call';
import { fault } from './faults';
import type { HttpServer } from './http-server';

const ok = { ok: true } as const;

/** The control routes that both simulators have. Everything is JSON; a wrong body is a 400 that says what is wrong. */
export function sharedControl(
  server: HttpServer,
  parts: { reset: () => void; snapshot: () => unknown },
): readonly Route[] {
  return [
    { method: 'GET', template: '/__control/requests', handler: () => json(200, server.requests()) },
    { method: 'GET', template: '/__control/state', handler: () => json(200, parts.snapshot()) },
    {
      method: 'GET',
      template: '/__control/faults',
      handler: () => json(200, { faults: server.faults.list() }),
    },
    {
      method: 'POST',
      template: '/__control/faults',
      handler: posted(z.strictObject({ faults: z.array(fault) }), ({ faults }) => {
        server.faults.set(faults);
        return ok;
      }),
    },
    {
      method: 'POST',
      template: '/__control/latency',
      handler: posted(z.strictObject({ ms: z.int().min(0) }), ({ ms }) => {
        server.setLatency(ms);
        return ok;
      }),
    },
    {
      method: 'POST',
      template: '/__control/reset',
      handler: () => {
        parts.reset();
        return json(200, ok);
      },
    },
  ];
}

/** A handler that parses the body, does the work and answers with its result; a RangeError of the state is a 404. */
export function posted<S extends z.ZodType>(
  schema: S,
  work: (input: z.output<S>) => unknown,
): (call: Call) => Reply {
  return (call) => {
    const parsed = schema.safeParse(bodyOf(call));
    if (!parsed.success) throw new ReplyError(json(400, { error: z.prettifyError(parsed.error) }));
    try {
      return json(200, work(parsed.data) ?? ok);
    } catch (error) {
      if (error instanceof RangeError) return json(404, { error: error.message });
      throw error;
    }
  };
}
