import { createMemberships } from '../../src/domain/memberships';
import type { GroupsRead } from '../../src/domain/ports';

/** What a first stage found: `members` are ids by group id. */
export function groupsRead({
  members = {},
  ...read
}: Partial<Omit<GroupsRead, 'members'>> & {
  readonly members?: Readonly<Record<string, readonly string[]>>;
}): GroupsRead {
  const memberships = createMemberships();
  for (const [groupId, ids] of Object.entries(members)) memberships.add(groupId, ids);
  return { groups: [], unclear: new Map(), told: new Map(), ...read, members: memberships };
}
