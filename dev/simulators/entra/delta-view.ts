import type { ChangeEntry } from './change-log';
import type { Shelf, Tables } from './tenant-tables';

interface Identified {
  readonly id: string;
}

/** The object as it was after this many changes; undefined when it did not live then. */
export function valueAt<T extends Identified>(shelf: Shelf<T>, id: string, change: number): T | undefined {
  const later = valueEntries(shelf, id).find((entry) => entry.number > change);
  return later === undefined ? shelf.live.get(id) : later.before;
}

export type Fate = 'living' | 'deleted' | 'purged' | 'unborn';

/** What had become of the object after this many changes. */
export function fateAt<T extends Identified>(shelf: Shelf<T>, id: string, change: number): Fate {
  if (valueAt(shelf, id, change) !== undefined) return 'living';
  const last = valueEntries(shelf, id).findLast((entry) => entry.number <= change);
  if (last === undefined) return 'unborn';
  return last.purged ? 'purged' : 'deleted';
}

/** Names of the properties whose value differs between two moments of an object's life. */
export function changedNames<T extends Identified>(
  shelf: Shelf<T>,
  id: string,
  { since, upTo }: { readonly since: number; readonly upTo: number },
): ReadonlySet<string> {
  const entries = valueEntries(shelf, id).filter((each) => each.number > since && each.number <= upTo);
  return new Set(entries.flatMap(({ before, after }) => differences(before ?? {}, after ?? {})));
}

/** Names of the properties that had a value once; Graph writes `null` for these when they have none now. */
export function everSet<T extends Identified>(shelf: Shelf<T>, id: string): ReadonlySet<string> {
  return new Set(valueEntries(shelf, id).flatMap(({ before }) => Object.keys(before ?? {})));
}

/** Members that came or went between two moments, each with its last state, in the order in which they were touched. */
export function memberChanges(
  tables: Tables,
  groupId: string,
  { since, upTo }: { readonly since: number; readonly upTo: number },
): readonly (readonly [memberId: string, how: 'joined' | 'left'])[] {
  const last = new Map<string, 'joined' | 'left'>();
  for (const entry of tables.groups.log.of(groupId)) {
    if (entry.kind === 'value' || entry.number <= since || entry.number > upTo) continue;
    last.set(entry.memberId, entry.kind);
  }
  return [...last];
}

/** What to undo to have a group's members of an earlier moment. */
export function laterMoves(
  tables: Tables,
  groupId: string,
  change: number,
): { readonly joined: ReadonlySet<string>; readonly left: readonly string[] } {
  const first = new Map<string, 'joined' | 'left'>();
  for (const entry of tables.groups.log.of(groupId)) {
    if (entry.kind === 'value' || entry.number <= change || first.has(entry.memberId)) continue;
    first.set(entry.memberId, entry.kind);
  }
  const of = (how: 'joined' | 'left'): readonly string[] =>
    [...first].flatMap(([id, each]) => (each === how ? [id] : []));
  return { joined: new Set(of('joined')), left: of('left') };
}

type ValueEntry<T> = Extract<ChangeEntry<T>, { kind: 'value' }>;

function valueEntries<T extends Identified>(shelf: Shelf<T>, id: string): readonly ValueEntry<T>[] {
  return shelf.log.of(id).filter((entry): entry is ValueEntry<T> => entry.kind === 'value');
}

function differences(before: object, after: object): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) => JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(Reflect.get(after, name)),
  );
}
