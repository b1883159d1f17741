import type { Failure } from '../../src/domain/failure';
import type { Connector } from '../../src/domain/ports';
import type { AccessCheck } from '../../src/domain/target';
import { expectOwnMemberships, expectTruth, type DirectoryTruth } from './directory-truth';
import { failureFrom, type FakeHttp } from './fake-http';
import { gather, readDirectory, type DirectoryRead } from './read-directory';

/** What may go wrong with a page of people; each twin says it in its own API's words. */
export type PageTrouble =
  | { readonly kind: 'server-error' | 'reset' | 'no-answer' | 'silent-limit'; readonly times: number }
  | { readonly kind: 'limit'; readonly retryAfterSeconds: number }
  | { readonly kind: 'cut-off' | 'wrong-type' | 'endless-loop' | 'wrong-total' };

export interface TwinSize {
  readonly users: number;
  readonly groups: number;
  /** People on a page; default: as many as the API gives. */
  readonly pageSize?: number;
}

/** A simulator of a directory, and connectors to it. */
export interface ConnectorTwin {
  /** A new instance, as another process would make it. Tokens are shared unless `ownToken`. */
  connector(options?: {
    readonly floor?: number;
    readonly ownToken?: boolean;
    readonly secret?: string;
  }): Connector;
  readonly counted: FakeHttp['counted'];
  readonly clock: FakeHttp['clock'];
  truth(): DirectoryTruth;
  /** The page of people, counted from 1, that has the trouble. */
  trouble(page: number, trouble: PageTrouble): void;
  /** The token ends now; the API gives another when asked. */
  expireToken(): void;
  /** No token is taken any more, however new. */
  refuseTokens(): void;
  setRemainingCalls(remaining: number): void;
  remainingCalls(): number;
  removeEverybody(): void;
  rename(userId: string, displayName: string): void;
  /** Calls to the API so far, as the API counts them. */
  callsSeen(): number;
  /** Fewest calls of a full read of this many people, sign-in and budget included. */
  fewestCalls(size: TwinSize): number;
  close(): Promise<void>;
}

/**
 * What every connector must keep, whatever its API. `start` begins with a generated company; each test has its own.
 */
