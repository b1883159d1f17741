import type { ChangeRow, RunDifference } from '../domain/change-row';
import { groupNameKey } from '../domain/target';

/** An answer goes to the page in one piece; the counts of the summary are of all. */
const rowsListed = 5_000;

/**
 * What two runs of one connection change differently. A change is one and the same where group, kind and account are, whatever became of it: what a
 * preview planned and a sync did is in both. A group goes by its id where either run knows it, so that one that was created in between, or renamed, is the same.
 */
export function compareRuns(before: readonly ChangeRow[], after: readonly ChangeRow[]): RunDifference {
  const keyOf = keyMaker([...before, ...after]);
  const [first, second] = [keyed(before, keyOf), keyed(after, keyOf)];
  const onlyBefore = [...first].filter(([key]) => !second.has(key)).map(([, row]) => row);
  const onlyAfter = [...second].filter(([key]) => !first.has(key)).map(([, row]) => row);
  const both = first.size - onlyBefore.length;
  return {
    onlyBefore: onlyBefore.slice(0, rowsListed),
    onlyAfter: onlyAfter.slice(0, rowsListed),
    both,
    summary: summaryOf({ onlyBefore: onlyBefore.length, onlyAfter: onlyAfter.length, both }),
  };
}

type KeyOf = (row: ChangeRow) => string;

function keyMaker(rows: readonly ChangeRow[]): KeyOf {
  const ids = new Map<string, string>();
  for (const { group, groupId } of rows) if (groupId !== undefined) ids.set(groupNameKey(group), groupId);
  return ({ kind, group, groupId, accountId }) => {
    const name = groupNameKey(group);
    const id = groupId ?? ids.get(name);
    return JSON.stringify([id === undefined ? { name } : { id }, kind, accountId ?? '']);
  };
}

/** People who were forgotten have one name among them, and each counts. */
function keyed(rows: readonly ChangeRow[], keyOf: KeyOf): ReadonlyMap<string, ChangeRow> {
  const found = new Map<string, ChangeRow>();
  for (const row of rows) {
    let key = keyOf(row);
    while (found.has(key)) key += '+';
    found.set(key, row);
  }
  return found;
}

interface Counts {
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  readonly both: number;
}

function summaryOf({ onlyBefore, onlyAfter, both }: Counts): string {
  if (onlyBefore + onlyAfter === 0)
    return both === 0 ? 'Neither run changes anything.' : `Both runs have the same ${changesIn(both)}.`;
  const isCut = Math.max(onlyBefore, onlyAfter) > rowsListed;
  const cut = isCut ? ` The first ${rowsListed} of each are listed; export the runs to see all.` : '';
  return `${changesIn(onlyBefore)} only in the earlier run, ${changesIn(onlyAfter)} only in the later one, ${both} in both.${cut}`;
}

function changesIn(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
