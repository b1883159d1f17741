import type { DirectoryGroup } from '../domain/directory';
import type { ManagedGroup } from '../domain/managed-group';
import type { LastTarget, Ledger, Links, Origin } from '../domain/stores';
import { compare } from './compare';
import type { NamedLedger } from './other-ledgers';

interface Known {
  readonly links: Links;
  readonly ledger: Ledger;
  readonly last: LastTarget | undefined;
  readonly others: readonly NamedLedger[];
  readonly groups: ReadonlyMap<string, Pick<DirectoryGroup, 'name'>>;
}

export function managedGroups(known: Known): readonly ManagedGroup[] {
  const sources = new Map(
    [...known.links.groups].map(([sourceId, group]) => [group.id, { sourceId, ...group }]),
  );
  const ids = new Set([
    ...sources.keys(),
    ...[...known.ledger].flatMap(([id, { size }]) => (size > 0 ? [id] : [])),
  ]);
  return [...ids]
    .map((groupId) => managedGroup(groupId, known, sources.get(groupId)))
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.groupId, b.groupId));
}

type Source = { readonly sourceId: string; readonly name: string } | undefined;

function managedGroup(groupId: string, known: Known, link: Source): ManagedGroup {
  const members = known.ledger.get(groupId) ?? new Map<string, Origin>();
  const seen = known.last?.groups.get(groupId);
  const { name, sourceId } = { name: groupId, sourceId: '', ...link, ...seen };
  const times = [...members.values()].flatMap(({ atMs }) => (atMs > 0 ? [atMs] : []));
  return {
    groupId,
    name,
    sourceId,
    source: sourceName(sourceId, known.groups),
    managed: members.size,
    ...sharing(groupId, members, known.others),
    ...(seen === undefined ? {} : { present: seen.members.size }),
    ...(times.length === 0 ? {} : { sinceMs: times.reduce((least, time) => Math.min(least, time)) }),
  };
}

/** Which of the memberships other connections want too, and who these are. */
function sharing(
  groupId: string,
  members: ReadonlyMap<string, Origin>,
  others: readonly NamedLedger[],
): Pick<ManagedGroup, 'shared' | 'sharedWith'> {
  const shared = new Set<string>();
  const sharedWith = others.flatMap(({ name, ledger }) => {
    const theirs = [...members.keys()].filter((accountId) => ledger?.get(groupId)?.has(accountId) === true);
    for (const accountId of theirs) shared.add(accountId);
    return theirs.length > 0 ? [name] : [];
  });
  return { shared: shared.size, sharedWith };
}

/** A rule's group is its own source. */
function sourceName(sourceId: string, groups: Known['groups']): string {
  return groups.get(sourceId)?.name ?? sourceId.replace(/^rule:/, '');
}
