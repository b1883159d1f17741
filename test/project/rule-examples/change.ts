import { aUser, changing, type FakeDirectory } from '../../support/fake-directory';
import { anAccount, type FakeSite } from '../../support/fake-site';
import type { DirectoryChange, PeopleChange, SiteChange } from './example';
import { accountOf } from './names';
import type { Stage } from './stage';

/** Sets who is in each group that is named. A group that is made again under its name has another id. */
export function changeDirectory(stage: Stage, directory: FakeDirectory, change: DirectoryChange): void {
  const edit = changing(directory);
  for (const [name, members] of Object.entries(change)) {
    const known = directory.groups.find((group) => group.name === name);
    if (typeof members === 'string') {
      const group = known ?? unknown(name);
      if (members === 'gone') edit.removeGroup(group.id);
      else edit.group({ ...group, name: renamed(members) });
      continue;
    }
    const group = known ?? { id: `role:${name} ${(made += 1)}`, kind: 'role', name };
    if (known === undefined) edit.group(group);
    for (const person of members) meet(stage, directory, person);
    edit.leave(group.id, directory.members[group.id] ?? []);
    edit.join(group.id, members);
  }
}

let made = 0;

export function changePeople(stage: Stage, change: PeopleChange): void {
  const { directory } = stage;
  const edit = changing(directory);
  for (const [name, how] of Object.entries(change)) {
    if (how === 'gone') edit.removeUser(name);
    else {
      meet(stage, directory, name);
      const before = directory.users.find(({ id }) => id === name);
      edit.user({ ...aUser(name), ...before, ...how });
    }
  }
}

/** Sets who is in each Atlassian group that is named, as an administrator does by hand. */
export function changeSite(stage: Stage, change: SiteChange): void {
  const { site } = stage;
  for (const [name, how] of Object.entries(change)) {
    const known = site.groups.find((group) => group.name === name);
    if (how === 'gone') {
      site.groups = site.groups.filter((group) => group !== (known ?? unknown(name)));
    } else if (typeof how === 'string') {
      Object.assign(known ?? unknown(name), { name: renamed(how) });
    } else {
      const { members, ...more } = 'members' in how ? how : { members: how };
      for (const person of members) haveAccount(stage, person);
      const group = known ?? { id: `id-${name}`, name, members: new Set<string>() };
      if (known === undefined) site.groups.push(group);
      Object.assign(group, { ...more, members: new Set(members.map(accountOf)) });
    }
  }
}

export function groupOnSite(site: FakeSite, name: string): FakeSite['groups'][number] {
  return site.groups.find((group) => group.name === name) ?? unknown(name);
}

/** Whoever is named for the first time is a person of the directory, with an account unless the example says otherwise. */
function meet(stage: Stage, directory: FakeDirectory, person: string): void {
  if (!directory.users.some(({ id }) => id === person)) changing(directory).user(aUser(person));
  haveAccount(stage, person);
}

function haveAccount({ site, accounts }: Stage, person: string): void {
  const accountId = accountOf(person);
  const how = accounts[person];
  if (how === 'none' || site.accounts.some((account) => account.accountId === accountId)) return;
  site.accounts.push({ ...anAccount(person, { accountId }), active: how !== 'deactivated' });
}

function renamed(how: string): string {
  return how.replace(/^renamed to /, '');
}

function unknown(name: string): never {
  throw new Error(`There is no group "${name}" here.`);
}
