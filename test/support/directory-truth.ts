import type { DirectoryRead } from './read-directory';

/** What the directory really holds, in the connector's form. */
export interface DirectoryTruth {
  readonly userIds: ReadonlySet<string>;
  /** Member ids by group id, of every group that the settings synchronise. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly displayNames: ReadonlyMap<string, string>;
  /** Values of the twin's `attribute`, of those who have one. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Which of the groups stand on the people's own records; the others list their members themselves. */
  readonly onRecords: ReadonlySet<string>;
}

/** Each membership of these people that stands on their records, and none besides. */
export function expectOwnMemberships(
  members: DirectoryRead['members'],
  asked: ReadonlySet<string>,
  truth: DirectoryTruth,
): void {
  for (const groupId of truth.onRecords) {
    const own = [...(truth.members.get(groupId) ?? [])].filter((id) => asked.has(id));
    expect([groupId, new Set(members.get(groupId))]).toEqual([groupId, new Set(own)]);
  }
  for (const [groupId, userIds] of members)
    for (const id of userIds) expect(truth.members.get(groupId)?.has(id)).toBe(true);
}

/** Everybody, every group and every membership, and no members of an unknown group. */
export function expectTruth(read: DirectoryRead, truth: DirectoryTruth): void {
  expect(new Set(read.users.keys())).toEqual(truth.userIds);
  for (const [groupId, members] of truth.members) {
    expect(read.groups.has(groupId)).toBe(true);
    expect(new Set(read.members.get(groupId))).toEqual(members);
  }
  for (const groupId of read.members.keys()) expect(read.groups.has(groupId)).toBe(true);
}

/** Values by id, of those who have one that is a text. */
export function valuesOf<T>(
  people: readonly T[],
  valueOf: (person: T) => readonly [id: string, value: unknown],
): ReadonlyMap<string, string> {
  return new Map(
    people.map(valueOf).flatMap(([id, value]) => (typeof value === 'string' ? [[id, value] as const] : [])),
  );
}
