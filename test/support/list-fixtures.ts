import type { ConnectionSummary, RunView } from '../../src/contract';
import type { RunCounts } from '../../src/domain/run';
import {
  aConnection,
  anEntraConnection,
  anInstalledApp,
  anOktaConnection,
  aRun,
  type FakeState,
} from './page-fixtures';

const minute = 60_000;
const day = 1_440 * minute;

export function someCounts(change: Partial<RunCounts> = {}): RunCounts {
  return { added: 14, removed: 3, created: 0, held: 0, failed: 0, ...change };
}

/** A connector as the list has it: it ran well, and is due in twelve minutes. */
export function aRow(change: Partial<ConnectionSummary> = {}): ConnectionSummary {
  const runs = change.recentRuns ?? [aRun({ counts: someCounts() })];
  return {
    id: 'connection-1',
    name: 'OneLogin staff',
    kind: 'onelogin',
    scheduleEnabled: true,
    schedule: { enabled: true, cron: '*/30 * * * *', timeZone: 'Europe/Berlin' },
    nextRunMs: Date.now() + 12.5 * minute,
    recentRuns: runs,
    ...(runs[0] === undefined ? {} : { lastRun: runs[0] }),
    ...change,
  };
}

/** Three directories with some weeks of runs behind them. */
export function aListedApp(): FakeState {
  const okta = anOktaConnection({
    id: 'connection-2',
    name: 'Okta partners',
    secretExpiresOn: new Date(Date.now() + 5 * day).toISOString().slice(0, 10),
  });
  const entra = anEntraConnection({
    id: 'connection-3',
    name: 'Entra subsidiaries',
    schedule: { enabled: false, cron: '0 6 * * 1-5', timeZone: 'UTC' },
  });
  return {
    ...anInstalledApp(),
    connections: [aConnection(), okta, entra],
    previewed: ['connection-1', 'connection-2', 'connection-3'],
    runs: [...runsOf('connection-1', 30), ...runsOf('connection-2', 9), ...runsOf('connection-3', 4)],
  };
}

/** A run a day; the newest half an hour ago. */
function runsOf(connectionId: string, days: number): RunView[] {
  return Array.from({ length: days }, (_, age) =>
    aRun({
      id: `${connectionId}-run-${age}`,
      connectionId,
      startedAtMs: Date.now() - age * day - 30 * minute - connectionId.length,
      ...kindOfRun(age, connectionId),
    }),
  );
}

function kindOfRun(age: number, connectionId: string): Partial<RunView> {
  const counts = someCounts({ added: (age * 7) % 23, removed: (age * 5) % 11 });
  if (age === 0 && connectionId === 'connection-1')
    return {
      status: 'held',
      counts: { ...counts, added: 14, held: 212 },
      remaining: {
        onelogin: {
          remaining: 4_812,
          limit: 5_000,
          resetsAtMs: Date.now() + 20 * minute,
          atMs: Date.now() - 28 * minute,
        },
      },
      summary: '14 added; 212 removals are held for approval.',
    };
  if (age === 3)
    return {
      status: 'stopped',
      counts: someCounts({ added: 0, removed: 0 }),
      summary: 'OneLogin cannot be reached.',
    };
  if (age % 10 === 5) return { status: 'finished-with-failures', counts: { ...counts, failed: 4 } };
  if (age % 7 === 6) return { mode: 'preview', trigger: 'person', counts };
  return { counts };
}