export function describeConnector(kind: string, start: (size: TwinSize) => Promise<ConnectorTwin>): void {
  describe(`the ${kind} connector`, () => {
    let twin: ConnectorTwin;
    const small = { users: 120, groups: 9, pageSize: 25 };
    const begin = async (size: TwinSize = small) => (twin = await start(size));
    const fresh = () => twin.connector();
    const read = async (): Promise<DirectoryRead> => {
      const one = twin.connector();
      return readDirectory(() => one);
    };
    afterEach(() => twin.close());

    describe('reads', () => {
      test('everybody, every group and every membership, over many pages and the last one', async () => {
        await begin();
        expectTruth(await read(), twin.truth());
      });

      test.each([24, 25, 26, 50])('%i people in pages of 25', async (users) => {
        await begin({ users, groups: 3, pageSize: 25 });
        expectTruth(await read(), twin.truth());
      });

      test('names of any script, unharmed', async () => {
        await begin();
        const [first = ''] = twin.truth().userIds;
        twin.rename(first, 'Łucja 山田 👩🏽‍🚀 O’Brien');
        const all = await read();
        expect(all.users.get(first)?.displayName).toBe('Łucja 山田 👩🏽‍🚀 O’Brien');
        for (const [id, name] of twin.truth().displayNames) expect(all.users.get(id)?.displayName).toBe(name);
      });

      test('an empty directory as empty, not as a failure', async () => {
        await begin();
        twin.removeEverybody();
        expect((await read()).users.size).toBe(0);
      });

      test('10,000 people with at most a tenth more calls than can be', async () => {
        const size = { users: 10_000, groups: 500 };
        await begin(size);
        const one = twin.connector();
        await one.budget();
        expectTruth(await readDirectory(() => one), twin.truth());
        expect(twin.counted.requests).toBeLessThanOrEqual(1.1 * twin.fewestCalls(size));
      });

      test('the same when each page is asked for twice', async () => {
        await begin();
        const one = twin.connector();
        expectTruth(await readDirectory(() => one, { twice: true }), twin.truth());
      });

      test('on from any cursor in another process', async () => {
        await begin();
        expectTruth(await readDirectory(fresh), twin.truth());
      });

      test('the people who are asked for by id and exist', async () => {
        await begin();
        const ids = [...twin.truth().userIds].slice(3, 80);
        const { users } = gather(await twin.connector().readUsers([...ids, '999999999']));
        expect([...users.keys()].toSorted()).toEqual(ids.toSorted());
        expect(await twin.connector().readUsers([])).toEqual([]);
      });

      test('a person asked for by id comes with the groups of their own record', async () => {
        await begin();
        const asked = new Set([...twin.truth().userIds].slice(3, 80));
        const records = await twin.connector().readUsers([...asked]);
        const { groups, members } = gather(records);
        expectOwnMemberships(members, asked, twin.truth());
        const { listed } = await read();
        for (const id of members.keys()) expect([id, groups.has(id) || listed.has(id)]).toEqual([id, true]);
      });
    });

    describe('counts its calls', () => {
      test('as the API does, sign-in and budget included', async () => {
        await begin();
        await read();
        expect(twin.counted).toMatchObject({ requests: twin.callsSeen(), retries: 0 });
      });

      test('and its retries and pauses', async () => {
        await begin();
        twin.trouble(2, { kind: 'limit', retryAfterSeconds: 3 });
        await read();
        expect(twin.counted).toEqual({ requests: twin.callsSeen(), retries: 1, waitedMs: 3_000 });
      });
    });

    describe('survives on a page', () => {
      const passing: readonly PageTrouble[] = [
        { kind: 'limit', retryAfterSeconds: 2 },
        { kind: 'silent-limit', times: 1 },
        { kind: 'server-error', times: 1 },
        { kind: 'reset', times: 1 },
        { kind: 'no-answer', times: 1 },
      ];
      test.each(passing)('$kind', async (trouble) => {
        await begin();
        twin.trouble(3, trouble);
        expectTruth(await read(), twin.truth());
      });
    });

    describe('fails the whole read for a page with', () => {
      const lasting: readonly [PageTrouble, readonly Failure['kind'][]][] = [
        [{ kind: 'server-error', times: 100 }, ['unavailable']],
        [{ kind: 'reset', times: 100 }, ['unavailable']],
        [{ kind: 'silent-limit', times: 100 }, ['retry-later']],
        [{ kind: 'cut-off' }, ['incomplete-read', 'unexpected-response']],
        [{ kind: 'wrong-type' }, ['incomplete-read', 'unexpected-response']],
        [{ kind: 'endless-loop' }, ['incomplete-read']],
      ];
      test.each(lasting)('%j', async (trouble, kinds) => {
        await begin();
        twin.trouble(3, trouble);
        expect(kinds).toContain((await failureFrom(read())).kind);
      });

      test('a total that is not what came', async () => {
        await begin();
        twin.trouble(5, { kind: 'wrong-total' });
        await expect(read()).rejects.toThrow(/announced/);
      });
    });

    describe('with the rate limit', () => {
      test('parks the run when the API asks for a long pause, and goes on from the cursor afterwards', async () => {
        await begin();
        twin.trouble(3, { kind: 'limit', retryAfterSeconds: 600 });
        const parked = await failureFrom(read());
        expect(parked).toMatchObject({ kind: 'retry-later', afterMs: 600_000 });
        expectTruth(await read(), twin.truth());
      });

      test('does not begin below the floor, and tells the numbers', async () => {
        await begin();
        twin.setRemainingCalls(400);
        const failure = await failureFrom(twin.connector({ floor: 450 }).budget());
        expect(failure).toMatchObject({ kind: 'retry-later' });
        expect(failure.message).toMatch(/400.*450/);
        expect(twin.remainingCalls()).toBe(400);
      });

      test('keeps the floor in the middle of a read, to the call', async () => {
        await begin();
        twin.setRemainingCalls(454);
        const one = twin.connector({ floor: 450 });
        expect((await failureFrom(readDirectory(() => one))).kind).toBe('retry-later');
        expect(twin.remainingCalls()).toBe(450);
      });

      test('keeps the floor in a new process too', async () => {
        await begin();
        twin.setRemainingCalls(454);
        const failure = await failureFrom(readDirectory(() => twin.connector({ floor: 450 })));
        expect(failure.kind).toBe('retry-later');
        expect(twin.remainingCalls()).toBe(450);
      });

      test('goes on after the reset', async () => {
        await begin();
        twin.setRemainingCalls(10);
        const one = twin.connector({ floor: 450 });
        const failure = await failureFrom(one.budget());
        twin.clock.move(failure.kind === 'retry-later' ? failure.afterMs : 0);
        expectTruth(await readDirectory(() => one), twin.truth());
      });
    });

    describe('with its token', () => {
      test('signs in once for all processes', async () => {
        await begin();
        await readDirectory(fresh);
        const before = twin.counted.requests;
        await twin.connector({ floor: 0 }).budget();
        expect(twin.counted.requests - before).toBe(1);
      });

      test('renews one that ended in mid-read', async () => {
        await begin();
        const one = twin.connector();
        const all = await readDirectory(() => one, {
          beforePage: (page) => {
            if (page === 4) twin.expireToken();
          },
        });
        expectTruth(all, twin.truth());
      });

      test('renews once only, then tells that the credentials are rejected', async () => {
        await begin();
        const one = twin.connector({ floor: 0 });
        await one.readUsers([...twin.truth().userIds].slice(0, 1));
        twin.refuseTokens();
        const before = twin.counted.requests;
        expect((await failureFrom(one.readUsers(['1']))).kind).toBe('credentials-rejected');
        expect(twin.counted.requests - before).toBeLessThanOrEqual(3);
      });

      test('tells that a wrong secret is rejected, without repeating it in the message', async () => {
        await begin();
        const failure = await failureFrom(
          twin.connector({ secret: 'wrong-secret', ownToken: true }).budget(),
        );
        expect(failure.kind).toBe('credentials-rejected');
        expect(failure.message).not.toContain('wrong-secret');
      });
    });

    describe('tests itself', () => {
      test('and finds everything in order', async () => {
        await begin();
        expect(failed(await twin.connector().test())).toEqual([]);
      });

      test('and names the sign-in for a wrong secret, trying nothing further', async () => {
        await begin();
        await twin.connector().test();
        const [first, ...others] = await twin.connector({ secret: 'wrong-secret' }).test();
        expect(first).toMatchObject({ name: 'Sign in', result: 'failed' });
        expect(others.map((check) => check.result)).toEqual(others.map(() => 'not-tried'));
      });

      test('and names the remaining calls when they are too few', async () => {
        await begin();
        twin.setRemainingCalls(3);
        const checks = await twin.connector({ floor: 450 }).test();
        expect(failed(checks).map((check) => check.name)).toEqual(['Remaining API calls']);
      });
    });
  });
}

function failed(checks: readonly AccessCheck[]): readonly AccessCheck[] {
  return checks.filter((check) => check.result === 'failed');
}
