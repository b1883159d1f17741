import { kvs, Filter, FilterConditions, MetadataField, Sort, WhereConditions } from '@forge/kvs';

/** One storage call, as data, so that tests can ask for any sequence. */
export type StorageStep = readonly [name: string, ...rest: never[]];

interface Run {
  status: string;
  startedAt: number;
  team: string;
  data?: unknown;
}

/** Runs the steps in order; answers with what each gave, or its error. */
export async function runStorage(steps: readonly StorageStep[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [name, ...rest] of steps) answers.push(await attempt(() => run(name, rest)));
  return answers;
}

async function attempt(work: () => Promise<unknown>) {
  try {
    return (await work()) ?? 'nothing';
  } catch (error) {
    const failed = error as Error & { code?: string; responseDetails?: { status: number } };
    return { error: failed.code ?? failed.name, status: failed.responseDetails?.status };
  }
}

function run(name: string, rest: readonly never[]): Promise<unknown> {
  const call = calls[name];
  if (call === undefined) throw new Error(`no storage step ${name}`);
  return call(...rest);
}

const order = { ASC: Sort.ASC, DESC: Sort.DESC } as const;
const runs = kvs.entity<Run>('run');
const metadata = {
  metadataFields: [MetadataField.CREATED_AT, MetadataField.UPDATED_AT, MetadataField.EXPIRE_TIME],
};

const calls: Record<string, (...rest: readonly never[]) => Promise<unknown>> = {
  get: (key: string) => kvs.get(key),
  getWithMetadata: (key: string) => kvs.get(key, metadata),
  set: (key: string, value: never, options: never) => kvs.set(key, value, options),
  delete: (key: string) => kvs.delete(key),
  getSecret: (key: string) => kvs.getSecret(key),
  setSecret: (key: string, value: never) => kvs.setSecret(key, value),
  deleteSecret: (key: string) => kvs.deleteSecret(key),
  query: (prefix: string, limit: number, cursor: string | undefined) => {
    const query = kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(limit);
    return (cursor === undefined ? query : query.cursor(cursor)).getMany();
  },
  batchSet: (items: never) => kvs.batchSet(items),
  batchGet: (items: never) => kvs.batchGet(items),
  batchDelete: (items: never) => kvs.batchDelete(items),
  entityGet: (key: string) => runs.get(key),
  entitySet: (key: string, value: never, options: never) => runs.set(key, value, options),
  entityDelete: (key: string) => runs.delete(key),
  unknownEntity: () => kvs.entity('nobody').get('x'),
  byTeam: (
    team: string,
    from: number,
    options: { status?: string; sort?: 'ASC' | 'DESC'; limit?: number; cursor?: string } = {},
  ) => {
    let query = runs
      .query()
      .index('by-team', { partition: [team] })
      .where(WhereConditions.greaterThanEqualTo(from))
      .limit(options.limit ?? 10);
    if (options.sort !== undefined) query = query.sort(order[options.sort]); // oxlint-disable-line unicorn/no-array-sort -- no array

    if (options.status !== undefined)
      query = query.filters(new Filter<Run>().and('status', FilterConditions.equalTo(options.status)));
    return (options.cursor === undefined ? query : query.cursor(options.cursor)).getMany();
  },
  byIndex: (index: string) => runs.query().index(index).getMany(),
  filterAny: () =>
    runs
      .query()
      .index('startedAt')
      .filters(new Filter<Run>().and('data', FilterConditions.exists()))
      .getMany(),
  createRun: (key: string, value: Run) =>
    kvs
      .transact()
      .set(key, value, {
        entityName: 'run',
        conditions: new Filter<Run>().and('startedAt', FilterConditions.notExists()),
      })
      .execute(),
  replaceRun: (key: string, value: Run, expected: string) =>
    kvs
      .transact()
      .set('touched', true)
      .set(key, value, {
        entityName: 'run',
        conditions: new Filter<Run>().and('status', FilterConditions.equalTo(expected)),
      })
      .execute(),
  manySets: (count: number) => {
    const transaction = kvs.transact();
    for (let n = 0; n < count; n += 1) transaction.set(`many:${n}`, n);
    return transaction.execute();
  },
};
