import fc from 'fast-check';
import { acme, aNoticeWorld, type RunFacts } from './notices-support';

type World = Awaited<ReturnType<typeof aNoticeWorld>>;
type Step = (world: World) => Promise<void>;

const kinds: Readonly<Record<string, RunFacts>> = {
  good: {},
  held: { status: 'held' },
  failed: { status: 'finished-with-failures' },
  stopped: { status: 'stopped', summary: 'It stopped.' },
  cancelled: { status: 'stopped', stoppedKind: 'cancelled' },
  watched: { status: 'stopped', mode: 'preview', trigger: 'person' },
};

const steps: Readonly<Record<string, Step>> = {
  ...Object.fromEntries(
    Object.entries(kinds).flatMap(([name, facts]) => [
      [`${name}, told at once`, async (world: World) => world.tell(await world.run(facts))],
      [`${name}, left to the tick`, async (world: World) => void (await world.run(facts))],
    ]),
  ),
  tick: (world) => world.tick(),
  'two ticks at once': async (world) => void (await Promise.all([world.tick(), world.tick()])),
  'somebody rejects what is held': async (world) => {
    const [newest] = await world.deps.runs.newest('conn-1', 1);
    const by = [{ accountId: 'a', atMs: 1 }];
    if (newest?.status === 'held') await world.decide(newest.id, { kind: 'rejected', by });
  },
  'somebody closes an issue': async ({ open }) => void Object.assign(open()[0] ?? {}, { status: 'done' }),
  'somebody deletes an issue': async ({ open }) => void Object.assign(open()[0] ?? {}, { status: 'deleted' }),
  'Jira is down': async ({ faults }) => void (faults.fail = { kind: 'unavailable', message: 'down' }),
  'Jira asks to wait': async ({ faults }) =>
    void (faults.fail = { kind: 'retry-later', message: 'wait', afterMs: 600_000 }),
  'Jira answers again': async ({ faults }) =>
    void Object.assign(faults, { fail: undefined, loseAnswers: false }),
  'answers are lost': async ({ faults }) => void (faults.loseAnswers = true),
  'notifications off': (world) => world.choose(undefined),
  'notifications on': (world) => world.choose(acme),
};

/** The same as the app's answer, said the other way round: what the runs come to, from the oldest on. */
async function causesOf({ deps }: World): Promise<ReadonlySet<string>> {
  const runs = (await deps.runs.newest('conn-1', 100)).toReversed();
  const there = new Set<string>();
  const set = (cause: string, isThere: boolean) => (isThere ? there.add(cause) : there.delete(cause));
  for (const { status, stoppedKind, trigger, decision } of runs.filter((run) => run.trigger === 'schedule')) {
    if (trigger !== 'schedule' || stoppedKind === 'cancelled') continue;
    set('failed', status === 'stopped' || status === 'finished-with-failures');
    if (status !== 'stopped') set('held', status === 'held' && decision === undefined);
  }
  return there;
}

const causeOf = ({ mark }: { readonly mark: string }) => mark.split(':')[1] ?? '';

it('whatever happens, one issue at most is open for a cause, and none whose cause is gone once that could be told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 18 }), async (names) => {
      const world = await aNoticeWorld();
      await world.connect();
      for (const name of names) {
        await steps[name]?.(world);
        const open = world.open().map(causeOf);
        expect(new Set(open).size).toBe(open.length);
      }
      Object.assign(world.faults, { fail: undefined, loseAnswers: false });
      await world.choose(acme);
      world.pass(3_600_000);
      await world.tick();
      const there = await causesOf(world);
      expect(world.open().filter((issue) => !there.has(causeOf(issue)))).toEqual([]);
      // What is there was told: on an issue that is open, or that somebody closed or deleted.
      const told = new Set(world.issues.map(causeOf));
      expect([...there].filter((cause) => !told.has(cause))).toEqual([]);
      for (const { texts } of world.issues) {
        const once = texts.filter((text) => !text.startsWith('Notifications'));
        expect(new Set(once).size).toBe(once.length);
      }
    }),
    { numRuns: 150 },
  );
});
