import { unlessDamaged } from '../domain/failure';
import {
  noticeCauses,
  type NoticeBoard,
  type NoticeCause,
  type NoticeStore,
  type OpenNotice,
  type OpenNotices,
  type ToldConnection,
  type ToldNotices,
} from '../domain/notice';
import type { Clock } from '../domain/ports';
import type { NoticeSettings, SiteSettings } from '../domain/site-settings';
import type { ConnectionStore, RunData, RunStore, SiteStore } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { lookAtRuns, type CauseState, type CauseStates, type Looked } from './notice-causes';
import type { NoticeEnd } from './notice-texts';
import { takeSteps, type NoticeStep } from './notice-steps';

export interface NoticeDeps {
  readonly clock: Clock;
  readonly connections: ConnectionStore;
  readonly runs: RunStore;
  readonly data: RunData;
  readonly site: SiteStore;
  readonly notices: NoticeStore;
  readonly board: NoticeBoard;
  /** As in `RunDeps`. */
  readonly log: (line: string) => void;
}

/** Tells of a run that has just ended; without one, of whatever was not told yet. Never fails and starts nothing that takes long. */
export type Tell = (ended?: Pick<SyncRun, 'id' | 'connectionId'>) => Promise<void>;

/**
 * Brings the issues in Jira into step with how runs ended: one is open for each connection and cause that is there, and none besides. What cannot be told
 * now is told by a later call; a call that comes twice, or while another one tells, says nothing twice.
 */
export async function tellNotices(
  ended: Pick<SyncRun, 'id' | 'connectionId'> | undefined,
  deps: NoticeDeps,
): Promise<void> {
  try {
    await tell(ended, deps);
  } catch (error) {
    // Nothing that becomes of a notice may become of a run.
    deps.log(`notices: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}

async function tell(ended: Parameters<Tell>[0], deps: NoticeDeps): Promise<void> {
  // Who cannot read whom to tell what leaves everything as it is.
  const settings = await unlessDamaged(deps.site.getSettings());
  if (settings === undefined) return;
  const { revision, ...told } = await deps.notices.get();
  if (settings.notices === undefined && !hasOpen(told)) return;
  if (Math.max(told.busyUntilMs, told.trouble?.retryAtMs ?? 0) > deps.clock.now()) return;
  const { steps, connections } = await whatToTell(ended, { settings, told }, deps);
  const next = { ...told, connections };
  if (steps.length > 0) await takeSteps(steps, { told: next, revision }, { ...deps, settings });
  else if (JSON.stringify(connections) !== JSON.stringify(told.connections))
    await deps.notices.save(next, revision);
}

function hasOpen({ connections }: ToldNotices): boolean {
  return Object.values(connections).some(({ open }) => noticeCauses.some((cause) => cause in open));
}

interface Known {
  readonly settings: SiteSettings;
  readonly told: ToldNotices;
}

interface ToTell {
  readonly steps: readonly NoticeStep[];
  /** As they are from now on, before any step. */
  readonly connections: ToldNotices['connections'];
}

async function whatToTell(
  ended: Parameters<Tell>[0],
  { settings: { notices }, told }: Known,
  deps: NoticeDeps,
): Promise<ToTell> {
  const { connections, damaged } = await deps.connections.list();
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const steps: NoticeStep[] = [];
  const next: Record<string, ToldConnection> = { ...told.connections };
  for (const connectionId of wanted(ended, [...names.keys(), ...Object.keys(told.connections)])) {
    const before = told.connections[connectionId] ?? { open: {}, seenMs: 0 };
    const name = names.get(connectionId);
    const isDeleted = name === undefined && !damaged.includes(connectionId);
    const looked =
      name === undefined || notices === undefined
        ? nothingKnown
        : believed(await lookAtRuns(connectionId, ended?.id, deps.runs), before);
    const about = { connectionId, name: name ?? '', notices, isDeleted };
    steps.push(...stepsOf(about, { open: before.open, causes: looked.causes }));
    next[connectionId] = { ...before, seenMs: Math.max(before.seenMs, looked.newestEndMs) };
    if (isDeleted && Object.keys(before.open).length === 0) delete next[connectionId];
  }
  return { steps, connections: next };
}

function wanted(ended: Parameters<Tell>[0], all: readonly string[]): readonly string[] {
  return ended === undefined ? [...new Set(all)] : [ended.connectionId];
}

const unknown = { kind: 'unknown' } as const;
const nothingKnown: Looked = { causes: { held: unknown, failed: unknown }, newestEndMs: 0 };

/** A list that lags behind what was told already would open what was resolved. */
function believed(looked: Looked, { seenMs }: ToldConnection): Looked {
  return looked.newestEndMs < seenMs ? nothingKnown : looked;
}

interface About {
  readonly connectionId: string;
  readonly name: string;
  readonly isDeleted: boolean;
  readonly notices: NoticeSettings | undefined;
}

function stepsOf(
  about: About,
  now: { readonly open: OpenNotices; readonly causes: CauseStates },
): readonly NoticeStep[] {
  return noticeCauses.flatMap((cause) => {
    const notice = now.open[cause];
    const which = { connectionId: about.connectionId, cause };
    const why = notice === undefined ? undefined : endOf(cause, notice, about);
    const ends: readonly NoticeStep[] =
      notice === undefined || why === undefined ? [] : [{ ...which, do: 'end', notice, why }];
    if (about.isDeleted || about.notices?.[cause] !== true) return ends;
    return [...ends, ...news(which, { about, state: now.causes[cause], notice: why ? undefined : notice })];
  });
}

/** Why nothing more will be said on an issue; undefined: it serves on. */
function endOf(cause: NoticeCause, notice: OpenNotice, { isDeleted, notices }: About): NoticeEnd | undefined {
  if (isDeleted) return 'deleted';
  if (notices?.[cause] !== true) return 'switched-off';
  return notice.projectId === notices.projectId ? undefined : 'moved';
}

interface Now {
  readonly about: About;
  readonly state: CauseState;
  readonly notice: OpenNotice | undefined;
}

function news(
  which: Pick<NoticeStep, 'connectionId' | 'cause'>,
  { about, state, notice }: Now,
): readonly NoticeStep[] {
  if (state.kind === 'there' && notice?.runId !== state.run.id)
    return [{ ...which, do: 'say', connectionName: about.name, run: state.run }];
  if (state.kind === 'gone' && notice !== undefined)
    return [{ ...which, do: 'resolve', notice, run: state.run }];
  return [];
}
