import type { ChangeOrder, ChangeRow, ChangeSection } from '../domain/change-row';
import { compare } from './compare';

/** The changes in this order. Those of one person stay as they were planned. */
export function orderRows(rows: readonly ChangeRow[], order: ChangeOrder): readonly ChangeRow[] {
  if (order === 'group') return rows;
  const creations: ChangeRow[] = [];
  const people = new Map<string, Person>();
  for (const row of rows) {
    if (row.accountId === undefined) {
      creations.push(row);
      continue;
    }
    const known = people.get(row.accountId);
    if (known === undefined) people.set(row.accountId, { ...placeOf(row), rows: [row] });
    else known.rows.push(row);
  }
  const sorted = [...people.values()].toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  return [...creations, ...sorted.flatMap((person) => person.rows)];
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly rows: ChangeRow[];
}

/** Comes behind every name. */
const nameless = '\u{10ffff}';

/** By the letters of the name, whatever their case and accents: Zoë is between Zoa and Zof. */
function placeOf({ person, accountId = '' }: ChangeRow): Pick<Person, 'id' | 'name'> {
  const letters = person?.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return { id: accountId, name: letters ?? nameless };
}

/** The groups, or people, that the rows from `offset` on belong to, with all their rows, also those outside of this piece. */
export function sectionsOf(
  rows: readonly ChangeRow[],
  { order, offset, limit }: { readonly order: ChangeOrder; readonly offset: number; readonly limit: number },
): readonly ChangeSection[] {
  if (offset >= rows.length) return [];
  const sections: ChangeSection[] = [];
  const isSame = (a: number, b: number) => sectionKey(rows[a], order) === sectionKey(rows[b], order);
  let from = offset;
  while (from > 0 && isSame(from - 1, offset)) from -= 1;
  while (from < Math.min(offset + limit, rows.length)) {
    let end = from + 1;
    while (end < rows.length && isSame(end, from)) end += 1;
    sections.push({ from, ...countKinds(rows, from, end) });
    from = end;
  }
  return sections;
}

/** Creations of groups are one section where people are in order. */
function sectionKey(row: ChangeRow | undefined, order: ChangeOrder): string {
  return (order === 'group' ? row?.sourceId : row?.accountId) ?? '';
}

function countKinds(rows: readonly ChangeRow[], from: number, end: number): Omit<ChangeSection, 'from'> {
  const counts = { add: 0, remove: 0, create: 0 };
  for (let place = from; place < end; place += 1) {
    const kind = rows[place]?.kind;
    if (kind !== undefined) counts[kind] += 1;
  }
  return { additions: counts.add, removals: counts.remove, creations: counts.create };
}
