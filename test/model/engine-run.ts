import { FailureError } from '../../src/domain/failure';
import { hasEnded, type Approval, type RunMode, type RunReport, type RunTask } from '../../src/domain/run';
import { controlRun } from '../../src/sync/control';
import { startRun } from '../../src/sync/start';
import { leaseMs } from '../../src/sync/slice';
import { CrashError } from '../support/memory-key-value';
import { membership } from './model-state';
import type { Scene } from './scene';
import type { ConnectionId, WeatherStep } from './steps';

export interface Request {
  readonly at: ConnectionId;
  readonly mode: RunMode;
  readonly task: RunTask;
  readonly readMode: 'complete' | 'changes';
  readonly approval: Approval;
  readonly weather: WeatherStep;
}

/** A run of the engine, through whatever weather, to its end. */
export async function runEngine(scene: Scene, request: Request) {
  const weather = makeWeather(scene, request);
  try {
    const runId = await runToItsEnd(scene, request);
    return { report: await scene.world.reportOf(runId), isReadFailed: weather.isReadFailed() };
  } finally {
    weather.clear();
  }
}

async function runToItsEnd(scene: Scene, request: Request): Promise<string> {
  const { world } = scene;
  const known = await runIds(scene, request.at);
  if (request.weather.kind === 'crash') world.store.crashAfter(request.weather.writes);
  let runId = await start(scene, request).catch(unlessCrash);
  if (runId !== undefined && request.weather.kind === 'paused') pauseAt(scene, runId, request.weather.call);
  await world.drain().catch(unlessCrash);
  world.store.mend();
  if (runId !== undefined && request.weather.kind === 'paused') await resume(scene, runId);
  if (request.weather.kind === 'crash') {
    // Forge gives the event again, and the tick looks after runs that went silent.
    for (let minutes = 0; minutes < 4; minutes += 1) {
      world.advance(leaseMs + 1);
      await world.tick();
      await world.drain();
    }
    // The start may have died before or after the run came to be.
    runId ??= (await endedRuns(scene, request.at)).find((id) => !known.includes(id));
  }
  runId ??= await start(scene, request);
  await world.settle(runId);
  return runId;
}

function pauseAt({ world }: Scene, runId: string, call: number): void {
  let calls = 0;
  world.hooks.beforeCall = async () => {
    calls += 1;
    if (calls !== call + 1) return;
    world.advance(2_000);
    await controlRun({ runId, action: 'pause', byAccountId: 'acc-admin' }, world.deps);
  };
}

/** Refused where the run came to its end before the call. */
async function resume({ world }: Scene, runId: string): Promise<void> {
  world.hooks.beforeCall = async () => undefined;
  await controlRun({ runId, action: 'resume', byAccountId: 'acc-admin' }, world.deps);
}

async function start({ world }: Scene, { at, mode, task, readMode, approval }: Request): Promise<string> {
  const connection = await world.connections.get(at);
  if (connection === undefined) throw new Error('no such connection');
  const { run, started } = await startRun(
    { connection, mode, trigger: 'person', approval, readMode, task },
    world.deps,
  );
  if (!started) throw new Error('another run is under way');
  return run.id;
}

async function runIds({ world }: Scene, at: ConnectionId): Promise<readonly string[]> {
  return (await world.runs.newest(at, 100)).map(({ id }) => id);
}

async function endedRuns({ world }: Scene, at: ConnectionId): Promise<readonly string[]> {
  const runs = (await world.runs.newest(at, 100)).filter(({ status }) => hasEnded(status));
  const reports = await Promise.all(
    runs.map(({ id }) => world.reportOf(id) as Promise<RunReport | undefined>),
  );
  return reports.flatMap((report) => report?.runId ?? []);
}

function unlessCrash(error: unknown): undefined {
  if (error instanceof CrashError) return undefined;
  throw error;
}

const unavailable = () => new FailureError({ kind: 'unavailable', message: 'Nothing answers.' });

/** Lets directory and site do as the weather says. */
function makeWeather(scene: Scene, { weather, at }: Request) {
  const { site } = scene;
  const directory = scene.directory(at);
  const { users, groups } = directory;
  let isReadFailed = false;
  let pages = 0;
  let writes = 0;
  let creations = 0;
  if (weather.kind === 'empty') directory[weather.what] = [];
  directory.beforePage = () => {
    pages += 1;
    if (weather.kind !== 'read-fails' || pages !== weather.page + 1) return;
    isReadFailed = true;
    throw unavailable();
  };
  site.beforeWrite = (write) => {
    writes += 1;
    if (weather.kind === 'busy' && writes === weather.write + 1)
      throw new FailureError({ kind: 'retry-later', afterMs: 60_000, message: 'Quota.' });
    if (write.startsWith('create ')) creations += 1;
    if (weather.kind === 'creation' && write.startsWith('create ') && creations === 1)
      loseCreation(scene, write, weather.with);
    return weather.kind === 'trouble' ? makeTrouble(scene, write, weather) : undefined;
  };
  return {
    isReadFailed: () => isReadFailed,
    clear: () => {
      Object.assign(directory, { users, groups, beforePage: () => undefined });
      site.beforeWrite = () => undefined;
    },
  };
}

function loseCreation({ site }: Scene, write: string, how: 'lost' | 'lost-and-done'): never {
  if (how === 'lost-and-done') {
    const name = write.slice('create '.length);
    site.groups.push({ id: `made-${site.nextId}`, name, members: new Set<string>() });
    site.nextId += 1;
  }
  throw unavailable();
}

function makeTrouble(
  { site, appMade }: Scene,
  write: string,
  trouble: Extract<WeatherStep, { kind: 'trouble' }>,
) {
  const [verb, accountId = '', ...words] = write.split(' ');
  if (verb === 'create' || ![accountId, 'everybody'].includes(trouble.account)) return undefined;
  if (trouble.with === 'refused') return { kind: 'rejected' as const, reason: 'No.' };
  if (trouble.with === 'account-gone')
    return { kind: 'rejected' as const, reason: 'No such account.', accountGone: true as const };
  const group = site.groups.find(({ name }) => name === words.join(' '));
  if (trouble.with === 'lost-and-done' && group !== undefined) {
    group.members[verb === 'add' ? 'add' : 'delete'](accountId);
    if (verb === 'add') appMade.add(membership(group.id, accountId));
  }
  throw unavailable();
}
