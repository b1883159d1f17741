import fc from 'fast-check';
import type { DirectorySnapshot } from '../../src/domain/directory';
import { failureOf } from '../../src/domain/failure';
import type { ChangingKind, ChangingTwin } from './connector-twin';
import {
  changesOf,
  happen,
  histories,
  kindsOfChange,
  type HistoryChange,
  type HistoryStep,
} from './directory-history';
import { engineReader, type EngineRead, type EngineReader } from './engine-read';

const company = { users: 24, groups: 5, pageSize: 10 };
/** More by hand: `CHANGES_RUNS=1000 npx jest test/connectors`. */
const numRuns = Number(process.env['CHANGES_RUNS'] ?? 20);
/** The limit is for a failure: what has been found is told before jest's own patience ends. */
const runs = { numRuns, seed: 20_261_125, interruptAfterTimeLimit: numRuns * 1_000 };
const minutesAPage = 15;

/** What every connector must keep that reads changes: it comes to the same as a complete read. */
export function describeChanges<Twin extends ChangingTwin>(kind: ChangingKind<Twin>): void {
  describe(`reads of changes from ${kind.label}`, () => {
    test('find nothing new where nothing changed', () => onStage(kind, (scene) => expectSame(scene, kind)));

    test.each(kindsOfChange)('come to the same as a complete read: %s', (what) =>
      onStage(kind, async (scene) => {
        for (const change of changesOf(what)) happen(scene.twin, change);
        await expectSame(scene, kind);
      }),
    );

    test(
      'come to the same as a complete read after any history',
      async () => {
        await fc.assert(
          fc.asyncProperty(histories(), (history) =>
            onStage(
              kind,
              async (scene) => {
                for (const step of history.later) await take(scene, step);
                await expectSame(scene, kind);
              },
              history.first,
            ),
          ),
          runs,
        );
      },
      numRuns * 1_000 + 30_000,
    );
  });
}

interface Scene {
  readonly twin: ChangingTwin;
  /** Reads changes, run after run, since a complete read. */
  readonly reader: EngineReader;
}

async function onStage<Twin extends ChangingTwin>(
  kind: ChangingKind<Twin>,
  play: (scene: Scene) => Promise<void>,
  first: readonly HistoryChange[] = [],
): Promise<void> {
  const twin = await kind.start(company);
  try {
    const reader = engineReader(twin);
    await reader.read('complete', slowly(twin, first));
    await play({ twin, reader });
  } finally {
    await twin.close();
  }
}

/** A long read: much time passes with each page, and what changes befalls people who were read already, too. */
function slowly(twin: ChangingTwin, changes: readonly HistoryChange[]): (page: number) => void {
  const waiting = [...changes];
  return (page) => {
    twin.clock.move(minutesAPage * 60_000);
    const change = page < 3 ? undefined : waiting.shift();
    if (change !== undefined) happen(twin, change);
  };
}

async function take({ twin, reader }: Scene, step: HistoryStep): Promise<void> {
  if (step.what !== 'read') return happen(twin, step);
  const { meanwhile } = step;
  if (meanwhile === undefined) return expectChanges(await reader.read('changes'));
  const read = reader.read('changes', (page) => {
    if (page === 2) happen(twin, meanwhile);
  });
  // A list that moves under the read may be refused: nothing is kept then, and the next read goes on from the one before.
  await read.then(expectChanges, (error: unknown) => expect(failureOf(error).kind).toBe('incomplete-read'));
}

function expectChanges({ mode, notes }: EngineRead): void {
  expect([mode, ...notes]).toEqual(['changes']);
}

/** The reads of changes so far, and one more, left what a complete read finds; and so does the next complete read, exactly. */
async function expectSame(
  { twin, reader }: Scene,
  { deletedPeople, lagMs = 0 }: Pick<ChangingKind<ChangingTwin>, 'deletedPeople' | 'lagMs'>,
): Promise<void> {
  twin.clock.move(lagMs);
  const changes = await reader.read('changes');
  expectChanges(changes);
  const complete = await engineReader(twin).read('complete');
  expectTrue(complete, twin);
  const whole = complete.snapshot;
  const isThere = (id: string) => deletedPeople === 'told' || whole.users.has(id);
  expect(contentOf(changes.snapshot, isThere)).toEqual(contentOf(whole, isThere));
  const next = await reader.read('complete');
  expect(contentOf(next.snapshot, () => true)).toEqual(contentOf(whole, () => true));
}

/** A mistake that both ways of reading share shows only against the directory itself. */
function expectTrue({ records }: EngineRead, twin: ChangingTwin): void {
  const { userIds, members, attributes } = twin.truth();
  expect(new Set(records.users.keys())).toEqual(userIds);
  const values = [...records.users].flatMap(([id, user]) => {
    const own = user.attributes?.[twin.attribute];
    return own === undefined ? [] : [[id, own.join()] as const];
  });
  expect(new Map(values)).toEqual(attributes);
  const isKnown = (id: string) => userIds.has(id) || records.groups.has(id);
  for (const [groupId, ids] of members) {
    const found = new Set((records.members.get(groupId) ?? []).filter(isKnown));
    expect([groupId, found]).toEqual([groupId, new Set([...ids].filter(isKnown))]);
  }
}

/** All that a sync goes by. */
function contentOf({ users, groups, members, scope }: DirectorySnapshot, isThere: (id: string) => boolean) {
  return {
    users: new Map([...users].filter(([id]) => isThere(id))),
    groups,
    members: new Map([...members].map(([groupId, ids]) => [groupId, new Set(ids.filter(isThere))])),
    scope: scope.kind === 'everybody' ? scope.kind : new Set([...scope.userIds].filter(isThere)),
  };
}
