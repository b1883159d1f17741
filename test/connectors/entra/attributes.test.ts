import { failureFrom, type FakeAnswer } from '../../support/fake-http';
import { aGraphUser, aPage, fakeGraph, graphRefusal, readAll, stream } from './fake-graph';

const end = { delta: '/v1.0/users/delta?$deltatoken=u1' };
const extension = 'extension_0123456789abcdef0123456789abcdef_badge';
/** The sign-in is answered as ever. */
const graph = (answer: (path: string) => FakeAnswer) => (path: string) =>
  path.startsWith('/v1.0') ? answer(path) : undefined;
const usual = 'id,displayName,mail,userPrincipalName,accountEnabled,userType';

async function marksOf(attributes: readonly string[]) {
  const { connector } = fakeGraph(
    (path) => (path.startsWith('/v1.0/users') ? aPage([aGraphUser('u1')], end) : undefined),
    { attributes },
  );
  const { mark = '' } = await readAll(connector, stream(connector, 'users'));
  return { users: mark, groups: mark };
}

describe('attributes of people in Entra', () => {
  test('are selected as properties, each once, and come as values or parts of them', async () => {
    const user = aGraphUser('u1', {
      department: 'Sales',
      employeeOrgData: { division: 'West', costCenter: null },
      otherMails: ['a@x.example', 'b@x.example'],
      [extension]: 'blue',
    });
    const attributes = [
      'department',
      'employeeOrgData.division',
      'employeeOrgData.costCenter',
      'otherMails',
      'onPremisesExtensionAttributes.extensionAttribute15',
      extension,
      'mail',
    ];
    const { connector, reads } = fakeGraph(
      (path) => (path.startsWith('/v1.0/users') ? aPage([user], end) : undefined),
      { attributes },
    );
    const { records } = await readAll(connector, stream(connector, 'users'));
    expect(records[0]).toMatchObject({
      user: {
        attributes: {
          department: ['Sales'],
          'employeeOrgData.division': ['West'],
          otherMails: ['a@x.example', 'b@x.example'],
          [extension]: ['blue'],
          mail: ['u1@example.com'],
        },
      },
    });
    expect(reads()).toEqual([
      `/v1.0/users/delta?$select=${usual},department,employeeOrgData,otherMails,onPremisesExtensionAttributes,${extension}`,
    ]);
  });

  test.each([
    ['Department', '"department"'],
    ['employeeOrgData.divsion', '"employeeOrgData.divsion"'],
    ['onPremisesExtensionAttributes.extensionAttribute16', 'extensionAttribute16'],
    ['department.name', 'Did you mean "department"?'],
    ['mail.value', '"mail.value"'],
    ['skills.first', '"skills.first"'],
    [`${extension}.part`, `"${extension}.part"`],
    [`E${extension.slice(1)}`, '"Extension_'],
    [extension.replace('abcdef_', 'ABCDEF_'), '"extension_'],
    ['employeeLeaveDateTime', 'User-LifeCycleInfo.Read.All'],
    ['EmployeeLeaveDateTime', 'User-LifeCycleInfo.Read.All'],
    ['department,skills', '"department,skills"'],
    ['x&$top=1', '"x&$top=1"'],
  ])('called %s are refused without a call', async (name, told) => {
    const { connector, reads } = fakeGraph(
      graph(() => aPage([], end)),
      { attributes: [name] },
    );
    const failure = await failureFrom(readAll(connector, stream(connector, 'users')));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
    expect(failure.message).toContain(told);
    expect(reads()).toEqual([]);
  });

  test('that have parts are refused as a whole', async () => {
    const user = aGraphUser('u1', { employeeOrgData: { division: 'West' } });
    const { connector } = fakeGraph(
      graph(() => aPage([user], end)),
      { attributes: ['employeeOrgData'] },
    );
    const failure = await failureFrom(readAll(connector, stream(connector, 'users')));
    expect(failure.message).toContain('"employeeOrgData.division"');
  });

  test.each([400, 501])('that Graph refuses with %i are named with its words', async (status) => {
    const words = "Could not find a property named 'colour' on type 'microsoft.graph.user'.";
    const { connector } = fakeGraph(
      graph((path) =>
        path.includes('colour') ? graphRefusal(status, 'BadRequest', words) : aPage([aGraphUser('u1')]),
      ),
      { attributes: ['department', 'colour'] },
    );
    const failure = await failureFrom(readAll(connector, stream(connector, 'users')));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('"department"');
  });

  test('are not blamed for a query that Graph does not take', async () => {
    const { connector } = fakeGraph(
      graph((path) =>
        path.includes('$filter') ? graphRefusal(400, 'BadRequest', 'Invalid filter clause.') : aPage([]),
      ),
      { attributes: ['department'], settings: { filters: { users: { query: 'nonsense' } } } },
    );
    const { streams } = await connector.planPeople({
      groups: [],
      members: { has: () => false, get: () => undefined, memberIds: () => [] },
      unclear: new Map(),
      told: new Map(),
    });
    const failure = await failureFrom(
      connector.readPage(streams[0] ?? stream(connector, 'users'), undefined),
    );
    expect(failure).toMatchObject({ field: 'configuration.settings.filters.users.query' });
  });

  test('that a change leaves out make the person be asked for by id', async () => {
    const since = await marksOf(['department']);
    const { connector } = fakeGraph(
      graph(() => aPage([aGraphUser('u1'), aGraphUser('u2', { department: null })], end)),
      { attributes: ['department'] },
    );
    const { records } = await readAll(connector, stream(connector, 'users', since));
    expect(records).toMatchObject([
      { type: 'user-unclear', userId: 'u1' },
      { type: 'user', user: { id: 'u2' } },
    ]);
  });

  test.each([
    ['the same', ['department'], ['department'], undefined],
    ['fewer', ['department', 'city'], ['city'], undefined],
    ['others', ['department'], ['city'], 'the last read did not ask for all attributes'],
    ['parts of the same', ['employeeOrgData.division'], ['employeeOrgData.costCenter'], undefined],
    ['an extension', [extension], [extension], undefined],
    [
      'what is not tracked',
      ['signInActivity.lastSignInDateTime'],
      ['signInActivity.lastSignInDateTime'],
      'does not tell when',
    ],
    [
      'a schema extension',
      ['extkvbmkofy_courses.level'],
      ['extkvbmkofy_courses.level'],
      'does not tell when',
    ],
  ])('can be read as changes, or the reason is told: %s', async (_, before, now, why) => {
    const marks = await marksOf(before);
    const { connector } = fakeGraph(() => undefined, { attributes: now });
    const told = connector.changesUnreadable(marks);
    if (why === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(why);
  });

  test('need no mark that knows of them where none is named', async () => {
    const older = JSON.stringify({ version: 1, path: end.delta, givenAtMs: Date.now() });
    const marks = { users: older, groups: older };
    expect(fakeGraph(() => undefined).connector.changesUnreadable(marks)).toBeUndefined();
    const { connector } = fakeGraph(() => undefined, { attributes: ['department'] });
    expect(connector.changesUnreadable(marks)).toContain('did not ask for all attributes');
  });
});
