import type { App } from '../compose';
import { RefusedError } from './guard';

/**
 * Does something to what runs of these connections remember, while none of them is under way. After a crash in its middle the scheduled trigger gives
 * the locks back, because no run has their id.
 */
export async function locked<T>(
  connectionIds: readonly string[],
  app: App,
  work: () => Promise<T>,
): Promise<T> {
  const holder = app.newId();
  const taken: string[] = [];
  try {
    // Always in one order: two who want the same two do not wait for each other with one each.
    for (const id of connectionIds.toSorted()) {
      if ((await app.lock.take(id, holder)) !== holder) throw new RefusedError(underWay);
      taken.push(id);
    }
    return await work();
  } finally {
    for (const id of taken) await app.lock.release(id, holder);
  }
}

const underWay = {
  kind: 'conflict',
  message:
    'A run of this connector is under way, or somebody else is changing the same. Try again when it has ended.',
} as const;
