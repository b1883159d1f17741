import { confluencePage, fakeTarget, type FakeAnswer, type FakeCall } from './fake-site';

const groupList = '/wiki/rest/api/group';
const membership = '/wiki/rest/api/group/userByGroupId';
const confluence = { api: 'confluence' } as const;

/** A site with many groups, 200 a page. */
function listOver(count: number): (call: FakeCall) => FakeAnswer {
  const groups = Array.from({ length: count }, (_, index) => ({
    id: `id-${index}`,
    name: `Group ${index}`,
    managedBy: 'ADMINS',
  }));
  return ({ query }) => {
    if (query.has('accessType')) return confluencePage([]);
    const start = Number(query.get('start'));
    return confluencePage(
      groups.slice(start, start + 200),
      start + 200 < count ? `/rest/api/group?start=${start + 200}` : undefined,
    );
  };
}

/** The walks over the list of all groups: where each call started. */
function walked(calls: readonly FakeCall[]): readonly (string | null)[] {
  return calls
    .filter((call) => call.path === groupList && !call.query.has('accessType'))
    .map((call) => call.query.get('start'));
}

describe('finding groups', () => {
  test('many are looked for in the list of all groups, which ends when all are found', async () => {
    const { target, site } = fakeTarget({ [`GET ${groupList}`]: listOver(900) }, confluence);
    const names = Array.from({ length: 10 }, (_, index) => `GROUP ${index * 30}`);
    const found = await target.findGroups({ ids: ['id-5'], names });
    expect(found.map((group) => group.id).toSorted()).toEqual(
      ['id-5', ...names.map((_, index) => `id-${index * 30}`)].toSorted(),
    );
    expect(walked(site.calls)).toEqual(['0', '200']);
  });

  test('a name that is not there is looked for to the end', async () => {
    const { target, site } = fakeTarget({ [`GET ${groupList}`]: listOver(450) }, confluence);
    const names = ['nobody', ...Array.from({ length: 9 }, (_, index) => `group ${index}`)];
    expect(await target.findGroups({ ids: [], names })).toHaveLength(9);
    expect(walked(site.calls)).toEqual(['0', '200', '400']);
  });

  test('a few are asked for one by one', async () => {
    const { target, site } = fakeTarget(
      {
        'GET /wiki/rest/api/group/by-id': ({ query }) =>
          query.get('id') === 'a'
            ? { body: { id: 'a', name: 'A', managedBy: 'ADMINS' } }
            : { status: 404, body: { message: 'none' } },
        'GET /wiki/rest/api/group/picker': () =>
          confluencePage([
            { id: 'x', name: 'dev-ops' },
            { id: 'd', name: 'DEV' },
          ]),
      },
      confluence,
    );
    expect(await target.findGroups({ ids: ['a', 'gone'], names: ['dev', 'qa'] })).toEqual([
      { id: 'a', name: 'A' },
      { id: 'd', name: 'DEV' },
    ]);
    expect(walked(site.calls)).toEqual([]);
  });

  test('groups of an identity provider and teams are marked before anything is planned', async () => {
    const groups = [
      { id: 'e', name: 'E', managedBy: 'EXTERNAL', usageType: 'USERBASE_GROUP' },
      { id: 't', name: 'T', managedBy: 'OPEN', usageType: 'TEAM_COLLABORATION' },
      { id: 'p', name: 'P', managedBy: 'ADMINS', usageType: 'USERBASE_GROUP' },
    ];
    const picker = { 'GET /wiki/rest/api/group/picker': () => confluencePage(groups) };
    const { target } = fakeTarget(picker, confluence);
    expect(await target.findGroups({ ids: [], names: ['e', 't', 'p'] })).toEqual([
      { id: 'e', name: 'E', protection: 'externally-managed' },
      { id: 't', name: 'T', protection: 'externally-managed' },
      { id: 'p', name: 'P' },
    ]);
  });

  test('a full page without a next link is not taken for the last', async () => {
    const { target, site } = fakeTarget(
      {
        [`GET ${groupList}`]: ({ query }) => {
          if (query.has('accessType')) return confluencePage([]);
          const start = Number(query.get('start'));
          const groups = Array.from({ length: start === 0 ? 200 : 1 }, (_, index) => ({
            id: `id-${start + index}`,
            name: `Group ${start + index}`,
          }));
          return confluencePage(groups);
        },
      },
      confluence,
    );
    const names = [0, 1, 2, 3, 4, 200].map((index) => `Group ${index}`);
    expect(await target.findGroups({ ids: [], names })).toHaveLength(6);
    expect(walked(site.calls)).toEqual(['0', '200']);
  });

  test('a list that comes round again is no read', async () => {
    const same = [{ id: 'a', name: 'A' }];
    const { target } = fakeTarget(
      {
        [`GET ${groupList}`]: ({ query }) =>
          query.has('accessType') ? confluencePage([]) : confluencePage(same, '/again'),
      },
      confluence,
    );
    const names = ['1', '2', '3', '4', '5', '6'];
    await expect(target.findGroups({ ids: [], names })).rejects.toMatchObject({
      failure: { kind: 'incomplete-read' },
    });
  });
});

describe('writing', () => {
  test('an addition and a removal go to the group by its id', async () => {
    const { target, site } = fakeTarget(
      {
        [`POST ${membership}`]: () => ({ status: 201, body: '' }),
        [`DELETE ${membership}`]: () => ({ status: 204, body: '' }),
      },
      confluence,
    );
    expect(await target.addMember('g', 'a')).toEqual({ kind: 'applied' });
    expect(await target.removeMember('g', 'a')).toEqual({ kind: 'applied' });
    expect(site.urlsOf(membership)).toEqual([
      `POST ${membership}?groupId=g`,
      `DELETE ${membership}?groupId=g&accountId=a`,
    ]);
  });

  test('a new group comes back with its id; a taken name gives the group that is there', async () => {
    const answers: FakeAnswer[] = [
      { status: 201, body: { type: 'group', id: 'n', name: 'New' } },
      { status: 400, body: { statusCode: 400, message: 'Group already exists' } },
    ];
    const { target } = fakeTarget(
      {
        [`POST ${groupList}`]: () => answers.shift() ?? { status: 500 },
        'GET /wiki/rest/api/group/picker': () => confluencePage([{ id: 'o', name: 'OLD' }]),
      },
      confluence,
    );
    expect(await target.createGroup('New')).toEqual({ kind: 'created', group: { id: 'n', name: 'New' } });
    expect(await target.createGroup('old')).toEqual({ kind: 'exists', group: { id: 'o', name: 'OLD' } });
  });

  test('a refusal of the writer stops the run, a refusal of the change does not', async () => {
    const answers: FakeAnswer[] = [
      { status: 404, body: { message: 'No user exists' } },
      { status: 403, body: { message: 'User must be a site admin' } },
    ];
    const { target } = fakeTarget(
      { [`POST ${membership}`]: () => answers.shift() ?? { status: 201 } },
      confluence,
    );
    expect(await target.addMember('g', 'a')).toMatchObject({ kind: 'rejected', accountGone: true });
    await expect(target.addMember('g', 'b')).rejects.toMatchObject({ failure: { kind: 'access-missing' } });
  });

  test('a lasting 500 says that the seats may be used up', async () => {
    const { target } = fakeTarget({ [`POST ${membership}`]: () => ({ status: 500, body: '' }) }, confluence);
    await expect(target.addMember('g', 'a')).rejects.toMatchObject({
      failure: { kind: 'unavailable', message: expect.stringContaining('no licence seat is free') },
    });
  });
});
