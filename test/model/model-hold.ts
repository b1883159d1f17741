import type { SafetyLimit } from '../../src/domain/safety-limits';
import type { GroupToDo } from './model-plan';
import { changeName, type ModelChange, type ModelConnection } from './model-state';

/** What waits for an administrator, and which limits say so. */
export interface Holding {
  readonly held: readonly ModelChange[];
  /** `changeName` of what would wait, had it not been approved. */
  readonly approved: ReadonlySet<string>;
  /** One text a limit that is passed: what, scope, limit, count, of how many. */
  readonly reasons: readonly string[];
}

export function changesOf(toDo: GroupToDo): readonly ModelChange[] {
  const { place } = toDo;
  const of = (kind: ModelChange['kind']) => (accountId: string) => ({
    sourceId: place.sourceId,
    where: whereOf(toDo),
    kind,
    accountId,
  });
  return [...toDo.add.map(of('add')), ...toDo.remove.map(of('remove'))];
}

/** The group of a change, as approvals name it. */
export function whereOf({ place }: GroupToDo): string {
  return place.group?.id ?? `new ${place.name}`;
}

/** The limits of `docs/sync-rules.md`, and what an administrator approved: exactly these changes, if they would be held. */
export function hold(
  toDos: readonly GroupToDo[],
  connection: ModelConnection,
  approved: 'all' | ReadonlySet<string>,
): Holding {
  const passed = passedLimits(toDos, connection);
  const groups = (kind: ModelChange['kind']) =>
    new Set(passed.filter((limit) => limit.kind === kind).flatMap((limit) => limit.groups));
  const [adding, removing] = [groups('add'), groups('remove')];
  const held = toDos.flatMap((toDo) =>
    changesOf(toDo).filter((change) => (change.kind === 'add' ? adding : removing).has(toDo)),
  );
  const left = approved === 'all' ? [] : held.filter((change) => !approved.has(changeName(change)));
  const runs = held.filter((change) => !left.includes(change));
  const reasons = passed.filter((limit) => stillHolds(limit, left)).map(({ text }) => text);
  return { held: left, approved: new Set(runs.map(changeName)), reasons };
}

/** A limit of a group says nothing any more where all of that group was approved; one of the run, where nothing of its kind waits. */
function stillHolds({ kind, sourceId }: PassedLimit, left: readonly ModelChange[]): boolean {
  return left.some(
    (change) => change.kind === kind && (sourceId === undefined || change.sourceId === sourceId),
  );
}

interface PassedLimit {
  readonly kind: ModelChange['kind'];
  readonly groups: readonly GroupToDo[];
  /** Of a limit of one group. */
  readonly sourceId?: string;
  readonly text: string;
}

function passedLimits(toDos: readonly GroupToDo[], connection: ModelConnection): readonly PassedLimit[] {
  const { limits } = connection.rules;
  return [
    ...ofKind(toDos, 'remove', limits.removals),
    ...ofEmptied(toDos, limits.emptiedGroups),
    ...ofUsual(toDos, connection),
    ...ofKind(toDos, 'add', limits.additions),
  ];
}

function ofKind(
  toDos: readonly GroupToDo[],
  kind: ModelChange['kind'],
  limits: { readonly perRun: SafetyLimit; readonly perGroup: SafetyLimit },
): readonly PassedLimit[] {
  const base = (toDo: GroupToDo) => (kind === 'remove' ? mayGo(toDo) : toDo.present);
  const isVanished = ({ place, remove }: GroupToDo) =>
    kind === 'remove' && place.how === 'vanished' && remove.length > 0;
  const single = toDos.flatMap((toDo): PassedLimit[] => {
    const limit = isVanished(toDo) ? 'vanished' : excess(toDo[kind].length, base(toDo), limits.perGroup);
    const text = `${kind} ${toDo.place.sourceId} ${limit}: ${toDo[kind].length} of ${base(toDo)}`;
    return limit === undefined ? [] : [{ kind, groups: [toDo], sourceId: toDo.place.sourceId, text }];
  });
  const count = sum(toDos, (toDo) => (isVanished(toDo) ? 0 : toDo[kind].length));
  const of = sum(toDos, base);
  const limit = excess(count, of, limits.perRun);
  if (limit === undefined) return single;
  return [...single, { kind, groups: toDos, text: `${kind} run ${limit}: ${count} of ${of}` }];
}

/** What is managed, and what was put in by hand where that is taken out again. */
function mayGo({ managed, isRepaired, putIn }: GroupToDo): number {
  return managed + (isRepaired ? putIn.length : 0);
}

function ofEmptied(toDos: readonly GroupToDo[], limit: SafetyLimit): readonly PassedLimit[] {
  const emptied = toDos.filter(
    ({ place, present, add, remove }) =>
      place.how !== 'vanished' && present > 0 && add.length === 0 && remove.length === present,
  );
  const of = toDos.filter(({ present }) => present > 0).length;
  if (excess(emptied.length, of, limit) === undefined) return [];
  return [{ kind: 'remove', groups: emptied, text: `remove run emptied: ${emptied.length} of ${of}` }];
}

/** Needs five runs to know what is usual; where runs usually remove nobody, one counts as the usual. */
function ofUsual(toDos: readonly GroupToDo[], { rules, usual }: ModelConnection): readonly PassedLimit[] {
  const { multiple, floor } = rules.limits.usual;
  const count = sum(toDos, ({ place, remove }) => (place.how === 'vanished' ? 0 : remove.length));
  const mean = usual.reduce((total, { removals }) => total + removals, 0) / usual.length;
  if (multiple === 0 || usual.length < 5 || count <= floor || count <= multiple * Math.max(mean, 1))
    return [];
  return [{ kind: 'remove', groups: toDos, text: `remove run usual: ${count} of ${Math.round(mean)}` }];
}

function excess(count: number, of: number, limit: SafetyLimit): 'max' | 'share' | undefined {
  if (count === 0) return undefined;
  if (count > limit.max) return 'max';
  return count > limit.shareFloor && of > 0 && count / of > limit.maxShare ? 'share' : undefined;
}

function sum(toDos: readonly GroupToDo[], of: (toDo: GroupToDo) => number): number {
  return toDos.reduce((total, toDo) => total + of(toDo), 0);
}
