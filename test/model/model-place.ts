import type { LeftGroupReason } from '../../src/domain/plan';
import { key, managedIn, type Model, type ModelConnection, type ModelGroup } from './model-state';
import type { Wish } from './model-wish';

/** Where a group of the directory, or of a rule, goes. */
export interface Place {
  readonly sourceId: string;
  readonly name: string;
  readonly wanted: ReadonlySet<string>;
  /** The group of the site; undefined: to be created. */
  readonly group: ModelGroup | undefined;
  readonly how: 'ordinary' | 'adopt' | 'undecided' | 'vanished';
}

export interface Places {
  readonly places: readonly Place[];
  readonly left: readonly { readonly sourceId: string; readonly reason: LeftGroupReason }[];
}

type Placed =
  | { readonly group: ModelGroup | undefined; readonly how: Place['how']; readonly name: string }
  | { readonly reason: LeftGroupReason };

/** Linked groups first, by their links, wherever they are called; then all others by their names. */
export function placeAll(model: Model, connection: ModelConnection, wishes: readonly Wish[]): Places {
  const isLinked = ({ sourceId }: { readonly sourceId: string }) => connection.groups.has(sourceId);
  const good = wishes.filter(({ fault }) => fault === undefined);
  const vanished = vanishedWishes(connection, wishes, good);
  const sought = [...good.filter(isLinked), ...vanished, ...good.filter((wish) => !isLinked(wish))];
  const places: Place[] = [];
  const left = wishes.flatMap(({ sourceId, fault }): Places['left'][number][] =>
    fault === undefined ? [] : [{ sourceId, reason: fault }],
  );
  for (const wish of sought) {
    const placed = placeOne(wish, { model, connection, places });
    if ('reason' in placed) left.push({ sourceId: wish.sourceId, reason: placed.reason });
    else
      places.push({
        ...placed,
        sourceId: wish.sourceId,
        wanted: wish.accountIds,
        how: vanished.includes(wish) ? 'vanished' : placed.how,
      });
  }
  return { places, left };
}

/** Linked, managed, and named by the directory no more; unless a newcomer of the same name takes the group over. */
function vanishedWishes(
  { groups, ...connection }: ModelConnection,
  wishes: readonly Wish[],
  good: readonly Wish[],
): readonly Wish[] {
  return [...groups].flatMap(([sourceId, { id, name }]): Wish[] => {
    const isNamed = wishes.some((wish) => wish.sourceId === sourceId);
    const hasHeir = good.some((wish) => !groups.has(wish.sourceId) && key(wish.name) === key(name));
    const isManaged = managedIn({ groups, ...connection }, id).length > 0;
    return isNamed || hasHeir || !isManaged ? [] : [{ sourceId, name, accountIds: new Set() }];
  });
}

interface Placing {
  readonly model: Model;
  readonly connection: ModelConnection;
  readonly places: readonly Place[];
}

function placeOne({ sourceId, name }: Wish, placing: Placing): Placed {
  const { model, connection } = placing;
  const { released } = connection.rules.existingGroups;
  if (released.some((each) => each.sourceId === sourceId)) return { reason: 'skipped' };
  const link = connection.groups.get(sourceId);
  if (link === undefined) return placeByName({ sourceId, name }, placing);
  const group = model.groups.find(({ id }) => id === link.id);
  return group === undefined ? { reason: 'linked-group-gone' } : take(group, placing);
}

function placeByName({ sourceId, name }: Pick<Wish, 'sourceId' | 'name'>, placing: Placing): Placed {
  const { model, connection } = placing;
  const group = byName(name, model);
  if (group === undefined) return create(name, placing);
  const taken = take(group, placing);
  if ('reason' in taken) return taken;
  const isOwn = key(connection.unsure.get(sourceId) ?? '') === key(name);
  const isManaged = model.connections.some((each) => managedIn(each, group.id).length > 0);
  const { policy, suffix } = connection.rules.existingGroups;
  const decision = decisionOn(name, connection) ?? (isOwn || isManaged ? 'use' : policy);
  if (decision === 'skip') return { reason: 'skipped' };
  if (decision !== 'suffix') return { ...taken, how: waysToTake[decision] };
  const other = byName(`${name}${suffix}`, model);
  return other === undefined ? create(`${name}${suffix}`, placing) : take(other, placing);
}

const waysToTake = { use: 'ordinary', adopt: 'adopt', ask: 'undecided' } as const;

function take(group: ModelGroup, { places }: Placing): Placed {
  if (group.isProtected) return { reason: 'default-group' };
  if (places.some((place) => place.group === group)) return { reason: 'name-shared' };
  return { group, how: 'ordinary', name: group.name };
}

function create(name: string, { connection, places }: Placing): Placed {
  if (places.some((place) => place.group === undefined && key(place.name) === key(name)))
    return { reason: 'name-shared' };
  if (!connection.rules.createMissingGroups) return { reason: 'missing-and-not-created' };
  return { group: undefined, how: 'ordinary', name };
}

function byName(name: string, { groups }: Model): ModelGroup | undefined {
  return groups.find((group) => key(group.name) === key(name));
}

function decisionOn(name: string, { rules }: ModelConnection) {
  return rules.existingGroups.decisions.findLast(({ group }) => key(group) === key(name))?.decision;
}
