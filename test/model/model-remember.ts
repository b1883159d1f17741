import { accountsWith, groupIdOf, type Course, type Outcome, type RunWish } from './model-course';
import { whereOf } from './model-hold';
import type { Place } from './model-place';
import type { GroupToDo } from './model-plan';
import { readAll } from './model-reading';
import { changeName, isIn, membership, type ModelConnection, type SeenGroup } from './model-state';

interface Ended {
  readonly course: Course;
  readonly wish: RunWish;
  readonly mode: 'preview' | 'sync';
}

/** What a run leaves for those that follow. A preview leaves what it read and saw, and nothing else. */
export function remember(connection: ModelConnection, ended: Ended): void {
  const { course, wish, mode } = ended;
  const isWhole = wish.task.kind === 'everything';
  if (mode === 'sync') {
    rememberLedger(connection, ended);
    if (wish.task.kind !== 'undo') rememberDirectory(connection, ended);
    if (isWhole && !course.isStopped) forgetRejected(connection, course);
    if (isWhole) rememberAccepted(connection, course);
    if (isWhole) rememberUsual(connection, course);
  }
  rememberSeen(connection, ended);
  if (!isWhole) return;
  connection.reading = readAll(connection);
  connection.isPreviewed ||= !course.isStopped;
}

/** Who is who, which group is which, whose removal waits, whom exceptions mean. */
function rememberDirectory(connection: ModelConnection, ended: Ended): void {
  const { course, wish } = ended;
  connection.exempt = course.wishes?.exempt ?? connection.exempt;
  rememberPeople(connection, ended);
  rememberGroups(connection, course);
  rememberUnsure(connection, course);
  rememberWaiting(connection, course, wish.startedAtMs);
}

/** An addition whose answer was lost counts as the app's own: if it was not made, the next run finds it missing. */
function rememberLedger({ ledger }: ModelConnection, { course, wish }: Ended): void {
  for (const toDo of course.toDos) {
    const groupId = groupIdOf(course, toDo);
    if (groupId === undefined) continue;
    const { ours, notOurs, handMade } = toDo.learned;
    const of = (accountId: string) => membership(groupId, accountId);
    for (const id of ours) if (!ledger.has(of(id))) ledger.set(of(id), wish.runId);
    for (const id of accountsWith(course, toDo, { kind: 'add', became: ['done', 'unsure'] }))
      if (!handMade.includes(id)) ledger.set(of(id), wish.runId);
    for (const id of accountsWith(course, toDo, { kind: 'remove', became: ['done'] })) ledger.delete(of(id));
    for (const id of notOurs) ledger.delete(of(id));
  }
}

/** Who was paired; without those who are known to be gone from the directory, or whose account is gone from the site. */
function rememberPeople(connection: ModelConnection, { course, wish }: Ended): void {
  const { people, directory, reading } = connection;
  for (const [userId, accountId] of course.wishes?.paired ?? []) people.set(userId, accountId);
  const isThere = (userId: string) => directory.users.some(({ id }) => id === userId);
  const isTold = (userId: string) => {
    if (wish.task.kind === 'person') return wish.task.userId === userId;
    // A complete read misses them; a read of changes tells who went since the one before.
    return wish.way === 'everybody' || reading?.users.some(({ id }) => id === userId) === true;
  };
  for (const [userId, accountId] of people) {
    const isGone = !course.isStopped && !isThere(userId) && isTold(userId);
    if (isGone || course.closed.has(accountId)) people.delete(userId);
  }
}

/** A group of the site has one source: the one that leads to it now. */
function rememberGroups({ groups }: ModelConnection, course: Course): void {
  const now = course.toDos.flatMap((toDo) => {
    const id = groupIdOf(course, toDo);
    return id === undefined ? [] : [{ id, name: toDo.place.name, sourceId: toDo.place.sourceId }];
  });
  for (const [sourceId, { id }] of groups) if (now.some((each) => each.id === id)) groups.delete(sourceId);
  for (const { sourceId, ...group } of now) groups.set(sourceId, group);
}

/** A creation that was not answered is known until there is a group for its source. */
function rememberUnsure({ unsure }: ModelConnection, course: Course): void {
  for (const toDo of course.toDos) {
    const { sourceId, name } = toDo.place;
    if (groupIdOf(course, toDo) !== undefined) unsure.delete(sourceId);
    if (course.notCreated.has(toDo)) unsure.set(sourceId, name);
  }
}

/**
 * A removal was rejected until the person is wanted in the group again, an addition until they are not wanted any more. Of a group that is gone from the
 * directory, or that nothing leads to, this is not known.
 */
