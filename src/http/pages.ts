import * as z from 'zod';
import { FailureError } from '../domain/failure';

/**
 * What is kept of the cursors that were followed, to notice one that comes back. Brent's method: one remembered cursor, moved
 * ahead at each power of two, finds a loop of any length without a list that grows with the read.
 */
export const trail = z.object({ mark: z.string(), steps: z.int().min(1) });
export type Trail = z.infer<typeof trail>;

/** The trail after following `next`. Throws `incomplete-read` when `next` was followed before. */
export function follow(walked: Trail | undefined, next: string, apiLabel: string): Trail {
  if (walked === undefined) return { mark: next, steps: 1 };
  if (walked.mark === next) {
    throw new FailureError({
      kind: 'incomplete-read',
      message: `${apiLabel} sent the same page position twice, so the list cannot be read to its end. Nothing was changed; run it again.`,
    });
  }
  const steps = walked.steps + 1;
  return { mark: isPowerOfTwo(steps) ? next : walked.mark, steps };
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

/** Makes the cursor that a checkpoint keeps from what a connector must know to go on. */
export function sealCursor(place: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(place);
}

/** Reads a sealed cursor back. Throws `stored-data-damaged` for one that this version did not write. */
export function openCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(cursor));
  if (parsed.success) return parsed.data;
  throw new FailureError({
    kind: 'stored-data-damaged',
    key: 'cursor',
    message:
      'The saved place in the directory read cannot be understood. Nothing was changed; start the run again.',
  });
}

/** For a stream whose params this version did not write. */
export function unknownStream(): FailureError {
  return new FailureError({
    kind: 'stored-data-damaged',
    key: 'stream',
    message:
      'The saved plan of the directory read cannot be understood. Nothing was changed; start the run again.',
  });
}

/** The value of a JSON text, or undefined when it is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
