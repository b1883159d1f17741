import { attributesOf, type SyncRules } from '../../src/domain/sync-rules';
import type { ModelConnection, Reading } from './model-state';

/** What a run goes by: the directory, or for one person what was read before and what is said of them now. */
export function readingFor(connection: ModelConnection, only: string | undefined): Reading | undefined {
  return only === undefined ? readAll(connection) : readOne(connection, only);
}

export function readAll({ directory, rules }: ModelConnection): Reading {
  return copyOf(directory, rules);
}

function copyOf({ users, groups, members }: Omit<Reading, 'attributes'>, rules: SyncRules): Reading {
  const attributes = attributesOf(rules).join();
  return { ...structuredClone({ users: [...users], groups: [...groups], members }), attributes };
}

/** Undefined where nothing is known of the others, or too little. */
function readOne({ reading, directory, rules }: ModelConnection, userId: string): Reading | undefined {
  if (reading === undefined || reading.attributes !== attributesOf(rules).join()) return undefined;
  const known = copyOf(reading, rules);
  const now = directory.users.filter(({ id }) => id === userId);
  const theirs = directory.groups.filter(
    ({ id }) => now.length > 0 && directory.members[id]?.includes(userId),
  );
  const isTheirs = (groupId: string) => theirs.some(({ id }) => id === groupId);
  const groups = [...known.groups.filter(({ id }) => !isTheirs(id)), ...theirs];
  const members = groups.map(({ id }): [string, string[]] => {
    const others = (known.members[id] ?? []).filter((member) => member !== userId);
    return [id, isTheirs(id) ? [...others, userId] : others];
  });
  const users = [...known.users.filter(({ id }) => id !== userId), ...now];
  return { ...known, users, groups, members: Object.fromEntries(members) };
}
