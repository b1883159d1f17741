import { failureOf, type Failure } from '../domain/failure';
import type { AccessCheck } from '../domain/target';

/** What was found, as a sentence; with a result of its own where that is not simply `ok`. */
export type Finding = string | Pick<AccessCheck, 'result' | 'message'>;

const longWaitMs = 90_000;

/** One thing that a test of a connection tries: gives what was found, or throws a FailureError. */
export interface Attempt {
  readonly name: string;
  readonly run: () => Promise<Finding>;
}

export async function attempt({ name, run }: Attempt): Promise<AccessCheck> {
  try {
    const found = await run();
    return typeof found === 'string' ? { name, result: 'ok', message: found } : { name, ...found };
  } catch (error) {
    return { name, result: 'failed', message: messageOf(failureOf(error)) };
  }
}

/** A run waits by itself; who tests wants to know when to try again. */
function messageOf(failure: Failure): string {
  if (failure.kind !== 'retry-later' || failure.afterMs < longWaitMs) return failure.message;
  return `${failure.message} Test again in ${Math.ceil(failure.afterMs / 60_000)} minutes.`;
}

/** One after the other, so that a test does not crowd the API. */
export async function attemptAll(attempts: readonly Attempt[]): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  for (const each of attempts) checks.push(await attempt(each));
  return checks;
}

/** `because`: the end of a sentence. */
export function notTried(
  attempts: readonly Pick<Attempt, 'name'>[],
  because: string,
): readonly AccessCheck[] {
  return attempts.map(({ name }) => ({
    name,
    result: 'not-tried',
    message: `Not tried, because ${because}.`,
  }));
}
