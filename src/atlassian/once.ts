/** Asks once and remembers the answer; a failure is not remembered. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

/** Atlassian advises five to ten calls at a time at most. */
const callsAtATime = 5;

/** `Promise.all` over a long list, a few at a time, answers in order. */
export async function inFives<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let start = 0; start < items.length; start += callsAtATime) {
    done.push(...(await Promise.all(items.slice(start, start + callsAtATime).map(work))));
  }
  return done;
}
