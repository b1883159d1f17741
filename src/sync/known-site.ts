import type { LastTarget, Links } from '../domain/stores';
import { groupProtections, type TargetGroup } from '../domain/target';
import { markProtected } from './protected';
import type { StoredWorld } from './stored-world';

export interface KnownSite {
  /** Groups that are there as far as is known. One that was left alone before it was linked has an id that only stands for it. */
  readonly groups: readonly TargetGroup[];
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

type Remembered = Pick<StoredWorld, 'last' | 'links' | 'ledger' | 'protectedHere'>;

/**
 * The site as the last run saw it. A linked group that it did not look at is taken as still there, with the members that the ledger has in it; a
 * group that nobody looked for is taken as missing.
 */
export function knownSite({ last, links, ledger, protectedHere }: Remembered): KnownSite {
  const { groups: seen, left } = last ?? nothingSeen;
  const groups = new Map<string, TargetGroup>();
  for (const [id, { name }] of seen) groups.set(id, { id, name });
  const gone = new Set(
    left.filter(({ reason }) => reason === 'linked-group-gone').map(({ sourceId }) => sourceId),
  );
  const members = new Map([...seen].map(([id, group]) => [id, group.members]));
  for (const [sourceId, { id, name }] of links.groups) {
    if (seen.has(id) || gone.has(sourceId)) continue;
    groups.set(id, { id, name });
    members.set(id, new Set(ledger.get(id)?.keys()));
  }
  for (const group of left.flatMap((each) => foundOf(each, links))) groups.set(group.id, group);
  return { groups: markProtected([...groups.values()], protectedHere), members };
}

const nothingSeen: Pick<LastTarget, 'groups' | 'left'> = { groups: new Map(), left: [] };

const standIn = 'left ';

/** A group that was found and left alone. */
function foundOf(
  { sourceId, name, reason }: LastTarget['left'][number],
  links: Links,
): readonly TargetGroup[] {
  const id = links.groups.get(sourceId)?.id ?? `${standIn}${sourceId}`;
  const protection = groupProtections.find((each) => each === reason);
  // What administrators protect is told by the settings as they are now.
  if (reason === 'skipped' || protection === 'protected-here') return [{ id, name }];
  return protection === undefined ? [] : [{ id, name, protection }];
}

/** Whether the id only stands for a group whose own id is not known. */
export function isStandIn(groupId: string): boolean {
  return groupId.startsWith(standIn);
}
