import * as z from 'zod';
import type { EntityDefinition } from '../manifest';
import { checkFilters, filtersSchema, passes } from './conditions';
import { checkEntityValue, entityNamed } from './entities';
import { bytesOf, checkGroup, checkKey, checkValue } from './limits';
import { queryEntities, queryKeys, type QueryResult } from './query';
import type { RecordAddress, RecordKind, StoredRecord } from './records';
import { StorageRefusal } from './refusal';
import type { KeyValueStore } from './store';

/** What a storage call did: its answer, whether it stored something, and its size for the rates. */
export interface StorageOutcome {
  readonly status: number;
  readonly body?: unknown;
  readonly wrote: boolean;
  readonly bytes: number;
}

export interface StorageApiDeps {
  readonly store: KeyValueStore;
  readonly entities: readonly EntityDefinition[];
}

const metadataFields = z.array(z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']));
const readOptions = z.object({ metadataFields: metadataFields.optional() });
const writeOptions = z.object({
  ttl: z.object({ value: z.number(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) }).optional(),
  keyPolicy: z.enum(['OVERRIDE', 'FAIL_IF_EXISTS']).optional(),
  returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
  returnMetadataFields: metadataFields.optional(),
});
const keyed = z.object({ key: z.string(), entityName: z.string().optional() });
const reading = keyed.extend({ options: readOptions.optional() });
const writing = keyed.extend({ value: z.unknown(), options: writeOptions.optional() });
const conditional = { conditions: filtersSchema.optional() };
const transaction = z.object({
  set: z.array(writing.extend(conditional)).optional(),
  delete: z.array(keyed.extend(conditional)).optional(),
  check: z.array(keyed.extend({ conditions: filtersSchema })).optional(),
});

type Write = z.infer<typeof writing>;
type Handler = (body: unknown, deps: StorageApiDeps) => StorageOutcome;

const handlers: Readonly<Record<string, Handler>> = {
  '/api/v1/get': getter('value'),
  '/api/v1/set': setter('value'),
  '/api/v1/delete': remover('value'),
  '/api/v1/secret/get': getter('secret'),
  '/api/v1/secret/set': setter('secret'),
  '/api/v1/secret/delete': remover('secret'),
  '/api/v1/entity/get': getter('entity'),
  '/api/v1/entity/set': setter('entity'),
  '/api/v1/entity/delete': remover('entity'),
  '/api/v1/query': (body, { store }) => queried(queryKeys(body, store), body),
  '/api/v1/entity/query': (body, { store, entities }) => queried(queryEntities(body, entities, store), body),
  '/api/v1/batch/get': batchGet,
  '/api/v1/batch/set': batchSet,
  '/api/v1/batch/delete': batchDelete,
  '/api/v1/transaction': transact,
};

/** The calls of `@forge/kvs` 1.6 (out/utils/api.js). Throws StorageRefusal. Undefined: no such call. */
export function callStorage(path: string, body: unknown, deps: StorageApiDeps): StorageOutcome | undefined {
  return handlers[path]?.(body, deps);
}

export function writesStorage(path: string): boolean {
  return /\/(set|delete|transaction)$/.test(path);
}

function getter(kind: RecordKind): Handler {
  return (body, deps) => {
    const request = parse(reading, body);
    const record = deps.store.get(addressOf(kind, request, deps));
    if (record === undefined) throw keyNotFound();
    return read(view(request.key, record, request.options?.metadataFields));
  };
}

function setter(kind: RecordKind): Handler {
  return (body, deps) => {
    const request = parse(writing, body);
    const { previous, latest } = deps.store.transaction(() => write(kind, request, deps));
    const { returnValue, returnMetadataFields } = request.options ?? {};
    const returned = returnValue === 'LATEST' ? latest : previous;
    if (returnValue === undefined || returned === undefined)
      return { status: 204, wrote: true, bytes: bytesOf(body) };
    return {
      status: 200,
      body: view(request.key, returned, returnMetadataFields),
      wrote: true,
      bytes: bytesOf(body),
    };
  };
}

function remover(kind: RecordKind): Handler {
  return (body, deps) => {
    const address = addressOf(kind, parse(keyed, body), deps);
    if (!deps.store.transaction(() => deps.store.remove(address))) throw keyNotFound();
    return { status: 204, wrote: true, bytes: 0 };
  };
}

function write(kind: RecordKind, { key, entityName, value, options }: Write, deps: StorageApiDeps) {
  const address = addressOf(kind, { key, entityName }, deps);
  checkValue(value, kind);
  if (kind === 'entity') checkEntityValue(value, entityNamed(deps.entities, entityName));
  const previous = deps.store.set(address, value, options);
  return { previous, latest: deps.store.get(address) };
}

function addressOf(kind: RecordKind, request: z.infer<typeof keyed>, deps: StorageApiDeps): RecordAddress {
  checkKey(request.key);
  if (kind !== 'entity') return { kind, key: request.key };
  return { kind, entityName: entityNamed(deps.entities, request.entityName).name, key: request.key };
}

/** Items of batches and transactions are plain values, or entities where they name one. */
function kindOf(item: { readonly entityName?: string | undefined }): RecordKind {
  return item.entityName === undefined ? 'value' : 'entity';
}

function batchGet(body: unknown, deps: StorageApiDeps): StorageOutcome {
  const items = parse(z.array(reading), body);
  checkGroup(items);
  const outcome = eachItem(items, (item) => {
    const record = deps.store.get(addressOf(kindOf(item), item, deps));
    if (record === undefined) throw keyNotFound();
    return view(item.key, record, item.options?.metadataFields);
  });
  return read(outcome);
}

function batchSet(body: unknown, deps: StorageApiDeps): StorageOutcome {
  const items = parse(z.array(writing), body);
  checkGroup(items);
  const outcome = deps.store.transaction(() =>
    eachItem(items, (item) => {
      write(kindOf(item), { ...item, options: { ttl: item.options?.ttl } }, deps);
      return {};
    }),
  );
  return { status: 200, body: outcome, wrote: outcome.successfulKeys.length > 0, bytes: bytesOf(body) };
}

function batchDelete(body: unknown, deps: StorageApiDeps): StorageOutcome {
  const items = parse(z.array(keyed), body);
  checkGroup(items);
  const outcome = deps.store.transaction(() =>
    eachItem(items, (item) => {
      deps.store.remove(addressOf(kindOf(item), item, deps));
      return {};
    }),
  );
  return { status: 200, body: outcome, wrote: outcome.successfulKeys.length > 0, bytes: 0 };
}

/** Best effort, as Forge's batches are: what fails is listed, the rest is done. */
function eachItem<T extends z.infer<typeof keyed>>(items: readonly T[], work: (item: T) => object) {
  const successfulKeys: object[] = [];
  const failedKeys: object[] = [];
  for (const item of items) {
    const name = { key: item.key, ...(item.entityName === undefined ? {} : { entityName: item.entityName }) };
    try {
      successfulKeys.push({ ...name, ...work(item) });
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
    }
  }
  return { successfulKeys, failedKeys };
}

/** All conditions hold and everything is written, or nothing is. */
function transact(body: unknown, deps: StorageApiDeps): StorageOutcome {
  const { set = [], delete: removals = [], check = [] } = parse(transaction, body);
  const all = [...set, ...removals, ...check];
  checkGroup(all);
  deps.store.transaction(() => {
    for (const item of all) checkCondition(item, deps);
    for (const item of set) write(kindOf(item), { ...item, options: { ttl: item.options?.ttl } }, deps);
    for (const item of removals) deps.store.remove(addressOf(kindOf(item), item, deps));
  });
  return { status: 204, wrote: set.length + removals.length > 0, bytes: bytesOf(body) };
}

function checkCondition(
  item: z.infer<typeof keyed> & { readonly conditions?: z.infer<typeof filtersSchema> | undefined },
  deps: StorageApiDeps,
): void {
  if (item.conditions === undefined) return;
  const entity = entityNamed(deps.entities, item.entityName);
  checkFilters(item.conditions, entity);
  const record = deps.store.get(addressOf('entity', item, deps));
  if (passes(record?.value, item.conditions)) return;
  // Forge's own code for this is not published.
  throw new StorageRefusal(
    409,
    'CONDITIONAL_CHECK_FAILED',
    `A condition on the key "${item.key}" does not hold.`,
  );
}

function queried({ rows, cursor }: QueryResult, body: unknown): StorageOutcome {
  const { options } = parse(z.object({ options: readOptions.optional() }), body);
  const data = rows.map((row) => view(row.key, row, options?.metadataFields));
  return read({ data, ...(cursor === undefined ? {} : { cursor }) });
}

function view(key: string, record: StoredRecord, fields: z.infer<typeof metadataFields> = []): object {
  return {
    key,
    value: record.value,
    ...(fields.includes('CREATED_AT') ? { createdAt: record.createdAt } : {}),
    ...(fields.includes('UPDATED_AT') ? { updatedAt: record.updatedAt } : {}),
    ...(fields.includes('EXPIRE_TIME') && record.expiresAt !== undefined
      ? { expireTime: new Date(record.expiresAt).toISOString() }
      : {}),
  };
}

function read(body: object): StorageOutcome {
  return { status: 200, body, wrote: false, bytes: bytesOf(body) };
}

function keyNotFound(): StorageRefusal {
  return new StorageRefusal(404, 'KEY_NOT_FOUND', 'The specified key does not exist.');
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new StorageRefusal(400, 'INVALID_REQUEST', z.prettifyError(parsed.error));
}
