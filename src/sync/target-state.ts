import type { DesiredGroup, LeftGroup, PlannedGroup } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { Ledger, Links } from '../domain/stores';
import { groupNameKey, type TargetGroup } from '../domain/target';
import type { DesiredState } from './desired';
import { readMembers } from './read-members';
import type { TargetState } from './run-documents';
import type { Slice } from './slice';

export interface TargetInput {
  readonly desired: DesiredState;
  readonly links: Links;
  readonly ledger: Ledger;
  readonly createMissingGroups: boolean;
  readonly target: Target;
}

/** Finds where each group goes and reads the members of those that the plan can touch. False when the slice must end before. */
export async function readTarget(slice: Slice, input: TargetInput): Promise<boolean> {
  const state = (await slice.documents.get('target')) ?? (await resolveGroups(slice, input));
  if (state === undefined) return false;
  const groups = state.groups.flatMap(({ group }, place) =>
    group.kind === 'existing' ? [{ place, id: group.id }] : [],
  );
  return readMembers(slice, groups, input.target);
}

type Wanted = Pick<DesiredGroup, 'sourceId' | 'name'>;

/**
 * A group that was linked before is found by its id, whatever it is called now; any other by its name. Groups that are linked and no
 * longer in the directory come along, wanted by nobody, as long as the ledger has memberships in them. Undefined when the slice must end.
 */
async function resolveGroups(slice: Slice, input: TargetInput): Promise<TargetState | undefined> {
  const isLinked = ({ sourceId }: Wanted) => input.links.groups.has(sourceId);
  const all = [...input.desired.groups, ...vanishedGroups(input)];
  // Linked groups first: a newcomer does not take another's group by its name.
  const wanted = [...all.filter(isLinked), ...all.filter((group) => !isLinked(group))];
  const found = await findGroups(slice, wanted, input);
  if (found === undefined) return undefined;
  const state = goals(wanted, found, input);
  await slice.documents.put('target', state);
  return state;
}

/** Groups that are looked for between two checkpoints. */
const soughtAtOnce = 200;

async function findGroups(
  slice: Slice,
  wanted: readonly Wanted[],
  { links, target }: TargetInput,
): Promise<readonly TargetGroup[] | undefined> {
  let state = (await slice.documents.get('target-found')) ?? { sought: 0, groups: [] };
  while (state.sought < wanted.length) {
    if (slice.mustEnd()) return undefined;
    const batch = wanted.slice(state.sought, state.sought + soughtAtOnce);
    const unlinked = batch.filter((group) => !links.groups.has(group.sourceId));
    const groups = await target.findGroups({
      ids: batch.flatMap((group) => links.groups.get(group.sourceId)?.id ?? []),
      names: unlinked.map((group) => group.name.trim()),
    });
    state = { sought: state.sought + batch.length, groups: [...state.groups, ...groups] };
    await slice.documents.put('target-found', state);
    await slice.beat();
  }
  return state.groups;
}

interface Found {
  readonly input: TargetInput;
  readonly byId: ReadonlyMap<string, TargetGroup>;
  readonly byName: ReadonlyMap<string, TargetGroup>;
  readonly usedIds: Set<string>;
}

function goals(wanted: readonly Wanted[], found: readonly TargetGroup[], input: TargetInput): TargetState {
  const known: Found = {
    input,
    byId: new Map(found.map((group) => [group.id, group])),
    byName: new Map(found.map((group) => [groupNameKey(group.name), group])),
    usedIds: new Set(),
  };
  const groups: TargetState['groups'] = [];
  const left: LeftGroup[] = [...input.desired.left];
  for (const { sourceId, name } of wanted) {
    const goal = goalOf({ sourceId, name }, known);
    if (typeof goal === 'string') left.push({ sourceId, name, reason: goal });
    else groups.push({ sourceId, group: goal });
    if (typeof goal !== 'string' && goal.kind === 'existing') known.usedIds.add(goal.id);
  }
  return { groups, left };
}

function goalOf(group: Wanted, found: Found): PlannedGroup | LeftGroup['reason'] {
  const link = found.input.links.groups.get(group.sourceId);
  const target = link === undefined ? found.byName.get(groupNameKey(group.name)) : found.byId.get(link.id);
  if (target === undefined && link !== undefined) return 'linked-group-gone';
  if (target === undefined) {
    if (!found.input.createMissingGroups) return 'missing-and-not-created';
    return { kind: 'create', name: group.name.trim() };
  }
  if (target.protection !== undefined) return target.protection;
  if (found.usedIds.has(target.id)) return 'name-shared';
  return { kind: 'existing', id: target.id, name: target.name };
}

/**
 * A group whose name an unlinked group of the directory has now was deleted and made again there, or moved: its Atlassian group goes over to the new one, with all
 * that is ours in it, instead of being emptied.
 */
function vanishedGroups({ desired, links, ledger }: TargetInput): readonly Wanted[] {
  const known = new Set([...desired.groups, ...desired.left].map((group) => group.sourceId));
  const newcomers = desired.groups.filter((group) => !links.groups.has(group.sourceId));
  const heirs = new Set(newcomers.map((group) => groupNameKey(group.name)));
  return [...links.groups].flatMap(([sourceId, { id, name }]) => {
    const isNeeded = !known.has(sourceId) && (ledger.get(id)?.size ?? 0) > 0;
    return isNeeded && !heirs.has(groupNameKey(name)) ? [{ sourceId, name }] : [];
  });
}