function forgetRejected({ rejected }: ModelConnection, { places }: Course): void {
  const named = places.filter(({ how }) => how !== 'vanished');
  for (const name of rejected) {
    const meant = named.filter((place) => isAbout(name, place));
    const isWanted = meant.some(({ wanted }) => [...wanted].some((id) => name.endsWith(` ${id}`)));
    const isRemoval = / remove \S+$/.test(name);
    if (meant.length > 0 && isWanted === isRemoval) rejected.delete(name);
  }
}

/** By its id, or by the name under which it was to be created. */
function isAbout(rejected: string, { group, name }: Place): boolean {
  const where = rejected.replace(/ (add|remove) \S+$/, '');
  return where === group?.id || where === `new ${name}`;
}

/** Since when a removal waits is known until it is made, or not to be made any more. */
function rememberWaiting(connection: ModelConnection, course: Course, nowMs: number): void {
  const before = connection.waitingSince;
  const { only, toDos } = course;
  const isOther = (key: string) =>
    only !== undefined &&
    !toDos.some(({ place }) => [...only].some((id) => key === membership(place.group?.id ?? '', id)));
  const waitingSince = new Map([...before].filter(([key]) => isOther(key)));
  for (const toDo of toDos) {
    const of = (accountId: string) => membership(toDo.place.group?.id ?? '', accountId);
    const made = accountsWith(course, toDo, { kind: 'remove', became: ['done'] });
    for (const id of toDo.waiting) waitingSince.set(of(id), before.get(of(id)) ?? nowMs);
    for (const id of toDo.remove) {
      const sinceMs = before.get(of(id));
      if (sinceMs !== undefined && !made.includes(id)) waitingSince.set(of(id), sinceMs);
    }
  }
  connection.waitingSince = waitingSince;
}

function rememberAccepted({ acceptedIn, acceptedOut }: ModelConnection, { toDos }: Course): void {
  const replace = (accepted: Set<string>, groupId: string, accountIds: readonly string[]) => {
    for (const key of accepted) if (isIn(groupId, key)) accepted.delete(key);
    for (const accountId of accountIds) accepted.add(membership(groupId, accountId));
  };
  for (const { place, learned } of toDos) {
    if (place.group === undefined || place.how === 'vanished') continue;
    replace(acceptedIn, place.group.id, learned.acceptedIn);
    replace(acceptedOut, place.group.id, learned.acceptedOut);
  }
}

/** What was held says nothing of what is usual, nor does what ran only because somebody approved it. */
function rememberUsual(connection: ModelConnection, { outcomes, holding, isStopped }: Course): void {
  if (isStopped) return;
  const isApproved = ({ toDo, kind, accountId }: Outcome) =>
    holding.approved.has(changeName({ where: whereOf(toDo), kind, accountId }));
  const done = outcomes.filter((outcome) => outcome.became === 'done' && !isApproved(outcome));
  const removals = done.filter(({ kind }) => kind === 'remove').length;
  connection.usual = [...connection.usual, { removals, additions: done.length - removals }].slice(-10);
}

/** A run of one person, or backwards, looks at those whom it is about; of all others it knows as much as before. */
function rememberSeen(connection: ModelConnection, { course, wish }: Ended): void {
  const before = connection.seen;
  const isWhole = wish.task.kind === 'everything';
  if (isWhole) connection.seen = new Map();
  for (const toDo of [...course.toDos, ...course.undecided]) {
    const id = groupIdOf(course, toDo);
    if (id === undefined) continue;
    const seen = lookAt(
      toDo,
      isWhole ? undefined : before.get(id),
      course.only ?? [...toDo.add, ...toDo.remove],
    );
    noteDone(seen, toDo, course);
    connection.seen.set(id, seen);
  }
}

function lookAt(toDo: GroupToDo, before: SeenGroup | undefined, accountIds: Iterable<string>): SeenGroup {
  const { members, putIn, takenOut } = toDo;
  if (before === undefined)
    return { members: new Set(members), putIn: new Set(putIn), takenOut: new Set(takenOut) };
  const seen = structuredClone(before);
  for (const id of accountIds) {
    seen.members[members.has(id) ? 'add' : 'delete'](id);
    seen.putIn[putIn.includes(id) ? 'add' : 'delete'](id);
    seen.takenOut[takenOut.includes(id) ? 'add' : 'delete'](id);
  }
  return seen;
}

function noteDone(seen: SeenGroup, toDo: GroupToDo, course: Course): void {
  const added = accountsWith(course, toDo, { kind: 'add', became: ['done'] });
  const removed = accountsWith(course, toDo, { kind: 'remove', became: ['done'] });
  for (const id of added) seen.members.add(id);
  for (const id of removed) seen.members.delete(id);
  for (const id of [...added, ...removed]) {
    seen.putIn.delete(id);
    seen.takenOut.delete(id);
  }
}
