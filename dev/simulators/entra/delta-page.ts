import { memberPart } from './delta-members';
import { tell, type Telling, type Told } from './delta-object';
import type { DeltaPosition } from './delta-token';
import type { EntraGroupFacts, EntraUser } from './tenant';
import type { Shelf, Tables } from './tenant-tables';

/** One round of a collection: the ids that it goes through, and how each is told. */
export interface Round {
  readonly tables: Tables;
  readonly collection: 'users' | 'groups';
  readonly ids: readonly string[];
  readonly telling: Telling;
  /** How many objects and how many members a page holds. */
  readonly limits: { readonly objects: number; readonly members: number };
}

export interface DeltaPage {
  readonly items: readonly string[];
  /** Where the next page begins; undefined when the round is complete. */
  readonly next: DeltaPosition | undefined;
}

/** Fills a page: objects until there are enough of them or of their members; a large group goes on on the next page. */
export function deltaPage(round: Round, start: DeltaPosition): DeltaPage {
  const items: string[] = [];
  let { position, member } = start;
  let budget = round.limits.members;
  while (position < round.ids.length && items.length < round.limits.objects && budget > 0) {
    const part = objectPart(round, round.ids[position] ?? '', { from: member, limit: budget });
    if (part.json !== undefined) items.push(part.json);
    budget -= part.members;
    if (part.next !== undefined) return { items, next: { position, member: part.next } };
    position += 1;
    member = 0;
  }
  return { items, next: position < round.ids.length ? { position, member: 0 } : undefined };
}

interface ObjectPart {
  readonly json: string | undefined;
  readonly members: number;
  readonly next: number | undefined;
}

interface Window {
  readonly from: number;
  readonly limit: number;
}

function objectPart(round: Round, id: string, window: Window): ObjectPart {
  const { tables, collection, telling } = round;
  const shelf: Shelf<EntraUser> | Shelf<EntraGroupFacts> = tables[collection];
  const told = tell<EntraUser | EntraGroupFacts>(shelf, id, telling);
  if (told.kind === 'nothing') return { json: undefined, members: 0, next: undefined };
  if (told.kind === 'removed') return { json: told.json, members: 0, next: undefined };
  if (!telling.wish.members)
    return { json: told.isChanged ? told.json : undefined, members: 0, next: undefined };
  return withMembers(round, told, { id, ...window });
}

function withMembers(
  { tables, telling }: Round,
  told: Extract<Told, { kind: 'object' }>,
  { id, from, limit }: Window & { readonly id: string },
): ObjectPart {
  const since = told.isWhole ? undefined : telling.since;
  const { items, next } = memberPart(tables, id, { since, shown: telling.shown, from, limit });
  if (items.length === 0 && !told.isChanged) return { json: undefined, members: 0, next };
  if (items.length === 0) return { json: told.json, members: 0, next };
  const head = told.json.slice(0, -1);
  const json = `${head}${head === '{' ? '' : ','}"members@delta":[${items.join(',')}]}`;
  return { json, members: items.length, next };
}
