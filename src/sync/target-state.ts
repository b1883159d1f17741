import type { DesiredGroup, LeftGroup } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { Ledger, Links, RunNotes } from '../domain/stores';
import type { SyncRules } from '../domain/sync-rules';
import { groupNameKey, type TargetGroup } from '../domain/target';
import type { DesiredState } from './desired';
import { decisions, namesToSeek, placeGroup, type Found, type Placed } from './place-group';
import { readMembers } from './read-members';
import type { TargetState } from './run-documents';
import type { Slice } from './slice';

export interface TargetInput {
  readonly desired: DesiredState;
  readonly links: Links;
  readonly ledger: Ledger;
  /** Of other connections. */
  readonly others: readonly Ledger[];
  readonly rules: Pick<SyncRules, 'createMissingGroups' | 'existingGroups'>;
  readonly target: Target;
  /** Whether an administrator protected groups of this name. */
  readonly isProtected: (name: string) => boolean;
  /** Creations whose answer was lost. */
  readonly unsure?: RunNotes['unsureCreations'] | undefined;
  /** Whether groups may be taken over whole: not by a run that looks at one person alone. */
  readonly takeOver: 'now' | 'later';
  /** Atlassian groups whose sources are not among the desired and have them all the same. */
  readonly taken?: readonly string[];
}

/** Finds where each group goes and reads the members of those that the plan can touch. False when the slice must end before. */
export async function readTarget(slice: Slice, input: TargetInput): Promise<boolean> {
  const state = (await slice.documents.get('target')) ?? (await resolveGroups(slice, input));
  if (state === undefined) return false;
  return readGroups(slice, state, input.target);
}

/** Reads the members of the groups that exist. */
export function readGroups(slice: Slice, state: TargetState, target: Target): Promise<boolean> {
  const groups = state.groups.flatMap(({ group }, place) =>
    group.kind === 'existing' ? [{ place, id: group.id }] : [],
  );
  return readMembers(slice, groups, target);
}

export type Wanted = Pick<DesiredGroup, 'sourceId' | 'name'>;

/**
 * A group that was linked before is found by its id, whatever it is called now; any other by its name. Groups that are linked and no
 * longer in the directory come along, wanted by nobody, as long as the ledger has memberships in them. Undefined when the slice must end.
 */
async function resolveGroups(slice: Slice, input: TargetInput): Promise<TargetState | undefined> {
  const found = await findGroups(slice, soughtGroups(input), (batch) => findNamed(batch, input));
  if (found === undefined) return undefined;
  const state = placeGroups(found, input);
  await slice.documents.put('target', state);
  return state;
}

type PlacingInput = Omit<TargetInput, 'target'>;

/** Linked groups first: a newcomer does not take another's group by its name. */
function soughtGroups(input: PlacingInput): readonly Wanted[] {
  const isLinked = ({ sourceId }: Wanted) => input.links.groups.has(sourceId);
  const all = [...input.desired.groups, ...vanishedGroups(input)];
  return [...all.filter(isLinked), ...all.filter((group) => !isLinked(group))];
}

/** Groups that are looked for between two checkpoints. */
const soughtAtOnce = 200;

/** Asks the site for some groups after the other. Undefined when the slice must end before. */
export async function findGroups<T>(
  slice: Slice,
  wanted: readonly T[],
  find: (batch: readonly T[]) => Promise<readonly TargetGroup[]>,
): Promise<readonly TargetGroup[] | undefined> {
  let state = (await slice.documents.get('target-found')) ?? { sought: 0, groups: [] };
  while (state.sought < wanted.length) {
    if (slice.mustEnd()) return undefined;
    const batch = wanted.slice(state.sought, state.sought + soughtAtOnce);
    const groups = await find(batch);
    state = { sought: state.sought + batch.length, groups: [...state.groups, ...groups] };
    await slice.documents.put('target-found', state);
    await slice.beat();
  }
  return state.groups;
}

function findNamed(batch: readonly Wanted[], { links, target, rules }: TargetInput) {
  const decisionOn = decisions(rules.existingGroups);
  const unlinked = batch.filter((group) => !links.groups.has(group.sourceId));
  return target.findGroups({
    ids: batch.flatMap((group) => links.groups.get(group.sourceId)?.id ?? []),
    names: unlinked.flatMap((group) => namesToSeek(group.name, rules.existingGroups, decisionOn)),
  });
}

/** Where each group goes, by what was found on the site. Pure. */
export function placeGroups(found: readonly TargetGroup[], input: PlacingInput): TargetState {
  const [usedIds, usedNames] = [new Set<string>(input.taken), new Set<string>()];
  const known: Found = {
    rules: input.rules,
    links: input.links.groups,
    decisionOn: decisions(input.rules.existingGroups),
    unsure: input.unsure ?? new Map(),
    released: new Set(input.rules.existingGroups.released.map(({ sourceId }) => sourceId)),
    isManaged: (groupId) =>
      [input.ledger, ...input.others].some((ledger) => (ledger.get(groupId)?.size ?? 0) > 0),
    byId: new Map(found.map((group) => [group.id, group])),
    byName: new Map(found.map((group) => [groupNameKey(group.name), group])),
    usedIds,
    usedNames,
    isProtected: input.isProtected,
  };
  const groups: TargetState['groups'] = [];
  const left: LeftGroup[] = [...input.desired.left];
  for (const { sourceId, name } of soughtGroups(input)) {
    const placed = placeGroup({ sourceId, name }, known);
    if (placed.kind === 'left') {
      left.push({ sourceId, name, reason: placed.reason });
      continue;
    }
    groups.push(goalOf(sourceId, placed, input.takeOver));
    if (placed.group.kind === 'existing') usedIds.add(placed.group.id);
    else usedNames.add(groupNameKey(placed.group.name));
  }
  return { groups, left };
}

function goalOf(
  sourceId: string,
  { group, how }: Extract<Placed, { kind: 'goal' }>,
  takeOver: TargetInput['takeOver'],
): TargetState['groups'][number] {
  if (how === undefined) return { sourceId, group };
  return { sourceId, group, how: takeOver === 'later' ? 'undecided' : how };
}

/**
 * A group whose name an unlinked group of the directory has now was deleted and made again there, or moved: its Atlassian group goes over to the new one, with all
 * that is ours in it, instead of being emptied.
 */
export function vanishedGroups({
  desired,
  links,
  ledger,
}: Pick<PlacingInput, 'desired' | 'links' | 'ledger'>): readonly Wanted[] {
  const known = new Set([...desired.groups, ...desired.left].map((group) => group.sourceId));
  const newcomers = desired.groups.filter((group) => !links.groups.has(group.sourceId));
  const heirs = new Set(newcomers.map((group) => groupNameKey(group.name)));
  return [...links.groups].flatMap(([sourceId, { id, name }]) => {
    const isNeeded = !known.has(sourceId) && (ledger.get(id)?.size ?? 0) > 0;
    return isNeeded && !heirs.has(groupNameKey(name)) ? [{ sourceId, name }] : [];
  });
}
