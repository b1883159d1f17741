/** One page of a read. `done` is the only proof that the read is complete. */
export type Page<T> =
  | { readonly items: readonly T[]; readonly done: false; readonly cursor: string; readonly total?: number }
  | { readonly items: readonly T[]; readonly done: true; readonly total?: number };
