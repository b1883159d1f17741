import type { AsyncEvent } from '@forge/events';
import * as z from 'zod';
import { compose } from '../compose';
import { runSlice } from '../sync/run';

const body = z.object({ runId: z.string().min(1).max(64), slice: z.int().min(0) });

/** The queue's consumer: one slice of a run. An event that does not parse is of another version of the app, and is dropped. */
export async function advance(event: AsyncEvent): Promise<void> {
  const parsed = body.safeParse(event.body);
  if (parsed.success) await runSlice(parsed.data, compose().runDeps());
}
