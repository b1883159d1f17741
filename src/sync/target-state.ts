import pLimit from 'p-limit';
import type { DesiredGroup, LeftGroup, PlannedGroup } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { Ledger, Links } from '../domain/stores';
import { groupNameKey, type TargetGroup } from '../domain/target';
import type { DesiredState } from './desired';
import type { MembersPiece, TargetState } from './run-documents';
import type { Slice } from './slice';

/** Groups that are read side by side, and groups between two checkpoints. */
const groupsAtOnce = 4;
const groupsARound = 40;

export interface TargetInput {
  readonly desired: DesiredState;
  readonly links: Links;
  readonly ledger: Ledger;
  readonly createMissingGroups: boolean;
  readonly target: Target;
}

/** Finds where each group goes and reads the members of those that the plan can touch. False when the slice must end before. */
export async function readTarget(slice: Slice, input: TargetInput): Promise<boolean> {
  const groups = await groupsToRead(slice, input);
  let read = (await slice.documents.get('target-read')) ?? { groups: 0, pages: 0 };
  while (read.groups < groups.length) {
    slice.progress({ targetGroupsRead: read.groups, targetGroupsToRead: groups.length });
    if (slice.mustEnd()) return false;
    const round = groups.slice(read.groups, read.groups + groupsARound);
    await slice.documents.putPiece('members', read.pages, await readRound(slice, round, input.target));
    read = { groups: read.groups + round.length, pages: read.pages + 1 };
    await slice.documents.put('target-read', read);
    await slice.beat();
  }
  slice.progress({ targetGroupsRead: groups.length, targetGroupsToRead: groups.length });
  return true;
}

/** Members by the group's place in the state. */
export async function presentMembers(slice: Slice): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const present = new Map<number, ReadonlySet<string>>();
  const read = await slice.documents.get('target-read');
  for (let index = 0; index < (read?.pages ?? 0); index += 1) {
    for (const { place, accountIds } of await slice.documents.getPiece('members', index))
      present.set(place, new Set(accountIds));
  }
  return present;
}

/** A group that exists, by its place in the state. A group to be created has nobody in it. */
interface GroupToRead {
  readonly place: number;
  readonly id: string;
}

async function groupsToRead(slice: Slice, input: TargetInput): Promise<readonly GroupToRead[]> {
  let state = await slice.documents.get('target');
  if (state === undefined) {
    state = await resolveGroups(input);
    await slice.documents.put('target', state);
  }
  return state.groups.flatMap(({ group }, place) =>
    group.kind === 'existing' ? [{ place, id: group.id }] : [],
  );
}

function readRound(slice: Slice, groups: readonly GroupToRead[], target: Target): Promise<MembersPiece> {
  const limit = pLimit(groupsAtOnce);
  const read = async ({ place, id }: GroupToRead) => ({
    place,
    accountIds: await readMembers(slice, id, target),
  });
  return Promise.all(groups.map((group) => limit(() => read(group))));
}

async function readMembers(slice: Slice, groupId: string, target: Target): Promise<string[]> {
  const accountIds: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await target.readMembers(groupId, cursor);
    accountIds.push(...page.items);
    if (page.done) return accountIds;
    cursor = page.cursor;
    await slice.beat();
  }
}

/**
 * A group that was linked before is found by its id, whatever it is called now; any other by its name. Groups that are linked and no
 * longer in the directory come along, wanted by nobody, as long as the ledger has memberships in them.
 */
async function resolveGroups(input: TargetInput): Promise<TargetState> {
  const wanted = [...input.desired.groups, ...vanishedGroups(input)];
  const found = await input.target.findGroups({
    ids: wanted.flatMap((group) => input.links.groups.get(group.directoryGroupId)?.id ?? []),
    names: wanted
      .filter((group) => !input.links.groups.has(group.directoryGroupId))
      .map((group) => group.name.trim()),
  });
  const byId = new Map(found.map((group) => [group.id, group]));
  const byName = new Map(found.map((group) => [groupNameKey(group.name), group]));
  const groups: TargetState['groups'] = [];
  const left: LeftGroup[] = [...input.desired.left];
  const usedIds = new Set<string>();
  // Linked groups first: a newcomer does not take another's group by its name.
  for (const group of wanted.toSorted(
    (a, b) =>
      Number(input.links.groups.has(b.directoryGroupId)) - Number(input.links.groups.has(a.directoryGroupId)),
  )) {
    const goal = goalOf(group, { input, byId, byName, usedIds });
    if (typeof goal === 'string')
      left.push({ directoryGroupId: group.directoryGroupId, name: group.name, reason: goal });
    else groups.push({ directoryGroupId: group.directoryGroupId, group: goal });
    if (typeof goal !== 'string' && goal.kind === 'existing') usedIds.add(goal.id);
  }
  return { groups, left: [...left] };
}

interface Found {
  readonly input: TargetInput;
  readonly byId: ReadonlyMap<string, TargetGroup>;
  readonly byName: ReadonlyMap<string, TargetGroup>;
  readonly usedIds: ReadonlySet<string>;
}

function goalOf(
  group: Pick<DesiredGroup, 'directoryGroupId' | 'name'>,
  found: Found,
): PlannedGroup | LeftGroup['reason'] {
  const link = found.input.links.groups.get(group.directoryGroupId);
  const target = link === undefined ? found.byName.get(groupNameKey(group.name)) : found.byId.get(link.id);
  if (target === undefined && link !== undefined) return 'linked-group-gone';
  if (target === undefined)
    return found.input.createMissingGroups
      ? { kind: 'create', name: group.name.trim() }
      : 'missing-and-not-created';
  if (target.protection !== undefined) return target.protection;
  if (found.usedIds.has(target.id)) return 'name-shared';
  return { kind: 'existing', id: target.id, name: target.name };
}

function vanishedGroups({
  desired,
  links,
  ledger,
}: TargetInput): readonly Pick<DesiredGroup, 'directoryGroupId' | 'name'>[] {
  const known = new Set([...desired.groups, ...desired.left].map((group) => group.directoryGroupId));
  return [...links.groups].flatMap(([directoryGroupId, group]) =>
    known.has(directoryGroupId) || (ledger.get(group.id)?.size ?? 0) === 0
      ? []
      : [{ directoryGroupId, name: group.name }],
  );
}
