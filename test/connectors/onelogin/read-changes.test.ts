import type { OneLoginSettings } from '../../../src/domain/onelogin-settings';
import type { ReadMarks } from '../../../src/domain/ports';
import { engineReader } from '../../support/engine-read';
import { failureFrom, type FakeReply } from '../../support/fake-http';
import { aOneLoginUser, envelope, fakeOneLogin } from '../../support/fake-onelogin';
import { startOneLoginTwin, type OneLoginTwin } from '../../support/onelogin-twin';
import { groupsRead } from '../../support/groups-read';

const readAt = Date.UTC(2026, 10, 22, 9, 30);
const marks: ReadMarks = { people: JSON.stringify({ atMs: readAt }) };
const date = { Date: new Date(readAt).toUTCString() };
const roles = { body: [{ id: 5, name: 'Engineering', users: [1, 2] }], headers: { 'Total-Count': '1' } };
const users = { body: [1, 2].map((id) => aOneLoginUser(id)), headers: { 'Total-Count': '2', ...date } };

type Answers = Readonly<Record<string, FakeReply>>;

function over(answers: Answers, settings: Partial<OneLoginSettings> = {}) {
  return fakeOneLogin((path) => answers[path.split('?')[0] ?? ''], { settings });
}

const both: Answers = { '/api/2/users': users, '/api/2/roles': roles };

/** The mark that a complete read leaves. */
async function markOf(answers: Answers, settings: Partial<OneLoginSettings> = {}) {
  const { connector } = over(answers, settings);
  const [rolesStream] = connector.groupStreams();
  const found = rolesStream === undefined ? undefined : await connector.readPage(rolesStream, undefined);
  const groups = found?.items.flatMap((item) => (item.type === 'group' ? [item.group] : [])) ?? [];
  const members = new Map(
    found?.items.flatMap((item) => (item.type === 'members' ? [[item.groupId, item.userIds] as const] : [])),
  );
  const [stream] = (await connector.planPeople(groupsRead({ groups, members: Object.fromEntries(members) })))
    .streams;
  if (stream === undefined) throw new Error('people have a stream');
  const page = await connector.readPage(stream, undefined);
  if (!page.done) throw new Error('it is one page');
  return {
    marks: page.mark === undefined ? {} : { [stream.name]: page.mark },
    connector,
  };
}

async function planned(settings: Partial<OneLoginSettings> = {}) {
  const fake = over(both, settings);
  const group = { id: 'role:5', kind: 'role', name: 'Engineering' };
  const read = groupsRead({ groups: [group], members: { 'role:5': ['1', '2'] } });
  const plan = fake.connector.planPeople(read, marks);
  return { ...fake, plan: await plan };
}

test('asks for whose records changed since ten minutes before the last read began, by the clock of OneLogin', async () => {
  const { connector, plan, reads } = await planned();
  expect(plan).toMatchObject({
    way: 'changes',
    why: 'Read the people whose records changed since 2026-11-22 09:20 UTC, and every role with its members.',
  });
  const [stream] = plan.streams;
  if (stream === undefined) throw new Error('people have a stream');
  const page = await connector.readPage(stream, undefined);
  expect(reads().at(-1)).toBe('/api/2/users?updated_since=2026-11-22T09:20:00.000Z&limit=1000');
  expect(page).toMatchObject({ done: true, mark: marks['people'] });
});

test('changes can be read after a complete read of roles and people', async () => {
  const { connector, marks: left } = await markOf(both);
  expect(left).toEqual(marks);
  expect(connector.changesUnreadable(left)).toBeUndefined();
});

describe('changes cannot be read', () => {
  test.each([['group' as const], ['member_of' as const]])('with the source %s', async (source) => {
    const { connector } = over(both, { groupSources: ['roles', source] });
    expect(connector.changesUnreadable(marks)).toContain("stand only in people's records");
  });

  test('where people came from version 1', async () => {
    const { connector, marks: left } = await markOf({ '/api/2/roles': roles, '/api/1/users': envelope([]) });
    expect(connector.changesUnreadable(left)).toContain('only version 1');
  });

  test('where OneLogin does not date its answers', async () => {
    const undated = { ...users, headers: { 'Total-Count': '2' } };
    const { connector, marks: left } = await markOf({ '/api/2/roles': roles, '/api/2/users': undated });
    expect(connector.changesUnreadable(left)).toContain('did not say when');
  });

  test('where only the members of the required roles were read', async () => {
    const settings = { requiredGroups: ['Engineering'] };
    const { connector, marks: left } = await markOf({ ...both, '/api/1/groups': envelope([]) }, settings);
    expect(connector.changesUnreadable(left)).toBe('the last read was not of everybody');
  });

  test('from a mark of another version', () => {
    expect(over(both).connector.changesUnreadable({ people: '"2026"' })).toBe(
      'the last read was not of everybody',
    );
  });
});

