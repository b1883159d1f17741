/**
 * Who is in which group, by ids. Each id is kept once and a membership takes four bytes: a directory of 100,000 people has half a million of them, and a set a
 * group takes five times as much.
 */
export interface Memberships extends Iterable<readonly [groupId: string, memberIds: readonly string[]]> {
  has(groupId: string): boolean;
  /** Each member once. Undefined for a group that nothing is known of; empty for one without members. */
  get(groupId: string): readonly string[] | undefined;
  /** Adds members, besides those known; a group without any becomes known too. */
  add(groupId: string, memberIds: Iterable<string>): void;
  remove(groupId: string, memberIds: Iterable<string>): void;
  /** Makes a group unknown. */
  drop(groupId: string): void;
  /** All memberships. */
  count(): number;
  /** Everybody who is in any group, each once. */
  memberIds(): Iterable<string>;
  /** The one copy of an id that is kept. */
  keep(id: string): string;
  /** The same in numbers, for storing: a number is the place of an id in `ids`. */
  numbered(): {
    readonly ids: readonly string[];
    readonly groups: Iterable<readonly [groupId: string, members: Uint32Array]>;
  };
}

/** Numbers of members; `isDistinct` is false while one may be there twice. */
interface List {
  numbers: Uint32Array;
  length: number;
  isDistinct: boolean;
}

const firstLength = 8;

export function createMemberships(): Memberships {
  const table = createIdTable();
  const lists = new Map<string, List>();
  return {
    has: (groupId) => lists.has(groupId),
    get(groupId) {
      const list = lists.get(groupId);
      return list === undefined ? undefined : namesOf(list, table);
    },
    add(groupId, memberIds) {
      const list = lists.get(groupId) ?? {
        numbers: new Uint32Array(firstLength),
        length: 0,
        isDistinct: true,
      };
      for (const id of memberIds) append(list, table.numberOf(id));
      lists.set(groupId, list);
    },
    remove(groupId, memberIds) {
      const list = lists.get(groupId);
      if (list !== undefined) filter(list, new Set(Array.from(memberIds, table.numberOf)));
    },
    drop: (groupId) => void lists.delete(groupId),
    count: () => [...lists.values()].reduce((sum, list) => sum + distinct(list).length, 0),
    memberIds: () => named(lists.values(), table.ids),
    keep: (id) => table.ids[table.numberOf(id)] ?? id,
    numbered: () => ({ ids: table.ids, groups: numberedLists(lists) }),
    *[Symbol.iterator]() {
      for (const [groupId, list] of lists) yield [groupId, namesOf(list, table)];
    },
  };
}

interface IdTable {
  readonly ids: readonly string[];
  readonly numberOf: (id: string) => number;
}

function createIdTable(): IdTable {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  return {
    ids,
    numberOf(id) {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      ids.push(id);
      return ids.length - 1;
    },
  };
}

/** A plain loop: half a million memberships are looked at several times in a run. */
function namesOf(list: List, { ids }: IdTable): readonly string[] {
  const { numbers, length } = distinct(list);
  const names: string[] = [];
  for (let at = 0; at < length; at += 1) names.push(ids[numbers[at] ?? 0] ?? '');
  return names;
}

function* named(lists: Iterable<List>, ids: readonly string[]): Iterable<string> {
  const isNamed = new Uint8Array(ids.length);
  for (const { numbers, length } of lists)
    for (let at = 0; at < length; at += 1) isNamed[numbers[at] ?? 0] = 1;
  for (const [number, id] of ids.entries()) if (isNamed[number] === 1) yield id;
}

function* numberedLists(
  lists: ReadonlyMap<string, List>,
): Iterable<readonly [groupId: string, members: Uint32Array]> {
  for (const [groupId, list] of lists) yield [groupId, distinct(list).numbers.subarray(0, list.length)];
}

function append(list: List, number: number): void {
  if (list.length === list.numbers.length) {
    const larger = new Uint32Array(list.length * 2);
    larger.set(list.numbers);
    list.numbers = larger;
  }
  list.numbers[list.length] = number;
  list.length += 1;
  list.isDistinct = false;
}

function filter(list: List, gone: ReadonlySet<number>): void {
  const left = list.numbers.subarray(0, list.length).filter((number) => !gone.has(number));
  list.numbers = left.length < firstLength ? new Uint32Array(firstLength) : left;
  if (left.length < firstLength) list.numbers.set(left);
  list.length = left.length;
}

/** The list without doubles, in the order of first mention. */
function distinct(list: List): List {
  if (list.isDistinct) return list;
  const unique = new Set(list.numbers.subarray(0, list.length));
  if (unique.size < list.length) {
    let at = 0;
    for (const number of unique) {
      list.numbers[at] = number;
      at += 1;
    }
    list.length = unique.size;
  }
  list.isDistinct = true;
  return list;
}
