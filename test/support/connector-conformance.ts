import type { Failure } from '../../src/domain/failure';
import { describeAccess } from './connector-access';
import { describeAttributes, describePerson } from './connector-people';
import { describeQuota } from './connector-quota';
import type { ConnectorTwin, PageTrouble, TwinKind, TwinSize } from './connector-twin';
import { expectOwnMemberships, expectTruth } from './directory-truth';
import { failureFrom } from './fake-http';
import { gather, readDirectory, type DirectoryRead, type ReadOptions } from './read-directory';

/** What the parts of the suite share: the twin of the test that runs. */
export interface Stage<Twin extends ConnectorTwin> {
  readonly kind: TwinKind<Twin>;
  readonly twin: () => Twin;
  readonly begin: (size?: TwinSize) => Promise<Twin>;
  /** By one connector, as a single process reads. */
  readonly read: (options?: ReadOptions) => Promise<DirectoryRead>;
}

const small: TwinSize = { users: 120, groups: 9, pageSize: 25 };

/** What every connector must keep, whatever its API: a complete read, its calls, its troubles, its quota and its sign-in. */
export function describeConnector<Twin extends ConnectorTwin>(kind: TwinKind<Twin>): void {
  describe(`the ${kind.label} connector`, () => {
    let begun: Twin | undefined;
    const twin = () => {
      if (begun === undefined) throw new Error('the test has not begun its twin');
      return begun;
    };
    const stage: Stage<Twin> = {
      kind,
      twin,
      begin: async (size = small) => (begun = await kind.start(size)),
      read: (options) => {
        const one = twin().connector();
        return readDirectory(() => one, options);
      },
    };
    afterEach(async () => {
      await begun?.close();
      begun = undefined;
    });

    describeReads(stage);
    describeProcesses(stage);
    describePeopleById(stage);
    describeAttributes(stage);
    describePerson(stage);
    describeCounts(stage);
    describePassing(stage);
    describeLasting(stage);
    describeQuota(stage);
    describeAccess(stage);
  });
}

function describeReads<Twin extends ConnectorTwin>({ twin, begin, read }: Stage<Twin>): void {
  describe('reads', () => {
    test('everybody, every group and every membership, over many pages and the last one', async () => {
      await begin();
      expectTruth(await read(), twin().truth());
    });

    test.each([24, 25, 26, 50])('%i people in pages of 25', async (users) => {
      await begin({ users, groups: 3, pageSize: 25 });
      expectTruth(await read(), twin().truth());
    });

    test('names of any script, unharmed', async () => {
      await begin();
      const [first = ''] = twin().truth().userIds;
      twin().rename(first, 'Łucja 山田 👩🏽‍🚀 O’Brien');
      const all = await read();
      expect(all.users.get(first)?.displayName).toBe('Łucja 山田 👩🏽‍🚀 O’Brien');
      for (const [id, name] of twin().truth().displayNames) expect(all.users.get(id)?.displayName).toBe(name);
    });

    test('an empty directory as empty, not as a failure', async () => {
      await begin();
      twin().removeEverybody();
      expect((await read()).users.size).toBe(0);
    });

    test('10,000 people with at most a tenth more calls than can be', async () => {
      const size = { users: 10_000, groups: 500 };
      await begin(size);
      const one = twin().connector();
      await one.budget();
      expectTruth(await readDirectory(() => one), twin().truth());
      expect(twin().counted.requests).toBeLessThanOrEqual(1.1 * twin().fewestCalls(size));
    });
  });
}

function describeProcesses<Twin extends ConnectorTwin>({ twin, begin, read }: Stage<Twin>): void {
  describe('reads', () => {
    test('the same when each page is asked for twice', async () => {
      await begin();
      expectTruth(await read({ twice: true }), twin().truth());
    });

    test('on from any cursor in another process', async () => {
      await begin();
      expectTruth(await readDirectory(() => twin().connector()), twin().truth());
    });
  });
}

