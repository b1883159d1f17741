import { defaultSchedule, type Connection } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';
import type { DirectorySnapshot } from '../../src/domain/directory';
import type { Connector } from '../../src/domain/ports';
import type { ReadMode } from '../../src/domain/run';
import type { ReadingRecords } from '../../src/domain/stores';
import { keepReading } from '../../src/sync/keep-reading';
import { openRead, readOn, snapshotOf } from '../../src/sync/read';
import { openSlice } from '../../src/sync/slice';
import type { ChangingTwin } from './connector-twin';
import { aDirectory } from './fake-directory';
import { aSite } from './fake-site';
import { aWorld } from './world';

export interface EngineRead {
  /** How it was read in the end, whatever was asked for. */
  readonly mode: ReadMode;
  /** Why everything was read although changes were asked for. */
  readonly notes: readonly string[];
  readonly snapshot: DirectorySnapshot;
  readonly records: ReadingRecords;
}

export interface EngineReader {
  /** One run's read. `beforePage` is called with the number of each page. Nothing is kept of a read that fails. */
  read(mode: ReadMode, beforePage?: (page: number) => void): Promise<EngineRead>;
}

/** Reads a directory run after run with the engine's own code and stores: what one read leaves behind, the next goes on from. */
export function engineReader(twin: ChangingTwin): EngineReader {
  const world = aWorld(aDirectory({}), aSite({}, []));
  const connection: Connection = {
    id: 'conn-1',
    name: 'Directory',
    configuration: twin.configuration,
    rules: defaultRules,
    schedule: defaultSchedule,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
  const claim = async (readMode: ReadMode) => {
    const { run } = await world.start('preview', { kind: 'none' }, connection.id, readMode);
    const claimed = await world.runs.get(run.id);
    if (claimed === undefined) throw new Error('the run was not stored');
    return claimed;
  };
  let begun: Promise<unknown> | undefined;
  return {
    async read(mode, beforePage = () => undefined) {
      await (begun ??= world.addConnection({ id: connection.id }));
      const run = await claim(mode);
      try {
        const deps = world.runDeps();
        const slice = openSlice(run, connection, deps);
        const session = await openRead(
          slice,
          watched(twin.connector({ attributes: [twin.attribute] }), beforePage),
          deps,
        );
        if (!(await readOn(slice, session, deps))) throw new Error('the read does not fit into a slice');
        const snapshot = snapshotOf(slice, session);
        await keepReading(slice, session, deps);
        const { base, records } = session;
        return {
          mode: base === undefined ? 'complete' : 'changes',
          notes: slice.run().notes,
          snapshot,
          records,
        };
      } finally {
        await world.lock.release(connection.id, run.id);
      }
    },
  };
}

function watched(connector: Connector, beforePage: (page: number) => void): Connector {
  let pages = 0;
  return {
    ...connector,
    readPage: (stream, cursor) => {
      beforePage((pages += 1));
      return connector.readPage(stream, cursor);
    },
  };
}
