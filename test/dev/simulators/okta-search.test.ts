import { demoOktaGroupIds, demoOktaUserId, type OktaSimulator } from '../../../dev/simulators';
import { aClock, each, get, linkOf, pagesFrom, startDemo, type TestClock } from './okta-support';

let clock: TestClock;
let okta: OktaSimulator;

beforeEach(async () => {
  clock = aClock();
  okta = await startDemo({ now: clock.now });
});
afterEach(() => okta.close());

const users = (query: Readonly<Record<string, string>>) => get(okta, '/api/v1/users', query);
const groups = (query: Readonly<Record<string, string>>) => get(okta, '/api/v1/groups', query);
const firstNames = async (query: Readonly<Record<string, string>>) =>
  each(await users(query), 'profile.firstName');
const groupNames = async (query: Readonly<Record<string, string>>) =>
  each(await groups(query), 'profile.name');

describe('filter over users', () => {
  test.each([
    ['status eq "SUSPENDED"', ['Marek']],
    ['status EQ "SUSPENDED" OR status eq "LOCKED_OUT"', ['Farid', 'Marek']],
    ['profile.lastName eq "Müller" and status eq "PASSWORD_EXPIRED"', ['Grete']],
    ['(status eq "STAGED" or status eq "RECOVERY") and profile.firstName eq "Rosa"', ['Rosa']],
    ['status eq "STAGED" or status eq "RECOVERY" and profile.firstName eq "Rosa"', ['Rosa']],
    ['profile.email eq "Jonas@Lighthouse.example"', ['Jonas']],
    ['profile.email eq "jonas@lighthouse.example"', []],
    ['status eq "suspended"', []],
    ['profile.login eq "zoe@lighthouse.example"', ['Zoë']],
    ['lastUpdated lt "2026-06-01T08:02:00.000Z"', ['Amelia', 'Bjørn']],
    ['lastUpdated ge "2026-06-01T08:24:00.000Z" and lastUpdated le "2026-06-01T08:24:00.000Z"', ['Yara']],
  ])('%s finds %j', async (filter, expected) => {
    expect(await firstNames({ filter })).toEqual(expected);
  });

  test.each([
    'status ne "ACTIVE"',
    'not (status eq "ACTIVE")',
    'status sw "ACT"',
    'profile.lastName pr',
    'profile.department eq "Sales"',
    'created gt "2026-01-01T00:00:00.000Z"',
    'PROFILE.email eq "x"',
    'lastUpdated gt "yesterday"',
    'status eq ACTIVE',
    'status eq "ACTIVE',
    'status eq',
    'status = "ACTIVE"',
    '(status eq "ACTIVE"',
    'status eq "ACTIVE")',
    'status eq "ACTIVE" status eq "STAGED"',
    'and status eq "ACTIVE"',
    'status eq "ACTIVE" or',
  ])('%s is refused', async (filter) => {
    expect(await users({ filter })).toMatchObject({
      status: 400,
      body: {
        errorCode: 'E0000031',
        errorSummary: 'Invalid search criteria.',
        errorLink: 'E0000031',
        errorCauses: [],
      },
    });
  });
});

describe('search over users', () => {
  test.each([
    ['profile.department eq "sales" and status eq "suspended"', ['Marek']],
    ['profile.firstName sw "ZO"', ['Zoë']],
    ['profile.lastName co "ssi"', ['Chiara']],
    [
      '(status lt "ACTIVE" or status gt "ACTIVE") and profile.department eq "Engineering"',
      ['Farid', 'Grete'],
    ],
    ['profile.lastName eq "muller"', []],
    ['lastUpdated gt "2026-06-01T08:23:30.000Z"', ['Yara', 'Zoë']],
    ['status eq "STAGED" and created le "2026-06-01T08:00:00Z"', ['Rosa']],
  ])('%s finds %j', async (search, expected) => {
    expect(await firstNames({ search })).toEqual(expected);
  });

  test('knows who has an attribute, and finds a quotation mark in a value', async () => {
    const xavier = demoOktaUserId('Xavier');
    expect(await firstNames({ search: 'profile.email pr' })).not.toContain('Xavier');
    okta.state.changeProfile(xavier, { nickName: 'The "X"' });
    expect(await firstNames({ search: String.raw`profile.nickName eq "The \"X\""` })).toEqual(['Xavier']);
    expect(await firstNames({ search: 'profile.nickName pr' })).toEqual(['Xavier']);
  });

  test.each([
    'status ne "ACTIVE"',
    'not (status eq "ACTIVE")',
    'profile.department co "Sal"',
    'nonsense eq "x"',
    'profile.lastName ew "er"',
  ])('%s is refused', async (search) => {
    expect(await users({ search })).toMatchObject({
      status: 400,
      body: { errorCode: 'E0000031', errorCauses: [{ errorSummary: 'Invalid search syntax.' }] },
    });
  });

  test('is sorted when asked, through all pages', async () => {
    const query = { search: 'profile.department eq "Engineering"', sortBy: 'profile.lastName', limit: '3' };
    const names = (await pagesFrom(await users(query))).map((page) => each(page, 'profile.lastName'));
    expect(names).toEqual([
      ['Aas', 'Hart', 'Karimi'],
      ['Mensah', 'Müller', 'Rossi'],
      ['Волков', '佐藤'],
    ]);
    const down = await firstNames({ ...query, sortOrder: 'desc', limit: '2' });
    expect(down).toEqual(['Hiroshi', 'Dmitri']);
    expect((await users({ ...query, sortBy: 'nonsense' })).status).toBe(400);
  });
});

