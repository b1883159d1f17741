import { ReplyError, type Call, type Handler, type Reply } from '../server/call';
import type { FaultBook } from '../server/faults';
import { admit, settle, type Gate } from './gate';
import { failure } from './misleading';

/** One call with what stands before it, as the server does it; for the requests of a batch. */
export function answered(call: Call, handler: Handler, gate: Gate & { readonly faults: FaultBook }): Reply {
  const effect = gate.faults.next(`${call.method} ${call.template}`, () => undefined);
  if (effect?.kind === 'status') return failure(effect, call, gate);
  return guarded(() => {
    admit(call, gate);
    const reply = guarded(() => handler(call));
    return { ...reply, headers: { ...settle(call, gate), ...reply.headers } };
  });
}

function guarded(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    throw error;
  }
}
