import fc from 'fast-check';
import type { ChangingTwin } from './connector-twin';

export const kindsOfChange = [
  'add-person',
  'rename',
  'change-email',
  'change-attribute',
  'suspend',
  'restore',
  'remove-person',
  'add-group',
  'rename-group',
  'remove-group',
  'join',
  'leave',
  'move',
] as const;

/** One change, with numbers that choose whom and what it befalls, and the time that passes before it. */
export interface HistoryChange {
  readonly what: (typeof kindsOfChange)[number];
  readonly who: number;
  readonly where: number;
  readonly whereTo: number;
  readonly afterMs: number;
}

/** A read of changes; `meanwhile` something changes before its second page. */
export interface HistoryRead {
  readonly what: 'read';
  readonly meanwhile?: HistoryChange;
}

export type HistoryStep = HistoryChange | HistoryRead;

const change = fc.record({
  what: fc.constantFrom(...kindsOfChange),
  who: fc.nat(999),
  where: fc.nat(99),
  whereTo: fc.nat(99),
  afterMs: fc.constantFrom(0, 1, 1_500, 61_000, 1_200_000),
});

const read = fc.oneof(
  fc.constant({ what: 'read' as const }),
  change.map((meanwhile) => ({ what: 'read' as const, meanwhile })),
);

export interface History {
  /** What changes under the first read, which is a complete one: few enough that a list of people holds still when it is read again. */
  readonly first: readonly HistoryChange[];
  readonly later: readonly HistoryStep[];
}

/** Random lives of a directory with reads of changes in between. */
export function histories(): fc.Arbitrary<History> {
  const step = fc.oneof({ weight: 4, arbitrary: change }, { weight: 1, arbitrary: read });
  return fc.record({
    first: fc.array(change, { maxLength: 2 }),
    later: fc.array(step, { minLength: 3, maxLength: 16 }),
  });
}

/** Changes of one sort alone, which befall others each time: one may be hidden by a group in a group. */
export function changesOf(what: HistoryChange['what']): readonly HistoryChange[] {
  return [0, 1, 2, 3].map((where) => ({
    what,
    who: 7 + 5 * where,
    where,
    whereTo: where + 1,
    afterMs: 61_000,
  }));
}

/** Lets it happen. */
export function happen(twin: ChangingTwin, step: HistoryChange): void {
  twin.clock.move(step.afterMs);
  befall[step.what](twin, step);
}

type Befall = (twin: ChangingTwin, step: HistoryChange) => void;

const befall: Readonly<Record<HistoryChange['what'], Befall>> = {
  'add-person': ({ changes }, step) =>
    changes.addPerson(`Nova ${markOf(step)}`, `nova-${markOf(step)}-${changes.userIds().length}@example.com`),
  rename: (twin, step) => twin.changes.rename(person(twin, step), `Renamed ${markOf(step)}`),
  'change-email': (twin, step) =>
    twin.changes.changeEmail(person(twin, step), `changed-${markOf(step)}@example.com`),
  'change-attribute': (twin, step) =>
    twin.setAttribute(person(twin, step), step.whereTo % 3 === 0 ? undefined : `Floor ${step.whereTo}`),
  suspend: (twin, step) => twin.changes.suspend(person(twin, step)),
  restore: (twin, step) => twin.changes.restore(person(twin, step)),
  'remove-person': (twin, step) => {
    if (twin.changes.userIds().length > fewest) twin.changes.removePerson(person(twin, step));
  },
  'add-group': ({ changes }, step) => changes.addGroup(`Group ${markOf(step)} ${changes.groupIds().length}`),
  'rename-group': (twin, step) =>
    twin.changes.renameGroup(group(twin, step.where), `Renamed ${markOf(step)}`),
  'remove-group': (twin, step) => {
    if (twin.changes.groupIds().length > fewest) twin.changes.removeGroup(group(twin, step.where));
  },
  join: (twin, step) => twin.changes.join(group(twin, step.where), [person(twin, step)]),
  leave: (twin, step) => {
    const left = leaving(twin, step);
    if (left !== undefined) twin.changes.leave(left.from, left.leavers);
  },
  move: (twin, step) => {
    const left = leaving(twin, step);
    if (left === undefined) return;
    twin.changes.leave(left.from, left.leavers);
    twin.changes.join(group(twin, step.whereTo), left.leavers);
  },
};

/** A directory is never emptied: reads refuse that. */
const fewest = 3;

function markOf({ who, where, whereTo }: HistoryChange): string {
  return `${who}-${where}-${whereTo}`;
}

function person({ changes }: ChangingTwin, { who }: HistoryChange): string {
  return chosen(changes.userIds(), who);
}

function group({ changes }: ChangingTwin, where: number): string {
  return chosen(changes.groupIds(), where);
}

/** A group that somebody can leave, and who does. Nobody where no group has members. */
function leaving(twin: ChangingTwin, { who, where }: HistoryChange) {
  const known = new Set(twin.changes.userIds());
  const { members } = twin.truth();
  const choice = twin.changes.groupIds().flatMap((groupId) => {
    const userIds = [...(members.get(groupId) ?? [])].filter((id) => known.has(id));
    return userIds.length === 0 ? [] : [{ groupId, userIds }];
  });
  const found = choice[where % choice.length];
  return found === undefined ? undefined : { from: found.groupId, leavers: [chosen(found.userIds, who)] };
}

function chosen(ids: readonly string[], number: number): string {
  const id = ids[number % ids.length];
  if (id === undefined) throw new Error('the directory is empty');
  return id;
}