describe('filter and search over groups', () => {
  const since = '2026-06-08T09:00:00.000Z';
  const changed = `lastUpdated gt "${since}" or lastMembershipUpdated gt "${since}"`;

  test('tell what changed since a moment', async () => {
    expect(await groupNames({ filter: changed })).toEqual([]);
    clock.pass(1000);
    okta.state.leave(demoOktaGroupIds.sales, [demoOktaUserId('Marek')]);
    okta.state.renameGroup(demoOktaGroupIds.finance, 'Treasury');
    for (const name of ['filter', 'search'])
      expect(await groupNames({ [name]: changed })).toEqual(['Sales, Europe', 'Treasury']);
  });

  test('find by name, type, source and id', async () => {
    expect(await groupNames({ search: 'profile.name eq "ON CALL"' })).toEqual(['On call']);
    expect(await groupNames({ search: 'profile.name co "call"' })).toEqual(['On call']);
    expect(await groupNames({ filter: 'type eq "BUILT_IN"' })).toEqual(['Everyone']);
    expect(await groupNames({ filter: `id eq "${demoOktaGroupIds.support}"` })).toEqual(['Support']);
    expect(await groupNames({ search: 'profile.samAccountName sw "Eng"' })).toEqual(['Engineering']);
    expect(await groupNames({ search: 'source.id sw "0oa" and type eq "APP_GROUP"' })).toHaveLength(2);
    expect(await groupNames({ q: 'every' })).toEqual(['Everyone', 'Everyone at Lighthouse']);
    expect(linkOf(await groups({ q: 'every', limit: '1' }), 'next')).toBeUndefined();
  });

  test.each(['profile.name eq "Support"', 'type ne "APP_GROUP"', 'created gt "2024-01-01T00:00:00Z"'])(
    'filter does not take %s',
    async (filter) => {
      expect(await groups({ filter })).toMatchObject({ status: 400, body: { errorCode: 'E0000031' } });
    },
  );

  test('search does not take co for other attributes', async () => {
    expect((await groups({ search: 'profile.samAccountName co "ng"' })).status).toBe(400);
  });
});

describe('the lag of search', () => {
  beforeEach(() => okta.setLags({ searchMs: 5000 }));

  test('hides changes from search for so long, and never from filter or by id', async () => {
    const marek = demoOktaUserId('Marek');
    const query = 'status eq "ACTIVE" and profile.firstName eq "Marek"';
    clock.pass(60_000);
    okta.state.unsuspend(marek);
    expect(await firstNames({ search: query })).toEqual([]);
    expect(await firstNames({ search: 'status eq "SUSPENDED"' })).toEqual(['Marek']);
    expect(await firstNames({ filter: query })).toEqual(['Marek']);
    expect((await get(okta, `/api/v1/users/${marek}`)).body).toMatchObject({ status: 'ACTIVE' });
    clock.pass(4999);
    expect(await firstNames({ search: query })).toEqual([]);
    clock.pass(1);
    expect(await firstNames({ search: query })).toEqual(['Marek']);
  });

  test('shows the deleted still and the new not yet', async () => {
    clock.pass(60_000);
    const esi = demoOktaUserId('Esi');
    okta.state.deactivate(esi);
    okta.state.deleteUser(esi);
    okta.state.addUser({ profile: { login: 'new@x.example', firstName: 'New', lastName: 'Hire' } });
    const search = 'profile.firstName eq "Esi" or profile.firstName eq "New"';
    const early = await users({ search });
    expect(each(early, 'profile.firstName')).toEqual(['Esi']);
    expect(each(early, 'status')).toEqual(['ACTIVE']);
    clock.pass(5000);
    expect(await firstNames({ search })).toEqual(['New']);
  });

  test('holds for groups too', async () => {
    clock.pass(60_000);
    okta.state.renameGroup(demoOktaGroupIds.support, 'Help');
    expect(await groupNames({ search: 'profile.name sw "Supp"' })).toEqual(['Support']);
    expect(await groupNames({ filter: `id eq "${demoOktaGroupIds.support}"` })).toEqual(['Help']);
    clock.pass(5000);
    expect(await groupNames({ search: 'profile.name eq "help"' })).toEqual(['Help']);
  });
});
