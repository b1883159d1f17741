export type Collection = 'users' | 'groups';

/** One thing that happened to an object. `before` is the value that it replaced; undefined when there was none. */
export type ChangeEntry<T> = {
  readonly number: number;
  readonly atMs: number;
  readonly id: string;
} & (
  | {
      readonly kind: 'value';
      readonly before: T | undefined;
      readonly after: T | undefined;
      readonly purged: boolean;
    }
  | { readonly kind: 'joined' | 'left'; readonly memberId: string }
);

type Fields<E> = E extends unknown ? Omit<E, 'number' | 'atMs'> : never;
export type NewEntry<T> = Fields<ChangeEntry<T>>;

/** What happened to a collection since the start, oldest first, numbered from 1. */
export interface ChangeLog<T> {
  add(entry: NewEntry<T>): void;
  /** The last entry that is at least so old; 0 when there is none. */
  lastAt(ms: number): number;
  /** Entries after the first number, up to and with the second. */
  between(after: number, upTo: number): readonly ChangeEntry<T>[];
  of(id: string): readonly ChangeEntry<T>[];
}

export function createChangeLog<T>(now: () => number): ChangeLog<T> {
  const entries: ChangeEntry<T>[] = [];
  const byId = new Map<string, ChangeEntry<T>[]>();
  return {
    add(entry) {
      const whole = { ...entry, number: entries.length + 1, atMs: now() };
      entries.push(whole);
      const same = byId.get(entry.id);
      if (same === undefined) byId.set(entry.id, [whole]);
      else same.push(whole);
    },
    lastAt(ms) {
      let last = entries.length;
      while (last > 0 && (entries[last - 1]?.atMs ?? 0) > ms) last -= 1;
      return last;
    },
    between: (after, upTo) => entries.slice(after, upTo),
    of: (id) => byId.get(id) ?? [],
  };
}
