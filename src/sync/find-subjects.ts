import type { ExplainedPerson } from '../domain/explanation';
import type { DirectoryGroup, DirectoryUser } from '../domain/directory';
import type { LastTarget, Ledger, Links, ReadingRecords } from '../domain/stores';
import { compare } from './compare';

export interface Searched {
  /** Absent where nothing of the directory is stored. */
  readonly records: ReadingRecords | undefined;
  readonly links: Links;
  readonly ledger: Ledger;
  readonly last: LastTarget | undefined;
}

export interface FoundGroup {
  readonly id: string;
  readonly name: string;
  readonly side: 'directory' | 'site';
}

export interface FoundSubjects {
  readonly people: readonly ExplainedPerson[];
  readonly groups: readonly FoundGroup[];
  /** How many there are, where these are only the first. */
  readonly peopleCount?: number;
  readonly groupCount?: number;
}

/**
 * People and groups that have the text in a name, an e-mail address or an id, without case. Who is known by an account alone is found by its id. Exact hits
 * come first, then those that begin with the text, each by name.
 */
export function findSubjects(text: string, searched: Searched): FoundSubjects {
  const key = text.trim().toLowerCase();
  const foundPeople = best(people(searched), {
    partsOf: ({ displayName, email, userId, accountId }) => [displayName, email, userId, accountId],
    nameOf: ({ displayName }) => displayName,
    key,
  });
  const foundGroups = best(groups(searched), {
    partsOf: ({ id, name }) => [name, id, withoutKind(id)],
    nameOf: ({ name }) => name,
    key,
  });
  return {
    people: foundPeople.first,
    groups: foundGroups.first,
    ...(foundPeople.count > mostFound && { peopleCount: foundPeople.count }),
    ...(foundGroups.count > mostFound && { groupCount: foundGroups.count }),
  };
}

const mostFound = 20;

interface Search<T> {
  readonly partsOf: (subject: T) => readonly (string | undefined)[];
  readonly nameOf: (subject: T) => string;
  readonly key: string;
}

interface Hit<T> {
  readonly subject: T;
  readonly rank: number;
  readonly name: string;
}

/** Keeps a few at a time: half of a large directory may have the text. */
function best<T>(
  subjects: Iterable<T>,
  { partsOf, nameOf, key }: Search<T>,
): { readonly first: readonly T[]; readonly count: number } {
  const hits: Hit<T>[] = [];
  let count = 0;
  for (const subject of subjects) {
    const rank = Math.min(...partsOf(subject).map((part) => rankOf(part, key)));
    if (rank === Number.POSITIVE_INFINITY) continue;
    count += 1;
    const hit = { subject, rank, name: nameOf(subject) };
    const last = hits[mostFound - 1];
    if (last !== undefined && inOrder(last, hit) <= 0) continue;
    hits.push(hit);
    hits.sort(inOrder);
    hits.length = Math.min(hits.length, mostFound);
  }
  return { first: hits.map(({ subject }) => subject), count };
}

function inOrder<T>(a: Hit<T>, b: Hit<T>): number {
  return a.rank - b.rank || compare(a.name, b.name);
}

function rankOf(part: string | undefined, key: string): number {
  const text = part?.trim().toLowerCase();
  if (text === undefined || !text.includes(key)) return Number.POSITIVE_INFINITY;
  if (text === key) return 0;
  return text.startsWith(key) ? 1 : 2;
}

/** As the directory shows the id: `123` of `role:123`. */
function withoutKind(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function* people({ records, links, ledger, last }: Searched): Generator<ExplainedPerson> {
  for (const user of records?.users.values() ?? []) yield personOf(user, links);
  for (const [userId, accountId] of links.people)
    if (records?.users.has(userId) !== true) yield { userId, accountId, displayName: accountId };
  const paired = new Set(links.people.values());
  for (const accountId of accountsOf(ledger, last))
    if (!paired.has(accountId)) yield { accountId, displayName: accountId };
}

export function personOf(
  { id, displayName, email }: DirectoryUser,
  { people: paired }: Links,
): ExplainedPerson {
  const accountId = paired.get(id);
  return {
    userId: id,
    displayName,
    ...(email === undefined ? {} : { email }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

/** Everybody who is in a group of the site, or whom the ledger has in one. */
function accountsOf(ledger: Ledger, last: LastTarget | undefined): ReadonlySet<string> {
  const accountIds = new Set<string>();
  for (const members of ledger.values()) for (const accountId of members.keys()) accountIds.add(accountId);
  for (const { members } of last?.groups.values() ?? [])
    for (const accountId of members) accountIds.add(accountId);
  return accountIds;
}

function* groups({ records, links, last }: Searched): Generator<FoundGroup> {
  const directory: Iterable<DirectoryGroup> = records?.groups.values() ?? [];
  for (const { id, name } of directory) yield { id, name, side: 'directory' };
  for (const [id, { name }] of last?.groups ?? []) yield { id, name, side: 'site' };
  for (const { id, name } of links.groups.values())
    if (last?.groups.has(id) !== true) yield { id, name, side: 'site' };
}
