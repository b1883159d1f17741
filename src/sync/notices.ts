import { unlessDamaged } from '../domain/failure';
import {
  noticeCauses,
  type EndedRun,
  type NoticeBoard,
  type NoticeCause,
  type NoticeStore,
  type OpenNotice,
  type ToldConnection,
  type ToldNotices,
} from '../domain/notice';
import type { Clock } from '../domain/ports';
import type { NoticeSettings, SiteSettings } from '../domain/site-settings';
import type { ConnectionStore, RunData, RunStore, SiteStore } from '../domain/stores';
import { lookAtRuns, type CauseState, type CauseStates, type Looked } from './notice-causes';
import type { NoticeEnd } from './notice-texts';
import type { NoticeStep } from './notice-step';
import { takeSteps } from './notice-steps';

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

/**
 * Brings the issues in Jira into step with how runs ended: one is open for each connection and cause that is there, and none besides. What cannot be told
 * now is told by a later call; a call that comes twice, or while another one tells, says nothing twice.
 */
export async function tellNotices(ended: EndedRun | undefined, deps: NoticeDeps): Promise<void> {
  try {
    await tell(ended, deps);
  } catch (error) {
    // Nothing that becomes of a notice may become of a run.
    deps.log(`notices: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}

async function tell(ended: EndedRun | undefined, deps: NoticeDeps): Promise<void> {
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
  return Object.values(connections).some(isTold);
}

function isTold({ open, asked }: ToldConnection): boolean {
  return asked.length > 0 || noticeCauses.some((cause) => cause in open);
}

const untold: ToldConnection = { open: {}, asked: [], seenMs: 0 };

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
  ended: EndedRun | undefined,
  { settings: { notices }, told }: Known,
  deps: NoticeDeps,
): Promise<ToTell> {
  const { connections, damaged } = await deps.connections.list();
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const steps: NoticeStep[] = [];
  const next: Record<string, ToldConnection> = { ...told.connections };
  const all = [...names.keys(), ...Object.keys(told.connections)];
  for (const connectionId of inTurn(wanted(ended, all), deps.clock.now())) {
    const before = told.connections[connectionId] ?? untold;
    const name = names.get(connectionId);
    const isDeleted = name === undefined && !damaged.includes(connectionId);
    const looked =
      name === undefined || notices === undefined
        ? nothingKnown
        : believed(await lookAtRuns(connectionId, ended?.id, deps.runs), before);
    const about = { connectionId, name: name ?? '', notices, isDeleted };
    steps.push(...stepsOf(about, { before, causes: looked.causes }));
    next[connectionId] = { ...before, seenMs: Math.max(before.seenMs, looked.newestEndMs) };
    if (isDeleted && !isTold(before)) delete next[connectionId];
  }
  return { steps, connections: next };
}

function wanted(ended: EndedRun | undefined, all: readonly string[]): readonly string[] {
  return ended === undefined ? [...new Set(all)] : [ended.connectionId];
}

const tickMs = 5 * 60_000;

/** Another one comes first at each tick: what Jira cannot do for one of them, time after time, keeps no other one from being told. */
function inTurn(ids: readonly string[], nowMs: number): readonly string[] {
  const first = ids.length === 0 ? 0 : Math.floor(nowMs / tickMs) % ids.length;
  return [...ids.slice(first), ...ids.slice(0, first)];
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
  { before, causes }: { readonly before: ToldConnection; readonly causes: CauseStates },
): readonly NoticeStep[] {
  return noticeCauses.flatMap((cause) => {
    const notice = before.open[cause];
    const which = { connectionId: about.connectionId, cause };
    const why = endOf(cause, notice, about);
    const isKnown = notice !== undefined || before.asked.includes(cause);
    const ends: readonly NoticeStep[] = why === undefined || !isKnown ? [] : [{ ...which, do: 'end', why }];
    if (why === 'deleted' || why === 'switched-off') return ends;
    const left = why === 'moved' ? undefined : notice;
    return [...ends, ...news(which, { name: about.name, state: causes[cause], notice: left, isKnown })];
  });
}

interface Now {
  readonly name: string;
  readonly state: CauseState;
  readonly notice: OpenNotice | undefined;
  readonly isKnown: boolean;
}

function news(which: Pick<NoticeStep, 'connectionId' | 'cause'>, now: Now): readonly NoticeStep[] {
  const { name, state, notice, isKnown } = now;
  if (state.kind === 'there')
    return notice?.runId === state.run.id
      ? []
      : [{ ...which, do: 'say', connectionName: name, run: state.run }];
  if (state.kind === 'unknown' || !isKnown || notice?.over === true) return [];
  return [{ ...which, do: 'resolve', run: state.run }];
}

/** Why nothing more will be said on an issue; undefined: it serves on, or there is none. */
function endOf(
  cause: NoticeCause,
  notice: OpenNotice | undefined,
  { isDeleted, notices }: About,
): NoticeEnd | undefined {
  if (isDeleted) return 'deleted';
  if (notices?.[cause] !== true) return 'switched-off';
  return notice === undefined || notice.projectId === notices.projectId ? undefined : 'moved';
}
