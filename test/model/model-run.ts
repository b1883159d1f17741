import { applyAll, doneBy } from './model-apply';
import { courseOf, type Course, type RunWish } from './model-course';
import { expectedOf, stopped, type Expected } from './model-expected';
import { hold } from './model-hold';
import { placeAll, type Place } from './model-place';
import { planGroup, type GroupToDo } from './model-plan';
import { readingFor } from './model-reading';
import { remember } from './model-remember';
import { managedIn, order, type Model, type ModelConnection } from './model-state';
import { planUndo } from './model-undo';
import { wishesOf, type Wish, type Wishes } from './model-wish';

/** Does a run: changes the model's site, and what the connection remembers. */
export function runModel(model: Model, connection: ModelConnection, wish: RunWish): Expected {
  const isUndo = wish.task.kind === 'undo';
  const mode = connection.isPreviewed || isUndo ? wish.mode : 'preview';
  const course = wish.weather.isReadFailed ? undefined : planRun(model, connection, wish);
  if (course === undefined) return stopped(mode);
  if (mode === 'sync') applyAll(model, course, wish.weather);
  remember(connection, { course, wish, mode });
  connection.runs.push({ runId: wish.runId, held: course.holding.held, done: doneBy(course) });
  return expectedOf(course, mode);
}

function planRun(model: Model, connection: ModelConnection, wish: RunWish): Course | undefined {
  const { task } = wish;
  if (task.kind === 'undo') return planUndo(model, connection, wish);
  const only = task.kind === 'person' ? task.userId : undefined;
  const reading = readingFor(connection, only);
  const wishes = reading && wishesOf(model, connection, { reading, only });
  if (wishes === undefined) return undefined;
  const meant = only === undefined ? everything : meantFor(only, connection, wishes);
  const { places, left } = placeAll(model, connection, wishes.groups);
  const planning = { model, connection, wishes, nowMs: wish.startedAtMs, only: meant.accounts };
  const toDos = meant.places(places).map((place) => planGroup(place, planning));
  const isOpen = ({ place }: GroupToDo) => place.how === 'undecided';
  const decided = toDos.filter((toDo) => !isOpen(toDo) && !isRejected(toDo)).toSorted(byName);
  return courseOf({
    places,
    toDos: decided,
    undecided: toDos.filter(isOpen),
    left: [...left.filter(meant.isLeft), ...toDos.filter(isRejected).map(rejection)],
    holding: hold(decided, connection, wish.approved),
    wishes,
    only: meant.accounts,
  });
}

/** Nobody is left for whom it would be created: all were rejected for good. */
function isRejected({ place, add, kept }: GroupToDo): boolean {
  return place.group === undefined && add.length === 0 && kept.length > 0;
}

function rejection({ place: { sourceId } }: GroupToDo): Course['left'][number] {
  return { sourceId, reason: 'rejected' };
}

function byName(a: GroupToDo, b: GroupToDo): number {
  return order(a.place.name, b.place.name) || order(a.place.sourceId, b.place.sourceId);
}

/** What of a whole run is meant. */
interface Meant {
  readonly accounts: ReadonlySet<string> | undefined;
  readonly places: (all: readonly Place[]) => readonly Place[];
  readonly isLeft: (left: { readonly sourceId: string }) => boolean;
}

const everything: Meant = { accounts: undefined, places: (all) => all, isLeft: () => true };

/**
 * A run for one person looks at the groups in which the person should be, and at those in which they are managed, as long as the directory names them. It
 * takes no group over whole.
 */
function meantFor(userId: string, connection: ModelConnection, { paired, groups }: Wishes): Meant {
  const accounts = new Set(
    [connection.people.get(userId), paired.get(userId)].filter((id) => id !== undefined),
  );
  const concerns = ({ sourceId, accountIds, fault }: Wish) => {
    const managed = managedIn(connection, connection.groups.get(sourceId)?.id ?? '');
    return fault === undefined && [...accounts].some((id) => accountIds.has(id) || managed.includes(id));
  };
  const meant = new Set(groups.filter(concerns).map(({ sourceId }) => sourceId));
  return {
    accounts,
    places: (all) =>
      all
        .filter(({ sourceId }) => meant.has(sourceId))
        .map((place) => (place.how === 'adopt' ? { ...place, how: 'undecided' } : place)),
    isLeft: ({ sourceId }) => meant.has(sourceId),
  };
}
