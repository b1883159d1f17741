import type { RunEnd } from '../../src/domain/run';
import { accountsWith, type Course } from './model-course';
import type { GroupToDo } from './model-plan';
import { order } from './model-state';

/** The numbers and lists of a report that the model has a say in. */
export interface Expected {
  readonly status: RunEnd;
  readonly mode: 'preview' | 'sync';
  /** In scope, matched, unmatched, ambiguous. */
  readonly users: readonly number[];
  readonly memberships: Readonly<
    Record<'alreadyCorrect' | 'added' | 'removed' | 'held' | 'failed' | 'unmanaged', number>
  > & { readonly wantedByOthers?: number; readonly byHand?: number };
  readonly groups: Readonly<Record<'created' | 'left', number>>;
  readonly planned: Readonly<Record<'groups' | 'additions' | 'removals', number>>;
  readonly waiting: number;
  readonly kept: number;
  readonly limits: readonly string[];
  readonly left: readonly string[];
  readonly undecided: readonly string[];
  readonly drift: readonly string[];
}

/** Of a run that did not come to its plan. */
export function stopped(mode: Expected['mode']): Expected {
  return {
    status: 'stopped',
    mode,
    users: [0, 0, 0, 0],
    memberships: { alreadyCorrect: 0, added: 0, removed: 0, held: 0, failed: 0, unmanaged: 0 },
    groups: { created: 0, left: 0 },
    planned: { groups: 0, additions: 0, removals: 0 },
    waiting: 0,
    kept: 0,
    limits: [],
    left: [],
    undecided: [],
    drift: [],
  };
}

export function expectedOf(course: Course, mode: Expected['mode']): Expected {
  const { toDos } = course;
  const sum = (of: (toDo: GroupToDo) => number) => toDos.reduce((total, toDo) => total + of(toDo), 0);
  const done = (kind: 'add' | 'remove') =>
    sum((toDo) => accountsWith(course, toDo, { kind, became: ['done'] }).length);
  return {
    status: statusOf(course),
    mode,
    users: usersOf(course),
    memberships: {
      alreadyCorrect: sum(({ alreadyCorrect }) => alreadyCorrect),
      added: done('add'),
      removed: done('remove'),
      held: course.holding.held.length,
      failed: failuresOf(course),
      unmanaged: sum(({ unmanaged }) => unmanaged),
      ...(toDos.some(({ wantedByOthers }) => wantedByOthers > 0) && {
        wantedByOthers: sum(({ wantedByOthers }) => wantedByOthers),
        byHand: sum(({ byHand }) => byHand),
      }),
    },
    groups: { created: course.created.size, left: course.left.length },
    planned: {
      groups: toDos.filter(({ place }) => place.group === undefined).length,
      additions: sum(({ add }) => add.length),
      removals: sum(({ remove }) => remove.length),
    },
    waiting: sum(({ waiting }) => waiting.length),
    kept: sum(({ kept }) => kept.length),
    limits: course.holding.reasons.toSorted(order),
    left: course.left.map(({ sourceId, reason }) => `${sourceId}: ${reason}`).toSorted(order),
    undecided: course.undecided.map(({ place }) => place.sourceId).toSorted(order),
    drift: toDos
      .filter(({ putIn, takenOut }) => putIn.length + takenOut.length > 0)
      .map(({ place, putIn, takenOut }) => `${place.name}: in ${putIn.join()} out ${takenOut.join()}`),
  };
}

function failuresOf({ outcomes }: Course): number {
  return outcomes.filter(({ became }) => became !== 'done').length;
}

function statusOf(course: Course): RunEnd {
  if (course.isStopped) return 'stopped';
  if (course.holding.reasons.length > 0) return 'held';
  return failuresOf(course) + course.notCreated.size > 0 ? 'finished-with-failures' : 'finished';
}

function usersOf({ wishes }: Course): Expected['users'] {
  if (wishes === undefined) return [0, 0, 0, 0];
  const { paired, unmatched, ambiguous } = wishes;
  return [paired.size + unmatched + ambiguous, paired.size, unmatched, ambiguous];
}
