import { courseOf, type Course, type RunWish } from './model-course';
import { hold } from './model-hold';
import type { Place } from './model-place';
import { isRejected, type GroupToDo } from './model-plan';
import {
  isTheirs,
  key,
  managedIn,
  membership,
  order,
  type DoneInGroup,
  type Model,
  type ModelConnection,
  type ModelGroup,
} from './model-state';
import { exemptionOf } from './model-wish';

/** What another run did backwards, as far as it still is as that run left it, and nobody else's. */
export function planUndo(model: Model, connection: ModelConnection, wish: RunWish): Course | undefined {
  const { task, approved } = wish;
  const undone = task.kind === 'undo' ? connection.runs.find(({ runId }) => runId === task.runId) : undefined;
  if (undone === undefined) return undefined;
  const { released } = connection.rules.existingGroups;
  const toDos: GroupToDo[] = [];
  const left: Course['left'][number][] = [];
  for (const done of undone.done.filter(({ added, removed }) => added.length + removed.length > 0)) {
    const group = model.groups.find(({ id }) => id === done.groupId);
    if (released.some(({ sourceId }) => sourceId === done.sourceId))
      left.push({ sourceId: done.sourceId, reason: 'skipped' });
    else if (group === undefined) left.push({ sourceId: done.sourceId, reason: 'linked-group-gone' });
    else if (group.isProtected) left.push({ sourceId: done.sourceId, reason: 'default-group' });
    else toDos.push(backwards(done, group, { model, connection, runId: undone.runId }));
  }
  const holding = hold(toDos, connection, approved);
  return courseOf({ places: [], toDos, undecided: [], left, holding, wishes: undefined, only: undefined });
}

interface Undoing {
  readonly model: Model;
  readonly connection: ModelConnection;
  readonly runId: string;
}

function backwards(
  { sourceId, groupId, added, removed, handMade }: DoneInGroup,
  group: ModelGroup,
  undoing: Undoing,
): GroupToDo {
  const { model, connection, runId } = undoing;
  const place: Place = { sourceId, name: group.name, wanted: new Set(), group, how: 'ordinary' };
  const isItsDoing = (id: string) => connection.ledger.get(membership(groupId, id)) === runId;
  const isOpen = (id: string) => id !== model.syncAccountId;
  const missing = removed.filter((id) => !group.members.has(id) && isOpen(id));
  const going = added
    .filter((id) => group.members.has(id) && isItsDoing(id) && isOpen(id))
    .filter((id) => !isTheirs(model, connection, membership(groupId, id)));
  const stays = staying(place, connection);
  return {
    place,
    members: new Set(group.members),
    present: [...group.members].filter(isOpen).length,
    managed: managedIn(connection, groupId).length,
    add: missing.filter((id) => !stays('add', id)).toSorted(order),
    remove: going.filter((id) => !stays('remove', id)).toSorted(order),
    waiting: [],
    kept: [...missing.filter((id) => stays('add', id)), ...going.filter((id) => stays('remove', id))],
    putIn: [],
    takenOut: [],
    alreadyCorrect: 0,
    unmanaged: 0,
    wantedByOthers: 0,
    byHand: 0,
    isRepaired: false,
    learned: { ours: [], notOurs: [], acceptedIn: [], acceptedOut: [], handMade },
  };
}

/** Whom and what the exceptions mean, and what was rejected for good, comes before an undo as before any run. */
function staying(
  place: Place,
  connection: ModelConnection,
): (kind: 'add' | 'remove', accountId: string) => boolean {
  const isExempt = exemptionOf(connection);
  const { keepGroups } = connection.rules.removal;
  const isKeptGroup = keepGroups.some((name) => key(name) === key(place.name));
  return (kind, accountId) =>
    (kind === 'remove' && (isKeptGroup || isExempt(accountId))) ||
    isRejected(kind, accountId, { place }, connection);
}
