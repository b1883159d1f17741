import type { Ledger, Links } from '../domain/stores';
import type { DesiredState } from './desired';
import type { MatchesDocument } from './run-documents';
import { vanishedGroups } from './target-state';

/** What a run is to look at. */
export interface Narrowed {
  readonly desired: DesiredState;
  readonly links: Links;
  /** Only these accounts; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Atlassian groups of sources that are not looked at: nobody else's, whatever they are called. */
  readonly taken?: readonly string[];
}

interface Person {
  readonly userId: string;
  readonly paired: MatchesDocument['paired'];
  readonly ledger: Ledger;
}

/** The groups that the person should be in, and those in which the ledger has them; of all others the run knows too little. */
export function narrow({ desired, links }: Narrowed, { userId, paired, ledger }: Person): Narrowed {
  const accountIds = [links.people.get(userId), paired.find(([id]) => id === userId)?.[1]];
  const only = new Set(accountIds.filter((accountId) => accountId !== undefined));
  const isManaged = (sourceId: string) => {
    const members = ledger.get(links.groups.get(sourceId)?.id ?? '');
    return members !== undefined && [...only].some((accountId) => members.has(accountId));
  };
  const groups = desired.groups.filter(
    ({ sourceId, accountIds: wanted }) => [...only].some((id) => wanted.has(id)) || isManaged(sourceId),
  );
  const meant = new Set(groups.map(({ sourceId }) => sourceId));
  const others = [...desired.groups, ...vanishedGroups({ desired, links, ledger })].filter(
    ({ sourceId }) => !meant.has(sourceId),
  );
  return {
    desired: { groups, left: [] },
    links: {
      people: links.people,
      groups: new Map([...links.groups].filter(([sourceId]) => meant.has(sourceId))),
    },
    only,
    taken: others.flatMap(({ sourceId }) => links.groups.get(sourceId)?.id ?? []),
  };
}
