import type { RunTask } from '../../src/domain/run';
import type { Holding } from './model-hold';
import type { Place } from './model-place';
import type { GroupToDo } from './model-plan';
import type { Wishes } from './model-wish';

export type Trouble = 'refused' | 'account-gone' | 'lost' | 'lost-and-done';

/** What happens to a run from outside. */
export interface Weather {
  readonly isReadFailed: boolean;
  /** What becomes of the first creation of a group, if the site does not answer it. */
  readonly creation?: 'lost' | 'lost-and-done';
  /** Changes of this account, or of `everybody`, that the site refuses or answers nothing to. */
  readonly trouble?: { readonly accountId: string; readonly kind: Trouble };
}

export interface RunWish {
  readonly runId: string;
  readonly mode: 'preview' | 'sync';
  readonly task: RunTask;
  readonly startedAtMs: number;
  /** Whether everything was read, or what changed. */
  readonly way: 'everybody' | 'changes';
  readonly approved: 'all' | ReadonlySet<string>;
  readonly weather: Weather;
}

/** What became of a change. `unsure`: the site did not answer. */
export interface Outcome {
  readonly toDo: GroupToDo;
  readonly kind: 'add' | 'remove';
  readonly accountId: string;
  readonly became: 'done' | 'unsure' | 'refused';
}

/** A plan while it is carried out. */
export interface Course {
  /** Wherever anything leads. */
  readonly places: readonly Place[];
  readonly toDos: readonly GroupToDo[];
  readonly undecided: readonly GroupToDo[];
  readonly left: readonly { readonly sourceId: string; readonly reason: string }[];
  readonly holding: Holding;
  /** Absent in an undo. */
  readonly wishes: Wishes | undefined;
  /** The accounts of the person whom the run is for. */
  readonly only: ReadonlySet<string> | undefined;
  /** The groups that were created. */
  readonly created: Map<GroupToDo, string>;
  /** Groups whose creation the site did not answer. */
  readonly notCreated: Set<GroupToDo>;
  readonly outcomes: Outcome[];
  /** Accounts that are gone from the site. */
  readonly closed: Set<string>;
  isStopped: boolean;
}

export function courseOf(
  plan: Pick<Course, 'places' | 'toDos' | 'undecided' | 'left' | 'holding' | 'wishes' | 'only'>,
): Course {
  return {
    ...plan,
    created: new Map(),
    notCreated: new Set(),
    outcomes: [],
    closed: new Set(),
    isStopped: false,
  };
}

/** Undefined for a group that was not created. */
export function groupIdOf({ created }: Course, toDo: GroupToDo): string | undefined {
  return toDo.place.group?.id ?? created.get(toDo);
}

/** Whose changes of a kind became that, in one group. */
export function accountsWith(
  { outcomes }: Course,
  toDo: GroupToDo,
  wanted: { readonly kind: Outcome['kind']; readonly became: readonly Outcome['became'][] },
): readonly string[] {
  return outcomes
    .filter((each) => each.toDo === toDo && each.kind === wanted.kind && wanted.became.includes(each.became))
    .map(({ accountId }) => accountId);
}
