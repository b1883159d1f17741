import fc from 'fast-check';
import { isPossible, perform } from './perform';
import { aScene, beginnings, type Scene } from './scene';
import { steps, type Step } from './steps';

/**
 * Random histories of two connections on one site: the engine and the reference model go through the same and must agree after each step, and the promises
 * must hold by the site alone. A failure prints its seed and path, and the shortest history that shows it.
 *
 * For more, and for a failure again: `MODEL_RUNS=10000 npx jest test/model`; with `MODEL_SEED`, `MODEL_PATH` and `MODEL_REPLAY` as the failure
 * prints them (seed, path, replayPath).
 */
const numRuns = Number(process.env['MODEL_RUNS'] ?? 80);
const seed = process.env['MODEL_SEED'];
const path = process.env['MODEL_PATH'];
const replayPath = process.env['MODEL_REPLAY'];
const longestHistory = 16;

/** Most of what can go wrong needs something that went well before. */
const first: readonly Step[] = (['conn-1', 'conn-2', 'conn-2'] as const).map((at) => ({
  kind: 'run',
  at,
  mode: 'sync',
  reads: 'complete',
  weather: { kind: 'fair' },
}));

function command(step: Step): fc.AsyncCommand<Scene, Scene> {
  return {
    check: (scene) => isPossible(scene, step),
    run: (_, scene) => perform(scene, step),
    toString: () => JSON.stringify(step),
  };
}

const arbitrarySteps = steps.map(({ weight, arbitrary }) => ({ weight, arbitrary: arbitrary.map(command) }));

describe('the engine and the reference model', () => {
  it(
    'agree after each step of any history, and the promises hold',
    async () => {
      const histories = fc.commands([fc.oneof(...arbitrarySteps)], {
        maxCommands: longestHistory,
        size: 'max',
        ...(replayPath === undefined ? {} : { replayPath }),
      });
      await fc.assert(
        fc.asyncProperty(beginnings, histories, async (beginning, history) => {
          const scene = await aScene(beginning);
          for (const step of beginning.isSettled ? first : []) await perform(scene, step);
          await fc.asyncModelRun(() => ({ model: scene, real: scene }), history);
        }),
        {
          numRuns,
          ...(seed === undefined ? {} : { seed: Number(seed) }),
          ...(path === undefined ? {} : { path }),
        },
      );
    },
    numRuns * 1_000,
  );
});
