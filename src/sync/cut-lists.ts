import type { UndecidedGroup } from '../domain/plan';
import type { DriftResult } from '../domain/run';

/** A report goes to the page in one answer, which Forge bounds at 5 MB: so many people of a list, and so many of all lists of a kind. */
const namedInList = 100;
const namedInAll = 10_000;

/** The first people of each group, and how many there are where these are not all. */
export function cutUndecided(groups: readonly UndecidedGroup[]): readonly UndecidedGroup[] {
  const first = cutter();
  return groups.map((group) => {
    const [add, remove] = [first(group.add), first(group.remove)];
    return {
      ...group,
      add,
      remove,
      ...(add.length < group.add.length && { addCount: group.add.length }),
      ...(remove.length < group.remove.length && { removeCount: group.remove.length }),
    };
  });
}

/** As `cutUndecided`. */
export function cutDrift(results: readonly DriftResult[]): readonly DriftResult[] {
  const first = cutter();
  return results.map((result) => {
    const [putIn, takenOut] = [first(result.putIn), first(result.takenOut)];
    return {
      ...result,
      putIn,
      takenOut,
      ...(putIn.length < result.putIn.length && { putInCount: result.putIn.length }),
      ...(takenOut.length < result.takenOut.length && { takenOutCount: result.takenOut.length }),
    };
  });
}

function cutter(): (accountIds: readonly string[]) => readonly string[] {
  let left = namedInAll;
  return (accountIds) => {
    const first = accountIds.slice(0, Math.min(namedInList, left));
    left -= first.length;
    return first;
  };
}
