import { groupIdOf, type Course, type Trouble, type Weather } from './model-course';
import { changesOf } from './model-hold';
import type { GroupToDo } from './model-plan';
import { changeName, type Model, type ModelChange, type ModelGroup } from './model-state';

/** After so many changes in a row without an answer the site is taken for unreachable. */
const answersMissedAtMost = 3;

/** Group by group in the order of their names: the group, who comes in, who goes. */
export function applyAll(model: Model, course: Course, weather: Weather): void {
  const held = new Set(course.holding.held.map(changeName));
  const isHeld = (change: ModelChange) => held.has(changeName(change));
  let missed = 0;
  for (const toDo of course.toDos) {
    const changes = changesOf(toDo).filter((change) => !isHeld(change));
    if (waits(toDo, changes)) continue;
    if (toDo.place.group === undefined) missed = 0;
    const group = toDo.place.group ?? createGroup(model, course, { toDo, weather });
    if (group === undefined) {
      for (const { kind, accountId } of changes)
        course.outcomes.push({ toDo, kind, accountId, became: 'refused' });
      continue;
    }
    for (const change of changes) {
      const trouble = troubleOf(change, weather);
      make(change, { trouble, group, toDo }, course);
      missed = isLost(trouble) ? missed + 1 : 0;
      if (missed < answersMissedAtMost) continue;
      course.isStopped = true;
      return;
    }
  }
}

/** A group that is to be created waits with the people who are to be in it. */
function waits({ place, add }: GroupToDo, changes: readonly ModelChange[]): boolean {
  return place.group === undefined && add.length > 0 && changes.length === 0;
}

interface Creating {
  readonly toDo: GroupToDo;
  readonly weather: Weather;
}

/** Undefined where the site does not answer, whether it did it or not. */
function createGroup(model: Model, course: Course, { toDo, weather }: Creating): ModelGroup | undefined {
  const isFirst = course.created.size + course.notCreated.size === 0;
  const lost = isFirst ? weather.creation : undefined;
  if (lost !== undefined) course.notCreated.add(toDo);
  if (lost === 'lost') return undefined;
  const group = makeGroup(model, toDo);
  if (lost !== undefined) return undefined;
  course.created.set(toDo, group.id);
  return group;
}

function makeGroup(model: Model, toDo: GroupToDo): ModelGroup {
  const group: ModelGroup = {
    id: `made-${model.nextGroup}`,
    name: toDo.place.name,
    members: new Set(),
    isProtected: false,
  };
  model.nextGroup += 1;
  model.groups.push(group);
  return group;
}

function troubleOf({ accountId }: ModelChange, { trouble }: Weather): Trouble | undefined {
  return [accountId, 'everybody'].includes(trouble?.accountId ?? '') ? trouble?.kind : undefined;
}

function isLost(trouble: Trouble | undefined): boolean {
  return trouble === 'lost' || trouble === 'lost-and-done';
}

interface Making {
  readonly trouble: Trouble | undefined;
  readonly group: ModelGroup;
  readonly toDo: GroupToDo;
}

function make({ kind, accountId }: ModelChange, { trouble, group, toDo }: Making, course: Course): void {
  if (trouble === undefined || trouble === 'lost-and-done')
    group.members[kind === 'add' ? 'add' : 'delete'](accountId);
  if (trouble === 'account-gone') course.closed.add(accountId);
  const failed = isLost(trouble) ? 'unsure' : 'refused';
  course.outcomes.push({ toDo, kind, accountId, became: trouble === undefined ? 'done' : failed });
}

/** What the run changed for all it knows: an addition whose answer was lost may be one. */
export function doneBy(course: Course) {
  return course.toDos.flatMap((toDo) => {
    const groupId = groupIdOf(course, toDo);
    const made = course.outcomes.filter((each) => each.toDo === toDo && each.became !== 'refused');
    const of = (kind: 'add' | 'remove') =>
      made.filter((each) => each.kind === kind).map(({ accountId }) => accountId);
    if (groupId === undefined) return [];
    const handMade = toDo.isRepaired ? toDo.putIn : [];
    return [{ sourceId: toDo.place.sourceId, groupId, added: of('add'), removed: of('remove'), handMade }];
  });
}
