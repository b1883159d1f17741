import { courseOf, type Course, type RunWish } from './model-course';
import { hold } from './model-hold';
import type { Place } from './model-place';
import type { GroupToDo } from './model-plan';
import {
  isTheirs,
  managedIn,
  membership,
  order,
  type DoneInGroup,
  type Model,
  type ModelConnection,
  type ModelGroup,
} from './model-state';

/** What another run did backwards, as far as it still is as that run left it, and nobody else's. */
export function planUndo(model: Model, connection: ModelConnection, wish: RunWish): Course | undefined {
  const { task, approved } = wish;
  const undone = task.kind === 'undo' ? connection.runs.find(({ runId }) => runId === task.runId) : undefined;
  if (undone === undefined) return undefined;
  const toDos: GroupToDo[] = [];
  const left: Course['left'][number][] = [];
  for (const done of undone.done.filter(({ added, removed }) => added.length + removed.length > 0)) {
    const group = model.groups.find(({ id }) => id === done.groupId);
    if (group === undefined) left.push({ sourceId: done.sourceId, reason: 'linked-group-gone' });
    else if (group.isProtected) left.push({ sourceId: done.sourceId, reason: 'default-group' });
    else toDos.push(backwards(done, group, { model, connection, runId: undone.runId }));
  }
  const holding = hold(toDos, connection, approved);
  return courseOf({ toDos, undecided: [], left, holding, wishes: undefined, only: undefined });
}

interface Undoing {
  readonly model: Model;
  readonly connection: ModelConnection;
  readonly runId: string;
}

function backwards(
  { sourceId, groupId, added, removed }: DoneInGroup,
  group: ModelGroup,
  { model, connection, runId }: Undoing,
): GroupToDo {
  const place: Place = { sourceId, name: group.name, wanted: new Set(), group, how: 'ordinary' };
  const isItsDoing = (id: string) => connection.ledger.get(membership(groupId, id)) === runId;
  const isOpen = (id: string) => id !== model.syncAccountId;
  return {
    place,
    members: new Set(group.members),
    present: group.members.size,
    managed: managedIn(connection, groupId).length,
    add: removed.filter((id) => !group.members.has(id) && isOpen(id)).toSorted(order),
    remove: added
      .filter((id) => group.members.has(id) && isItsDoing(id) && isOpen(id))
      .filter((id) => !isTheirs(model, connection, membership(groupId, id)))
      .toSorted(order),
    waiting: [],
    kept: [],
    putIn: [],
    takenOut: [],
    alreadyCorrect: 0,
    unmanaged: 0,
    learned: { ours: [], notOurs: [], acceptedIn: [], acceptedOut: [] },
  };
}
