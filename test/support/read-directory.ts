import type { DirectoryGroup, DirectoryRecord, DirectoryUser } from '../../src/domain/directory';
import type { Page } from '../../src/domain/page';
import type { Connector, PeoplePlan, ReadStream } from '../../src/domain/ports';
import { addRecords, startRecords, type ReadRecords } from '../../src/sync/records';

/** All that a connector says, gathered as a run gathers it. */
export interface DirectoryRead {
  readonly users: ReadonlyMap<string, DirectoryUser>;
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  readonly members: ReadonlyMap<string, readonly string[]>;
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

/** Reads groups, plans, reads people. `connector` is asked for anew before each page: hand in a maker of fresh ones to test cursors. */
export async function readDirectory(
  connector: () => Connector,
  options: ReadOptions = {},
): Promise<DirectoryRead> {
  const reading: Reading = { records: startRecords(), options, pages: 0 };
  for (const stream of connector().groupStreams()) await readStream(connector, stream, reading);
  const { users, groups, members, unclear, told } = reading.records;
  const listed = new Set(groups.keys());
  const plan = await connector().planPeople({
    groups: [...groups.values()],
    members,
    unclear,
    told,
  });
  for (const stream of plan.streams) await readStream(connector, stream, reading);
  return { users, groups, members: new Map(members), listed, plan, pages: reading.pages };
}

/** The records of one answer. */
export function gather(
  records: readonly DirectoryRecord[],
): Pick<DirectoryRead, 'users' | 'groups' | 'members'> {
  const gathered = startRecords();
  addRecords(gathered, records);
  return { ...gathered, members: new Map(gathered.members) };
}

interface Reading {
  readonly records: ReadRecords;
  readonly options: ReadOptions;
  pages: number;
}

async function readStream(connector: () => Connector, given: ReadStream, reading: Reading): Promise<void> {
  // Through JSON, as a checkpoint would carry it.
  const stream = JSON.parse(JSON.stringify(given)) as ReadStream;
  const counted = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page = await readOne(connector, { stream, cursor }, reading);
    addRecords(reading.records, page.items);
    for (const item of page.items) {
      const id = countedId(item, stream);
      if (id !== undefined) counted.add(id);
    }
    if (page.done) return refuseWrongTotal(page, stream, counted);
    cursor = page.cursor;
  }
}

interface At {
  readonly stream: ReadStream;
  readonly cursor: string | undefined;
}

async function readOne(
  connector: () => Connector,
  { stream, cursor }: At,
  reading: Reading,
): Promise<Page<DirectoryRecord>> {
  reading.pages += 1;
  reading.options.beforePage?.(reading.pages);
  if (reading.options.twice !== true) return connector().readPage(stream, cursor);
  const first = await connector().readPage(stream, cursor);
  const second = await connector().readPage(stream, cursor);
  return { ...second, items: [...first.items, ...second.items] };
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
