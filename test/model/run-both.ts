import { runEngine, type Request } from './engine-run';
import { expectReport } from './look';
import { runModel } from './model-run';
import { keepPromises, observe } from './promises';
import { connectionOf, type Scene } from './scene';
import type { WeatherStep } from './steps';

export const anyRun = {
  mode: 'sync',
  task: { kind: 'everything' },
  readMode: 'complete',
  approval: { kind: 'none' },
} as const;

/** A run on both sides: the engine's first, because the model takes its name and its time. */
export async function runBoth(
  scene: Scene,
  request: Request,
  approved: 'all' | ReadonlySet<string> = new Set(),
): Promise<void> {
  const before = await observe(scene, request.at);
  const { report, isReadFailed } = await runEngine(scene, request);
  scene.reports.set(report.runId, report);
  const directory = scene.directory(request.at);
  const { users, groups } = directory;
  if (request.weather.kind === 'empty') directory[request.weather.what] = [];
  const expected = runModel(scene.model, connectionOf(scene, request.at), {
    runId: report.runId,
    mode: request.mode,
    task: request.task,
    startedAtMs: report.startedAtMs,
    way: report.reading?.way === 'changes' ? 'changes' : 'everybody',
    approved,
    weather: { isReadFailed, ...troubleOf(request.weather) },
  });
  Object.assign(directory, { users, groups });
  await keepPromises(scene, { before, request, report, isReadFailed });
  expectReport(report, expected);
}

function troubleOf(weather: WeatherStep) {
  if (weather.kind === 'creation') return { creation: weather.with };
  return weather.kind === 'trouble' ? { trouble: { accountId: weather.account, kind: weather.with } } : {};
}