function describePeopleById<Twin extends ConnectorTwin>({ kind, twin, begin, read }: Stage<Twin>): void {
  describe('reads by id', () => {
    const asked = () => [...twin().truth().userIds].slice(3, 80);

    test('the people who exist', async () => {
      await begin();
      const { users } = gather(
        await twin()
          .connector()
          .readUsers([...asked(), kind.unknownUserId]),
      );
      expect([...users.keys()].toSorted()).toEqual(asked().toSorted());
      expect(await twin().connector().readUsers([])).toEqual([]);
    });

    test('people with the groups of their own records', async () => {
      await begin();
      const { groups, members } = gather(await twin().connector().readUsers(asked()));
      expectOwnMemberships(members, new Set(asked()), twin().truth());
      const { listed } = await read();
      for (const id of members.keys()) expect([id, groups.has(id) || listed.has(id)]).toEqual([id, true]);
    });
  });
}

function describeCounts<Twin extends ConnectorTwin>({ kind, twin, begin, read }: Stage<Twin>): void {
  describe('counts its calls', () => {
    test('as the API does, sign-in and budget included', async () => {
      await begin();
      await read();
      expect(twin().counted).toMatchObject({ requests: twin().callsSeen(), retries: 0 });
    });

    test('and its retries and pauses', async () => {
      await begin();
      twin().trouble(2, { kind: 'limit', retryAfterSeconds: 3 });
      await read();
      expect(twin().counted).toMatchObject({ requests: twin().callsSeen(), retries: 1 });
      expectPause(twin().counted.waitedMs, 3_000, kind);
    });
  });
}

function describePassing<Twin extends ConnectorTwin>({ kind, twin, begin, read }: Stage<Twin>): void {
  describe('survives on a page', () => {
    const passing: readonly PageTrouble[] = [
      { kind: 'limit', retryAfterSeconds: 2 },
      { kind: 'silent-limit', times: 1 },
      { kind: 'server-error', times: 1 },
      { kind: 'reset', times: 1 },
      { kind: 'no-answer', times: 1 },
      ...(kind.nextPage === 'address' ? [{ kind: 'repeated-item' } as const] : []),
    ];
    test.each(passing)('$kind', async (trouble) => {
      await begin();
      twin().trouble(3, trouble);
      expectTruth(await read(), twin().truth());
    });

    test('a long pause: it parks the run and goes on from the cursor', async () => {
      await begin();
      twin().trouble(3, { kind: 'limit', retryAfterSeconds: 600 });
      const parked = await failureFrom(read());
      expect(parked.kind).toBe('retry-later');
      expectPause(parked.kind === 'retry-later' ? parked.afterMs : 0, 600_000, kind);
      expectTruth(await read(), twin().truth());
    });
  });
}

function describeLasting<Twin extends ConnectorTwin>({ kind, twin, begin, read }: Stage<Twin>): void {
  describe('fails the whole read for a page with', () => {
    const lasting: readonly [PageTrouble, readonly Failure['kind'][]][] = [
      [{ kind: 'server-error', times: 100 }, ['unavailable']],
      [{ kind: 'reset', times: 100 }, ['unavailable']],
      [{ kind: 'silent-limit', times: 100 }, ['retry-later']],
      [{ kind: 'cut-off' }, ['incomplete-read', 'unexpected-response']],
      [{ kind: 'wrong-type' }, ['incomplete-read', 'unexpected-response']],
      [{ kind: 'endless-loop' }, ['incomplete-read']],
      ...addressTroubles(kind),
    ];
    test.each(lasting)('%j', async (trouble, kinds) => {
      await begin();
      twin().trouble(3, trouble);
      expect(kinds).toContain((await failureFrom(read())).kind);
    });

    if (kind.totals === 'told') {
      test('a total that is not what came', async () => {
        await begin();
        twin().trouble(5, { kind: 'wrong-total' });
        await expect(read()).rejects.toThrow(/announced/);
      });
    }
  });
}

function addressTroubles({
  nextPage,
}: Pick<TwinKind<ConnectorTwin>, 'nextPage'>): [PageTrouble, Failure['kind'][]][] {
  return nextPage === 'address' ? [[{ kind: 'foreign-next' }, ['incomplete-read']]] : [];
}

function expectPause(
  ms: number,
  asked: number,
  { pauseRoundingMs }: Pick<TwinKind<ConnectorTwin>, 'pauseRoundingMs'>,
): void {
  expect(ms).toBeGreaterThanOrEqual(asked);
  expect(ms).toBeLessThanOrEqual(asked + pauseRoundingMs);
}
