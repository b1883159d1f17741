import type { DeltaWish } from './delta-token';
import { changedNames, everSet, fateAt, valueAt } from './delta-view';
import type { Entity } from './properties';
import type { EntraGroupFacts, EntraUser } from './tenant';
import type { Shelf } from './tenant-tables';

type Stored = EntraUser | EntraGroupFacts;

export interface Telling {
  readonly entity: Entity;
  readonly usual: readonly string[];
  readonly wish: DeltaWish;
  /** Absent in a first round. */
  readonly since: number | undefined;
  /** The moment that is shown. */
  readonly shown: number;
  readonly isMinimal: boolean;
}

/** How an object stands in a delta answer; `isWhole`: as something new, so with all its members. */
export type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'removed'; readonly json: string }
  | {
      readonly kind: 'object';
      readonly json: string;
      readonly isWhole: boolean;
      readonly isChanged: boolean;
    };

/** What a round says about one object, its members aside. */
export function tell<T extends Stored>(shelf: Shelf<T>, id: string, telling: Telling): Told {
  if (telling.since === undefined && isUntouched(shelf, id)) return untouched(shelf, id, telling);
  const fate = fateAt(shelf, id, telling.shown);
  if (fate === 'unborn') return { kind: 'nothing' };
  if (fate !== 'living') return removed(id, fate === 'purged' ? 'deleted' : 'changed', telling);
  const object = valueAt(shelf, id, telling.shown);
  if (object === undefined) return { kind: 'nothing' };
  const { since } = telling;
  if (since === undefined) return whole(shelf, object, telling);
  if (fateAt(shelf, id, since) !== 'living') return whole(shelf, object, telling);
  const changed = changedNames(shelf, id, { since, upTo: telling.shown });
  const names = telling.isMinimal
    ? ['id', ...namesOf(telling).filter((name) => changed.has(name))]
    : namesOf(telling);
  const isChanged = isTracked(changed, telling);
  return { kind: 'object', json: shownJson(shelf, object, names), isWhole: false, isChanged };
}

/** What is gone for good before a first round is not in it; what lies in the recycle bin is. */
function removed(id: string, reason: 'changed' | 'deleted', { since }: Telling): Told {
  if (since === undefined && reason === 'deleted') return { kind: 'nothing' };
  return { kind: 'removed', json: JSON.stringify({ id, '@removed': { reason } }) };
}

/** Without `$select` every property is tracked, shown or not. */
function isTracked(changed: ReadonlySet<string>, { wish }: Telling): boolean {
  if (wish.select === undefined) return changed.size > 0;
  return wish.select.some((name) => changed.has(name));
}

function namesOf({ wish, usual }: Telling): readonly string[] {
  return wish.select === undefined ? usual : [...new Set([...wish.select, 'id'])];
}

const made = new Map<string, WeakMap<Stored, string>>();

function isUntouched<T extends Stored>(shelf: Shelf<T>, id: string): boolean {
  return shelf.log.of(id).length === 0;
}

/** Written once a selection, so that a first round over many thousands costs little more than its copy. */
function untouched<T extends Stored>(shelf: Shelf<T>, id: string, telling: Telling): Told {
  const object = shelf.live.get(id);
  if (object === undefined) return { kind: 'nothing' };
  const json = cachedJson(object, namesOf(telling));
  return { kind: 'object', json, isWhole: true, isChanged: true };
}

function whole<T extends Stored>(shelf: Shelf<T>, object: T, telling: Telling): Told {
  return { kind: 'object', json: shownJson(shelf, object, namesOf(telling)), isWhole: true, isChanged: true };
}

function cachedJson(object: Stored, names: readonly string[]): string {
  const key = names.join(',');
  const known = made.get(key) ?? new WeakMap<Stored, string>();
  made.set(key, known);
  const text = known.get(object) ?? textOf(object, names, new Set());
  known.set(object, text);
  return text;
}

function shownJson<T extends Stored>(shelf: Shelf<T>, object: T, names: readonly string[]): string {
  return textOf(object, names, everSet(shelf, object.id));
}

/** A property that was never set is left out, one that lost its value is `null` (learn.microsoft.com/graph/api/group-delta). */
function textOf(object: Stored, names: readonly string[], once: ReadonlySet<string>): string {
  const entries = names.flatMap((name) => {
    const value: unknown = Reflect.get(object, name);
    if (value !== undefined) return [[name, value]];
    return once.has(name) ? [[name, null]] : [];
  });
  return JSON.stringify(Object.fromEntries(entries));
}
