import * as z from 'zod';
import type { EntityDefinition } from '../manifest';
import { attributeOf, checkFilters, compare, filtersSchema, meets, passes, rangeSchema } from './conditions';
import { entityNamed, indexNamed, isIndexed, type EntityIndex } from './entities';
import type { StoredRecord } from './records';
import { StorageRefusal } from './refusal';
import type { KeyValueStore } from './store';

type Row = StoredRecord & { readonly key: string };

export interface QueryResult {
  readonly rows: readonly Row[];
  readonly cursor?: string;
}

const limit = z.number().optional();
const keyQuery = z.object({
  limit,
  after: z.string().optional(),
  where: z
    .array(
      z.object({
        property: z.literal('key'),
        condition: z.literal('BEGINS_WITH'),
        values: z.array(z.string()).length(1),
      }),
    )
    .optional(),
});
const entityQuery = z.object({
  entityName: z.string(),
  indexName: z.string(),
  limit,
  cursor: z.string().optional(),
  partition: z.array(z.unknown()).optional(),
  range: rangeSchema.optional(),
  filters: filtersSchema.optional(),
  sort: z.enum(['ASC', 'DESC']).optional(),
});

const defaultLimit = 10;
const maxLimit = 100;

/** `kvs.query()`: plain values by the beginning of their key, in key order. */
export function queryKeys(body: unknown, store: KeyValueStore): QueryResult {
  const query = parse(keyQuery, body);
  const prefix = query.where?.[0]?.values[0] ?? '';
  const rows = store.list({ kind: 'value' }).filter((row) => row.key.startsWith(prefix));
  return pageOf(rows, { limit: query.limit, cursor: query.after, filter: () => true });
}

/** `kvs.entity().query()`: one index, its partition and range; filters work on the page, so a page may be empty and go on. */
export function queryEntities(
  body: unknown,
  entities: readonly EntityDefinition[],
  store: KeyValueStore,
): QueryResult {
  const query = parse(entityQuery, body);
  const entity = entityNamed(entities, query.entityName);
  const index = indexNamed(entity, query.indexName);
  checkFilters(query.filters, entity);
  checkPartition(index, query.partition);
  const rows = store
    .list({ kind: 'entity', entityName: entity.name })
    .filter((row) => isIndexed(row.value, index))
    .filter((row) =>
      index.partition.every((name, at) => attributeOf(row.value, name) === query.partition?.[at]),
    )
    .filter((row) => query.range === undefined || meets(rangeValue(row, index), query.range))
    .toSorted((a, b) => compare(rangeValue(a, index), rangeValue(b, index)) || compare(a.key, b.key));
  return pageOf(query.sort === 'DESC' ? rows.toReversed() : rows, {
    limit: query.limit,
    cursor: query.cursor,
    filter: (row) => passes(row.value, query.filters),
  });
}

function checkPartition(index: EntityIndex, partition: readonly unknown[] | undefined): void {
  if ((partition?.length ?? 0) === index.partition.length) return;
  throw new StorageRefusal(
    400,
    'INVALID_PARTITION',
    `The index "${index.name}" needs ${index.partition.length} partition values.`,
  );
}

function rangeValue(row: Row, index: EntityIndex): unknown {
  return index.range === undefined ? row.key : attributeOf(row.value, index.range);
}

interface PageRequest {
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly filter: (row: Row) => boolean;
}

function pageOf(
  rows: readonly Row[],
  { limit: wanted = defaultLimit, cursor, filter }: PageRequest,
): QueryResult {
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > maxLimit) {
    throw new StorageRefusal(
      400,
      'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE',
      `The page limit must be set between 1 and ${maxLimit}.`,
    );
  }
  const start = cursor === undefined ? 0 : positionAfter(rows, cursor);
  const page = rows.slice(start, start + wanted);
  const last = page.at(-1);
  const goesOn = last !== undefined && start + wanted < rows.length;
  return { rows: page.filter(filter), ...(goesOn ? { cursor: cursorOf(last.key, start + wanted) } : {}) };
}

/** Behind the row that the cursor names, or where it stood when it is gone. */
function positionAfter(rows: readonly Row[], cursor: string): number {
  const [position, key] = readCursor(cursor);
  const at = rows.findIndex((row) => row.key === key);
  return at === -1 ? position - 1 : at + 1;
}

function cursorOf(key: string, position: number): string {
  return Buffer.from(JSON.stringify([position, key])).toString('base64url');
}

function readCursor(cursor: string): readonly [number, string] {
  const parsed = z.tuple([z.number(), z.string()]).safeParse(decode(cursor));
  if (parsed.success) return parsed.data;
  throw new StorageRefusal(400, 'INVALID_CURSOR', 'The provided cursor is invalid.');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new StorageRefusal(400, 'INVALID_REQUEST', z.prettifyError(parsed.error));
}
