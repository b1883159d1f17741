/**
 * Why a step could not be done, said as what to do next. `message` is a sentence for an administrator: what happened,
 * to what, and the way out. It never holds a secret, nor more of a person than an id.
 */
export type Failure =
  /** 429, 5xx or network: the same step may succeed later. `afterMs` is a duration. */
  | { readonly kind: 'retry-later'; readonly afterMs: number; readonly message: string }
  /** The API cannot be reached or keeps failing. In a read this means: there is no snapshot. */
  | { readonly kind: 'unavailable'; readonly message: string }
  /** The API does not accept the credentials: the run stops and an administrator must act. */
  | { readonly kind: 'credentials-rejected'; readonly message: string }
  /** Signed in, but a right is missing. */
  | { readonly kind: 'access-missing'; readonly message: string }
  /** A setting cannot be followed; `field` is its path in the connection document. */
  | { readonly kind: 'settings-rejected'; readonly message: string; readonly field?: string }
  /** A page failed or the pages do not add up: there is no snapshot. */
  | { readonly kind: 'incomplete-read'; readonly message: string }
  /** The directory cannot tell any more what changed since the last read: everything must be read. */
  | { readonly kind: 'changes-lost'; readonly message: string }
  /** The directory answered, with nobody in it or nobody in scope. */
  | { readonly kind: 'empty-read'; readonly message: string }
  /** One change was refused; the others go on. */
  | { readonly kind: 'item-rejected'; readonly message: string }
  /** An administrator ended the run: nothing is wrong. */
  | { readonly kind: 'cancelled'; readonly message: string }
  /** A stored value does not parse. */
  | { readonly kind: 'stored-data-damaged'; readonly message: string; readonly key: string }
  /** A bug, or an API that changed. */
  | { readonly kind: 'unexpected-response'; readonly message: string };

export type FailureKind = Failure['kind'];

/** The one class that is thrown. Only the run loop and the resolver guard catch it. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}

/** What is stored, or undefined where it does not parse: for reads whose damage is no reason to stop. */
export async function unlessDamaged<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

export function isDamage(error: unknown): error is FailureError {
  return error instanceof FailureError && error.failure.kind === 'stored-data-damaged';
}

/** The failure inside an error; anything unknown is `unexpected-response` and says nothing of its cause's text. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const name = error instanceof Error ? error.name : 'unknown error';
  return {
    kind: 'unexpected-response',
    message: `Something unexpected happened (${name}). Run it again; if it repeats, report it with the run's id.`,
  };
}
