import { aGroup, aUser } from '../support/fake-directory';
import type { Scene } from './scene';
import type { PersonChange, StepOf } from './steps';

type Person = ReturnType<typeof aUser>;

const changes: { readonly [Change in PersonChange]: (known: Person) => Person | undefined } = {
  gone: () => undefined,
  active: ({ id }) => aUser(id),
  inactive: (known) => ({ ...known, status: 'inactive' }),
  staged: (known) => ({ ...known, status: 'staged' }),
  sales: (known) => ({ ...known, attributes: { department: ['Sales', 'IT'] } }),
  temp: (known) => ({ ...known, attributes: { type: ['TEMP'] } }),
  moved: (known) => ({ ...known, email: 'ANN@example.com' }),
  'without-email': (known) => {
    const { email: _, ...rest } = known;
    return rest;
  },
};

export function changePerson(scene: Scene, { at, person: id, becomes }: StepOf<'person'>): void {
  const known = scene.directory(at).users.find((user) => user.id === id) ?? aUser(id);
  const changed = changes[becomes](known);
  if (changed === undefined) scene.change(at).removeUser(id);
  else scene.change(at).user(changed);
}

export function changeMembership(scene: Scene, { at, group, person, joins }: StepOf<'membership'>): void {
  const { groups } = scene.directory(at);
  const groupId = groups[group % Math.max(groups.length, 1)]?.id;
  if (groupId !== undefined) scene.change(at)[joins ? 'join' : 'leave'](groupId, [person]);
}

/** Most of the members of every group leave. */
export function leaveAll(scene: Scene, { at, stay }: StepOf<'exodus'>): void {
  for (const [groupId, userIds] of Object.entries(scene.directory(at).members))
    scene.change(at).leave(groupId, userIds.slice(stay));
}

export function changeGroup(scene: Scene, step: StepOf<'directory-group'>): void {
  const { at, becomes, name } = step;
  const { groups } = scene.directory(at);
  const group = groups[step.group % Math.max(groups.length, 1)];
  if (becomes === 'new') makeGroup(scene, step, []);
  if (group === undefined) return;
  const members = scene.directory(at).members[group.id] ?? [];
  if (becomes === 'renamed') scene.change(at).group({ ...group, name });
  if (becomes === 'gone' || becomes === 'made-again') scene.change(at).removeGroup(group.id);
  if (becomes === 'made-again') makeGroup(scene, { ...step, name: group.name }, members);
  // Another group of the same name takes its place, and it goes on under another.
  if (becomes !== 'succeeded') return;
  scene.change(at).group({ ...group, name });
  makeGroup(scene, { ...step, name: group.name }, members);
}

function makeGroup(scene: Scene, { at, name }: StepOf<'directory-group'>, members: readonly string[]): void {
  scene.made += 1;
  const group = aGroup(name, { id: `role:made-${scene.made}` });
  scene.change(at).group(group);
  scene.change(at).join(group.id, members);
}
