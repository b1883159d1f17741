/** Direct members of one group. Each has an ordinal that never moves, so that a page can go on where the last one ended. */
export interface MemberList {
  has(id: string): boolean;
  /** False when the member was there. */
  add(id: string): boolean;
  /** False when the member was not there. */
  remove(id: string): boolean;
  ids(): readonly string[];
  /** Members behind an ordinal, with their own. */
  from(ordinal: number): Iterable<MemberEntry>;
  /** Up to `limit` members behind an ordinal, and the ordinal of the last of them; undefined when no more follow. */
  after(ordinal: number, limit: number): MemberSlice;
}

export interface MemberSlice {
  readonly ids: readonly string[];
  readonly next: number | undefined;
}

export type MemberEntry = readonly [id: string, ordinal: number];

export function createMemberList(start: readonly string[]): MemberList {
  let next = 0;
  const ordinals = new Map<string, number>();
  let order: readonly MemberEntry[] | undefined;
  const entries = (): readonly MemberEntry[] => (order ??= [...ordinals]);
  const list: MemberList = {
    has: (id) => ordinals.has(id),
    add(id) {
      if (ordinals.has(id)) return false;
      next += 1;
      ordinals.set(id, next);
      order = undefined;
      return true;
    },
    remove(id) {
      order = undefined;
      return ordinals.delete(id);
    },
    ids: () => [...ordinals.keys()],
    from: (ordinal) => entries().slice(countUpTo(entries(), ordinal)),
    after: (ordinal, limit) => slice(entries(), ordinal, limit),
  };
  for (const id of start) list.add(id);
  return list;
}

function slice(entries: readonly MemberEntry[], ordinal: number, limit: number): MemberSlice {
  const start = countUpTo(entries, ordinal);
  const page = entries.slice(start, start + limit);
  return {
    ids: page.map(([id]) => id),
    next: start + limit < entries.length ? page.at(-1)?.[1] : undefined,
  };
}

/** How many of the ascending entries lie at or before this ordinal, by bisection. */
function countUpTo(entries: readonly MemberEntry[], ordinal: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.[1] ?? Infinity) <= ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}
