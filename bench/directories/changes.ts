/** A directory that a measurement can change. */
export interface BenchTwin {
  readonly url: string;
  setLatency(ms: number): void;
  /** A change of profile for each of so many people, and one membership fewer or more. Answers with the groups touched. */
  change(people: number): number;
}

/** No budget is to bind here: a measurement of waiting would tell nothing. */
export const plenty = 1_000_000;

export interface Moves<Id> {
  /** The person's groups. */
  readonly present: readonly Id[];
  readonly all: readonly Id[];
  readonly leave: (groupId: Id) => void;
  readonly join: (groupId: Id) => void;
}

/** Every second one leaves a group, the others join one. Answers with the group. */
export function move<Id>(index: number, { present, all, leave, join }: Moves<Id>): Id {
  const [first] = present;
  if (index % 2 === 0 && first !== undefined) {
    leave(first);
    return first;
  }
  const other = all[(index * 7919) % all.length];
  if (other === undefined) throw new Error('a company without groups');
  join(other);
  return other;
}

/** Changes so many of all, evenly spread. Answers with how many groups that touched. */
export function changeEvery<Id>(
  ids: readonly Id[],
  count: number,
  change: (id: Id, index: number) => unknown,
): number {
  const step = Math.max(1, Math.floor(ids.length / count));
  const chosen = ids.filter((_, index) => index % step === 0).slice(0, count);
  return new Set(chosen.map(change)).size;
}
