import type { ChangeRow, ChangesOverview } from '../domain/change-row';
import type { RemovalCause } from '../domain/plan';

/** What these changes come to. Pure. */
export function changesOverview(rows: readonly ChangeRow[]): ChangesOverview {
  const people = { add: new Set<string>(), remove: new Set<string>() };
  const groups = { add: new Set<string>(), remove: new Set<string>(), create: new Set<string>() };
  const causes: Partial<Record<RemovalCause, number>> = {};
  let held = 0;
  for (const { kind, sourceId, accountId, cause, outcome } of rows) {
    groups[kind].add(sourceId);
    if (kind !== 'create' && accountId !== undefined) people[kind].add(accountId);
    if (cause !== undefined) causes[cause] = (causes[cause] ?? 0) + 1;
    if (outcome === 'held') held += 1;
  }
  return {
    total: rows.length,
    peopleGaining: people.add.size,
    peopleLosing: people.remove.size,
    peopleOnlyLosing: [...people.remove].filter((id) => !people.add.has(id)).length,
    groupsGaining: groups.add.size,
    groupsLosing: groups.remove.size,
    groupsCreated: groups.create.size,
    held,
    causes,
  };
}
