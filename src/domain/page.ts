/**
 * One page of a read. `done` is the only proof that the read is complete. `mark`: what a later read of changes by this stream starts from;
 * opaque to all but the connector, and without a secret.
 */
export type Page<T> =
  | { readonly items: readonly T[]; readonly done: false; readonly cursor: string; readonly total?: number }
  | { readonly items: readonly T[]; readonly done: true; readonly total?: number; readonly mark?: string };
