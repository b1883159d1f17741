import type { DirectoryRecord } from '../../domain/directory';
import type { EntraSettings } from '../../domain/entra-settings';
import { follow, type Trail } from '../../http/pages';
import { askBatch, largestBatch, vainAfter, type InnerAnswer, type InnerGet } from './batch';
import type { EntraClient } from './client';
import { isGroupId } from './group-records';
import { fieldsOf, readItems } from './lists';
import { filterOf, headersOf, queryOf, queryRefused, type Query, type QueryMode } from './queries';
import { apiLabel, refusal, users } from './refusals';

/** Graph takes no more in one filter that is not advanced: "Too many child clauses … Max allowed: 15". */
const idsPerFilter = 15;

/**
 * These people, by id, and with a query those of them whom it names. By filter, not one by one: who is gone is not in the answer, and one call
 * tells of 300. Beside a query, which has clauses of its own, each id is a filter. A group within a group that no list named is no person, and is
 * not asked for.
 */
export async function readUsers(
  client: EntraClient,
  settings: EntraSettings,
  ids: readonly string[],
): Promise<readonly DirectoryRecord[]> {
  const query = queryOf(settings, 'users');
  const userIds = ids.filter((id) => !isGroupId(id));
  const filters =
    query === undefined ? chunked(userIds, idsPerFilter).map(isIn) : userIds.map((id) => both(id, query));
  const records: DirectoryRecord[] = [];
  let mode: QueryMode = 'plain';
  for (const part of chunked(filters, largestBatch)) {
    const read = await readFilters(client, part, { query, mode });
    records.push(...read.records);
    mode = read.mode;
  }
  return records;
}

interface Asking {
  readonly query: Query | undefined;
  readonly mode: QueryMode;
}

interface FiltersRead {
  readonly records: readonly DirectoryRecord[];
  /** In which Graph took the filters; it takes the others in the same. */
  readonly mode: QueryMode;
}

async function readFilters(
  client: EntraClient,
  filters: readonly string[],
  { query, mode }: Asking,
): Promise<FiltersRead> {
  const records: DirectoryRecord[] = [];
  const select = fieldsOf('users', client.attributes);
  let open = filters.map((filter, index) => question(filter, index, { mode, select }));
  for (let vain = 0; open.length > 0;) {
    const answers = await askBatch(client, open, users);
    vain = vainAfter(vain, answers, users);
    const refused = [...answers.values()].find((each) => each.kind === 'refused');
    if (refused !== undefined) {
      if (refused.status !== 400 || query === undefined) throw refusal(refused, users);
      if (mode === 'advanced') throw queryRefused(query, refused);
      return readFilters(client, filters, { query, mode: 'advanced' });
    }
    open = open.flatMap((each) => take(client, { asked: each, answer: answers.get(each.id) }, records));
  }
  return { records, mode };
}

/** `trail`: where an answer went on over several pages. */
type Question = InnerGet & { readonly trail?: Trail };

/** Adds what was read to the records; gives what is to be asked next. */
function take(
  client: EntraClient,
  { asked, answer }: { readonly asked: Question; readonly answer: InnerAnswer | undefined },
  records: DirectoryRecord[],
): readonly Question[] {
  if (answer?.kind !== 'read') return [asked];
  const { items, links } = readItems(client, answer.body, { list: 'users', how: 'complete' });
  records.push(...items);
  const next = links['@odata.nextLink'];
  if (next === undefined) return [];
  const path = client.pathOf(next);
  return [{ ...asked, path, trail: follow(asked.trail, path, apiLabel) }];
}

interface HowToAsk {
  readonly mode: QueryMode;
  readonly select: string;
}

function question(filter: string, index: number, { mode, select }: HowToAsk): Question {
  return {
    id: String(index + 1),
    path: `/v1.0/users?$select=${select}&${filterOf(filter, mode)}`,
    headers: headersOf(mode),
  };
}

function isIn(ids: readonly string[]): string {
  return `id in (${ids.map(quoted).join(',')})`;
}

function both(id: string, query: Query): string {
  return `id eq ${quoted(id)} and (${query.text})`;
}

/** A quote within is written twice (OData 4.01, "String literals"). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function chunked<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
