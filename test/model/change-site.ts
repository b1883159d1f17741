import type { ModelGroup } from './model-state';
import type { Scene } from './scene';
import type { StepOf } from './steps';

type Step = StepOf<'by-hand'>;

/** What somebody does by hand to a group of the site, on both sides. */
export function changeByHand(scene: Scene, step: Step): void {
  const { site, model } = scene;
  if (step.what === 'create') return create(scene, step);
  const place = step.group % Math.max(site.groups.length, 1);
  const group = site.groups[place];
  const twin = model.groups.find(({ id }) => id === group?.id);
  if (group === undefined || twin === undefined) return;
  if (step.what === 'delete') {
    site.groups = site.groups.filter((each) => each !== group);
    model.groups = model.groups.filter((each) => each !== twin);
    return;
  }
  change(twin, step, isFree(scene, step));
  const { id, name, isProtected } = twin;
  const members = new Set(twin.members);
  site.groups[place] = { id, name, members, ...(isProtected && { protection: 'default-group' as const }) };
}

function isFree({ site }: Scene, { name }: Step): boolean {
  return site.groups.every((group) => group.name.toLowerCase() !== name.toLowerCase());
}

function create(scene: Scene, { name, account }: Step): void {
  if (!isFree(scene, { name } as Step)) return;
  scene.made += 1;
  const made = { id: `hand-${scene.made}`, name };
  scene.site.groups.push({ ...made, members: new Set([account]) });
  scene.model.groups.push({ ...made, members: new Set([account]), isProtected: false });
}

// oxlint-disable-next-line complexity -- one line for each of the things that may be done
function change(group: ModelGroup, { what, account, name }: Step, isNameFree: boolean): void {
  if (what === 'put-in') group.members.add(account);
  if (what === 'take-out') group.members.delete(account);
  if (what === 'rename' && isNameFree) group.name = name;
  if (what === 'protect') group.isProtected = true;
  if (what === 'unprotect') group.isProtected = false;
}
