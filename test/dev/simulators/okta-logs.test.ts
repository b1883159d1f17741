import { demoOktaGroupIds, demoOktaUserId, type OktaSimulator } from '../../../dev/simulators';
import { aClock, apiToken, each, get, linkOf, pagesFrom, startDemo, type TestClock } from './okta-support';
import { ask } from './support';

const { sales, support } = demoOktaGroupIds;
const nadia = demoOktaUserId('Nadia');

let clock: TestClock;
let okta: OktaSimulator;

beforeEach(async () => {
  clock = aClock();
  okta = await startDemo({ now: clock.now });
});
afterEach(() => okta.close());

const logs = (query: Readonly<Record<string, string>> = {}) => get(okta, '/api/v1/logs', query);
const follow = (url: string | undefined) => ask(url ?? '', { headers: apiToken });
/** One event a second. */
function renames(count: number): void {
  for (let number = 1; number <= count; number += 1) {
    clock.pass(1000);
    okta.state.renameGroup(sales, `Sales ${number}`);
  }
}
const iso = (ms: number) => new Date(ms).toISOString();

test('an entry is in the shape of the specification', async () => {
  okta.state.join(sales, [nadia]);
  const { body } = await logs();
  expect(body).toEqual([
    expect.objectContaining({
      uuid: expect.stringMatching(/^[\da-f-]{36}$/),
      published: iso(clock.now()),
      eventType: 'group.user_membership.add',
      displayMessage: 'Add user to group membership',
      severity: 'INFO',
      version: '0',
      outcome: { result: 'SUCCESS', reason: null },
      actor: expect.objectContaining({ type: 'User' }),
      target: [
        {
          id: nadia,
          type: 'User',
          alternateId: 'nadia@lighthouse.example',
          displayName: 'Nadia Haddad',
          detailEntry: null,
        },
        {
          id: sales,
          type: 'UserGroup',
          alternateId: 'unknown',
          displayName: 'Sales, Europe',
          detailEntry: null,
        },
      ],
    }),
  ]);
});

test('entries have ids of their own', async () => {
  renames(5);
  expect(new Set(each(await logs(), 'uuid')).size).toBe(5);
});

describe('a bounded read', () => {
  test('comes in pages and ends', async () => {
    renames(7);
    clock.pass(1000);
    const pages = await pagesFrom(await logs({ until: iso(clock.now()), limit: '3' }));
    expect(pages.map((page) => each(page, 'uuid').length)).toEqual([3, 3, 1]);
  });

  test('begins at since and stops before until', async () => {
    renames(5);
    const [, second, , fourth] = okta.state.events();
    const found = await logs({ since: iso(second?.atMs ?? 0), until: iso(fourth?.atMs ?? 0) });
    expect(each(found, 'published')).toEqual(
      [second?.atMs, (second?.atMs ?? 0) + 1000].map((ms) => iso(ms ?? 0)),
    );
  });

  test('reaches back a week unless told', async () => {
    renames(1);
    clock.pass(7 * 86_400_000 - 1);
    expect(each(await logs(), 'uuid')).toHaveLength(1);
    clock.pass(2);
    expect(each(await logs(), 'uuid')).toHaveLength(0);
    expect(each(await logs({ since: '2026-06-01T00:00:00Z' }), 'uuid')).toHaveLength(1);
  });

  test('goes backwards when asked', async () => {
    renames(5);
    const pages = await pagesFrom(await logs({ sortOrder: 'DESCENDING', limit: '2' }));
    const published = pages.flatMap((page) => each(page, 'published'));
    expect(published).toEqual(
      okta.state
        .events()
        .map((event) => iso(event.atMs))
        .toReversed(),
    );
  });
});

describe('a polling read', () => {
  test('always has a next link, which gives what happened meanwhile, once', async () => {
    renames(2);
    const first = await logs();
    expect(each(first, 'uuid')).toHaveLength(2);
    const second = await follow(linkOf(first, 'next'));
    expect([second.body, linkOf(second, 'next')]).toEqual([[], linkOf(first, 'next')]);
    renames(3);
    const third = await follow(linkOf(second, 'next'));
    expect(each(third, 'uuid')).toHaveLength(3);
    expect((await follow(linkOf(third, 'next'))).body).toEqual([]);
  });

  test('sees an event late by the lag, with the moment at which it happened', async () => {
    okta.setLags({ logMs: 30_000 });
    clock.pass(1000);
    okta.state.join(sales, [nadia]);
    const happened = clock.now();
    clock.pass(29_999);
    const early = await logs();
    expect(early.body).toEqual([]);
    clock.pass(1);
    const late = await follow(linkOf(early, 'next'));
    expect(each(late, 'published')).toEqual([iso(happened)]);
  });
});

describe('a filtered read', () => {
  beforeEach(() => {
    okta.state.join(sales, [nadia]);
    okta.state.suspend(nadia);
    okta.state.renameGroup(support, 'Help');
  });

  test.each([
    ['eventType eq "user.lifecycle.suspend"', ['user.lifecycle.suspend']],
    ['eventType sw "group."', ['group.user_membership.add', 'group.profile.update']],
    [`target.id eq "${nadia}" and not (eventType sw "user.")`, ['group.user_membership.add']],
    ['target.type eq "UserGroup" and eventType co "profile"', ['group.profile.update']],
    ['eventType ew "suspend" or eventType ew "update"', ['user.lifecycle.suspend', 'group.profile.update']],
    ['published lt "2020-01-01T00:00:00Z"', []],
  ])('%s finds %j', async (filter, expected) => {
    expect(each(await logs({ filter }), 'eventType')).toEqual(expected);
  });

  test('finds by keywords, all of them, without case', async () => {
    expect(each(await logs({ q: 'NADIA group' }), 'eventType')).toEqual(['group.user_membership.add']);
  });

  test('goes on behind what the filter left out', async () => {
    const first = await logs({ filter: 'eventType eq "user.lifecycle.suspend"' });
    expect((await follow(linkOf(first, 'next'))).body).toEqual([]);
    okta.state.suspend(nadia);
    expect(each(await follow(linkOf(first, 'next')), 'eventType')).toEqual(['user.lifecycle.suspend']);
  });
});

test('holds 100 entries unless asked, and 1,000 at most', async () => {
  renames(150);
  expect(each(await logs(), 'uuid')).toHaveLength(100);
  expect(each(await logs({ limit: '1000' }), 'uuid')).toHaveLength(150);
  expect(each(await logs({ limit: '0' }), 'uuid')).toHaveLength(0);
});

test.each([
  { limit: '1001' },
  { limit: '-1' },
  { since: 'yesterday' },
  { until: 'soon' },
  { sortOrder: 'UP' },
  { q: 'a b c d e f g h i j k' },
  { q: 'x'.repeat(41) },
])('%j is refused', async (query) => {
  expect(await logs(query)).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } });
});

test('a wrong filter and a wrong cursor are refused', async () => {
  expect(await logs({ filter: 'nonsense eq "x"' })).toMatchObject({ body: { errorCode: 'E0000031' } });
  expect(await logs({ after: '???' })).toMatchObject({ status: 400, body: { errorCode: 'E0000053' } });
});
