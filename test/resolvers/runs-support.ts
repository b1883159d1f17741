import type { RunReport } from '../../src/domain/run';
import type { SyncRun } from '../../src/domain/sync-run';
import type { aServer } from './handlers-support';

export type Server = ReturnType<typeof aServer>;

/** A run that has ended, as the engine leaves it. */
export function anEndedRun(id: string, change: Partial<SyncRun> = {}): SyncRun {
  return {
    version: 1,
    id,
    connectionId: 'conn-1',
    mode: 'sync',
    trigger: 'person',
    startedBy: 'acc-admin',
    approval: { kind: 'none' },
    status: 'finished',
    phase: 'report',
    slice: 0,
    leaseUntilMs: 0,
    heartbeatAtMs: 0,
    startedAtMs: Date.UTC(2026, 10, 25, 8, 30),
    endedAtMs: Date.UTC(2026, 10, 25, 8, 31),
    progress: {
      usersRead: 2,
      groupsRead: 1,
      membershipsRead: 2,
      targetGroupsRead: 1,
      targetGroupsToRead: 1,
      changesDone: 2,
      changesToDo: 2,
    },
    phases: [],
    calls: {},
    notes: [],
    summary: '1 added, 1 removed, 0 unchanged.',
    ...change,
  };
}

/** The parts of a report that a test looks at. */
export function aReport(runId: string, change: Partial<RunReport> = {}) {
  return {
    version: 1,
    runId,
    connectionId: 'conn-1',
    planHash: 'the-plan',
    heldHash: 'the-held',
    counts: { memberships: { added: 1, removed: 1 } },
    planned: { groups: 0, additions: 1, removals: 1 },
    held: [],
    rejected: [],
    unmatched: [],
    ambiguous: [],
    ...change,
  };
}

interface Leavings {
  readonly run?: Partial<SyncRun>;
  readonly groups?: readonly object[];
  readonly outcomes?: readonly unknown[];
  readonly report?: Partial<RunReport>;
  readonly changes?: object;
}

/** Stores a run with its report and its changes. */
export async function storeRun(server: Server, id: string, left: Leavings = {}): Promise<void> {
  const { run, groups = [aGroupChange()], outcomes = ['a', 'a'], report, changes } = left;
  await server.runs.create(anEndedRun(id, run));
  await server.data.put(id, 'report', aReport(id, report));
  await server.data.put(id, 'changes', { version: 1, groups, leavers: [], outcomes, ...changes });
}

export function aGroupChange(change: object = {}) {
  return {
    sourceId: 'role:1',
    group: { kind: 'existing', id: 'g-1', name: 'Design' },
    add: ['acc-ann'],
    remove: ['acc-bob'],
    heldAdditions: false,
    heldRemovals: false,
    ...change,
  };
}
