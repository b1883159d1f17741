import type { DirectoryGroup, DirectoryRecord, DirectoryUser } from '../../src/domain/directory';
import type { Page } from '../../src/domain/page';
import type { Connector, PeoplePlan, ReadStream } from '../../src/domain/ports';

/** All that a connector says, gathered as a run gathers it. */
export interface DirectoryRead {
  readonly users: ReadonlyMap<string, DirectoryUser>;
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of the groups that the first stage gave. */
  readonly listed: ReadonlySet<string>;
  readonly plan: PeoplePlan;
  readonly pages: number;
}

export interface ReadOptions {
  /** Every page is asked for twice and taken twice. */
  readonly twice?: boolean;
  /** Called before each page. */
  readonly beforePage?: (page: number) => void;
}

interface Gathered {
  readonly users: Map<string, DirectoryUser>;
  readonly groups: Map<string, DirectoryGroup>;
  readonly members: Map<string, Set<string>>;
  pages: number;
}

/** Reads groups, plans, reads people. `connector` is asked for anew before each page: hand in a maker of fresh ones to test cursors. */
export async function readDirectory(
  connector: () => Connector,
  options: ReadOptions = {},
): Promise<DirectoryRead> {
  const gathered = nothing();
  for (const stream of connector().groupStreams()) await readStream(connector, stream, { gathered, options });
  const listed = new Set(gathered.groups.keys());
  const members = new Map([...gathered.members].map(([groupId, ids]) => [groupId, [...ids]]));
  const plan = await connector().planPeople({
    groups: [...gathered.groups.values()],
    members,
    unclear: new Map(),
    told: new Map(),
  });
  for (const stream of plan.streams) await readStream(connector, stream, { gathered, options });
  return { ...gathered, listed, plan };
}

/** The records of one answer. */
export function gather(
  records: readonly DirectoryRecord[],
): Pick<DirectoryRead, 'users' | 'groups' | 'members'> {
  const gathered = nothing();
  for (const item of records) take(item, gathered);
  return gathered;
}

function nothing(): Gathered {
  return { users: new Map(), groups: new Map(), members: new Map(), pages: 0 };
}

interface Reading {
  readonly gathered: Gathered;
  readonly options: ReadOptions;
}

async function readStream(connector: () => Connector, given: ReadStream, reading: Reading): Promise<void> {
  // Through JSON, as a checkpoint would carry it.
  const stream = JSON.parse(JSON.stringify(given)) as ReadStream;
  const counted = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = await readOne(connector, stream, { ...reading, cursor });
    for (const item of page.items) {
      take(item, reading.gathered);
      const id = countedId(item, stream);
      if (id !== undefined) counted.add(id);
    }
    if (page.done) return refuseWrongTotal(page, stream, counted);
    cursor = page.cursor;
  }
}

async function readOne(
  connector: () => Connector,
  stream: ReadStream,
  { gathered, options, cursor }: Reading & { readonly cursor: string | undefined },
): Promise<Page<DirectoryRecord>> {
  gathered.pages += 1;
  options.beforePage?.(gathered.pages);
  if (options.twice === true) {
    const first = await connector().readPage(stream, cursor);
    const second = await connector().readPage(stream, cursor);
    return { ...second, items: [...first.items, ...second.items] };
  }
  return connector().readPage(stream, cursor);
}

function take(item: DirectoryRecord, gathered: Gathered): void {
  if (item.type === 'user') gathered.users.set(item.user.id, item.user);
  if (item.type === 'group') gathered.groups.set(item.group.id, item.group);
  if (item.type !== 'members') return;
  const ids = gathered.members.get(item.groupId) ?? new Set();
  for (const id of item.userIds) ids.add(id);
  gathered.members.set(item.groupId, ids);
}

function countedId(item: DirectoryRecord, { counts }: ReadStream): string | undefined {
  if (item.type === 'user' && counts === 'user') return item.user.id;
  return item.type === 'group' && counts === 'group' ? item.group.id : undefined;
}

/** The engine's own check: the connector must hand the API's total through. */
function refuseWrongTotal(
  page: Page<DirectoryRecord>,
  stream: ReadStream,
  counted: ReadonlySet<string>,
): void {
  if (stream.counts === 'nothing' || page.total === undefined || page.total === counted.size) return;
  throw new Error(`${stream.name}: ${page.total} announced, ${counted.size} read`);
}
