import type { Directory } from './directory';
import type { GroupFacts, OktaUser } from './org';

/** All users as the search index knows them: as they were when the lag began. By ascending id. */
export function indexedUsers({ state, searchLagMs, now }: Directory): readonly OktaUser[] {
  const then = state.othersAt(now() - searchLagMs()).users;
  return overlaid(state.users(), then);
}

export function indexedGroups({ state, searchLagMs, now }: Directory): readonly GroupFacts[] {
  const then = state.othersAt(now() - searchLagMs()).groups;
  const present = state.groupIds().flatMap((id) => state.groupFacts(id) ?? []);
  return overlaid(present, then);
}

function overlaid<T extends { readonly id: string }>(
  present: readonly T[],
  then: ReadonlyMap<string, T | undefined>,
): readonly T[] {
  if (then.size === 0) return present;
  const kept = present.filter((item) => !then.has(item.id));
  const former = [...then.values()].filter((item) => item !== undefined);
  return [...kept, ...former].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
