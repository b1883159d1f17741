import { writeFile } from 'node:fs/promises';
import type { RunSummary } from '../../src/contract';
import type { RunReport } from '../../src/domain/run';
import { connectorConfiguration, defaultSchedule } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';
import type { Host } from '../host';
import { ask } from './ask';
import type { ConnectionFile } from './connection-file';
import { exitCodes, type ExitCode } from './failure-exit';
import { follow, type ProgressView } from './follow';

export interface SyncWishes {
  readonly mode: 'preview' | 'sync';
  /** `all`: also what the safety limits would hold. */
  readonly approve: 'nothing' | 'all';
  /** `changes`: only what changed since the last read, where the directory can tell. */
  readonly read: 'everything' | 'changes';
  readonly progress: ProgressView;
  /** Called with each report: of the first preview, and of the run itself. */
  readonly onReport: (report: RunReport) => void;
  /** Called when an interrupted run of this connection is taken up instead of a new one. */
  readonly onResume: (run: RunSummary) => void;
  readonly reportFile?: string;
}

/**
 * Saves the connection, makes the administrator at this machine the sync account, and runs. The first run of a new connection is a
 * preview; who asked for a sync gets it right after, in the same command.
 */
export async function sync(host: Host, file: ConnectionFile, wishes: SyncWishes): Promise<ExitCode> {
  await haveSyncAccount(host);
  const connectionId = await haveConnection(host, file);
  const first = await runOnce(host, connectionId, wishes);
  const wasDifferent = first.mode !== wishes.mode;
  const report =
    wasDifferent && first.status !== 'stopped' ? await runOnce(host, connectionId, wishes) : first;
  if (wishes.reportFile !== undefined)
    await writeFile(wishes.reportFile, `${JSON.stringify(report, null, 2)}\n`);
  return exitCodeOf(report);
}

async function runOnce(host: Host, connectionId: string, wishes: SyncWishes): Promise<RunReport> {
  const { run, started } = await ask(host, 'startRun', {
    connectionId,
    mode: wishes.mode,
    full: wishes.read === 'everything',
    trigger: 'command-line',
    ...(wishes.approve === 'all' ? { approve: 'all' as const } : {}),
  });
  if (!started) wishes.onResume(run);
  const report = await follow(host, run.id, wishes.progress);
  wishes.onReport(report);
  // What an interrupted run still did goes by what it had read then; who calls now means now.
  return started ? report : runOnce(host, connectionId, wishes);
}

async function haveSyncAccount(host: Host): Promise<void> {
  const { settings, me } = await ask(host, 'getTarget', {});
  if (settings?.syncAccountId !== me.accountId)
    await ask(host, 'useMyAccount', { api: settings?.api ?? 'jira' });
}

/** The connection of this name, as the file says it; its links and its ledger stay. */
async function haveConnection(host: Host, { document, secret }: ConnectionFile): Promise<string> {
  const { connections } = await ask(host, 'overview', {});
  const known = connections.find(
    (connection) => connection.name === document.name && connection.kind === document.kind,
  );
  const wanted = {
    name: document.name,
    configuration: connectorConfiguration.parse({ kind: document.kind, settings: document.settings }),
    secret,
    rules: document.rules ?? defaultRules,
    // The command line runs when it is called; a schedule would start runs of its own beside it.
    schedule: { ...(document.schedule ?? defaultSchedule), enabled: false },
  };
  if (known === undefined) return (await ask(host, 'createConnection', wanted)).connection.id;
  const { connection } = await ask(host, 'getConnection', { id: known.id });
  await ask(host, 'saveConnection', { ...wanted, id: known.id, revision: connection.revision });
  return known.id;
}

function exitCodeOf(report: RunReport): ExitCode {
  const codes = {
    finished: exitCodes.finished,
    'finished-with-failures': exitCodes.rejected,
    held: exitCodes.held,
    stopped: exitCodes.stopped,
  } as const;
  return codes[report.status];
}