describe('everything is read instead', () => {
  const lost = async (answers: Answers) => {
    const { connector } = over(answers);
    const stream = {
      name: 'people',
      params: { way: 'changes', api: '2', records: '', filter: 'updated_since=x' },
    };
    return failureFrom(connector.readPage({ ...stream, counts: 'user' }, undefined));
  };

  test.each([
    ['refuses the date', { status: 400, body: { message: 'updated_since' } }],
    ['has no version 2 any more', { status: 404 }],
  ])('where OneLogin %s', async (_, answer) => {
    expect(await lost({ '/api/2/users': answer })).toMatchObject({
      kind: 'changes-lost',
      message: 'Everything was read, because OneLogin does not tell whose records changed.',
    });
  });

  test('where roles come without members', async () => {
    const { connector } = over({ '/api/1/roles': envelope([{ id: 5, name: 'Engineering' }]) });
    const [stream] = connector.groupStreams(marks);
    if (stream === undefined) throw new Error('roles have a stream');
    expect((await failureFrom(connector.readPage(stream, undefined))).kind).toBe('changes-lost');
  });

  test.each([
    ['is not there any more', { requiredGroups: ['Sales'] }],
    ['to exclude is not there any more', { excludedGroups: ['Sales'] }],
  ])('where a required name %s: it may be one of member_of', async (_, settings) => {
    expect((await failureFrom(planned(settings))).kind).toBe('changes-lost');
  });
});

describe('of a company', () => {
  let twin: OneLoginTwin;
  afterEach(() => twin.close());

  test('a hundredth that changed costs a handful of calls, whoever else is there', async () => {
    twin = await startOneLoginTwin({ users: 10_000, groups: 500 }, { groupSources: ['roles'] });
    const reader = engineReader(twin);
    await reader.read('complete');
    twin.clock.move(3_600_000);
    const { state } = twin.simulator;
    for (const id of state.personIds().slice(0, 100)) state.changePerson(id, { lastname: 'Changed' });
    const before = twin.counted.requests;
    const { mode, snapshot } = await reader.read('changes');
    expect(mode).toBe('changes');
    expect([...snapshot.users.values()].filter((user) => user.displayName.endsWith(' Changed'))).toHaveLength(
      100,
    );
    // The budget, the roles in one page, the people in one page, and the names of custom attributes, because one is named.
    expect(twin.counted.requests - before).toBe(4);
  });

  test('a server that does not look at the date answers with everybody, which is right as well', async () => {
    twin = await startOneLoginTwin({ users: 60, groups: 5, pageSize: 25 }, { groupSources: ['roles'] });
    const reader = engineReader(twin);
    await reader.read('complete');
    const [person = 0] = twin.simulator.state.personIds();
    // Nothing in the record's times tells of this change.
    twin.simulator.state.changePerson(person, { lastname: 'Changed', updatedAtMs: 0 });
    twin.ignoresDates();
    const { mode, snapshot } = await reader.read('changes');
    expect([mode, snapshot.users.size]).toEqual(['changes', 60]);
    expect(snapshot.users.get(String(person))?.displayName).toMatch(/ Changed$/);
  });

  test('a person who was deleted loses every role at once, and is gone with the next complete read', async () => {
    twin = await startOneLoginTwin({ users: 60, groups: 5 }, { groupSources: ['roles'] });
    const reader = engineReader(twin);
    const first = await reader.read('complete');
    const [userId = ''] = [...first.snapshot.members.values()].find((ids) => ids.length > 0) ?? [];
    twin.changes.removePerson(userId);
    const { snapshot } = await reader.read('changes');
    expect([...snapshot.members.values()].flat()).not.toContain(userId);
    expect(snapshot.users.has(userId)).toBe(true);
    expect((await reader.read('complete')).snapshot.users.has(userId)).toBe(false);
  });
});
