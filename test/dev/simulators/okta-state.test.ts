import { demoOktaGroupIds, demoOktaUserId, type OktaSimulator } from '../../../dev/simulators';
import { aClock, startDemo, type TestClock } from './okta-support';

const { everyone, sales, engineering, support } = demoOktaGroupIds;
const nadia = demoOktaUserId('Nadia');
const profile = { login: 'new@lighthouse.example', firstName: 'New', lastName: 'Hire' };

let clock: TestClock;
let okta: OktaSimulator;

beforeEach(async () => {
  clock = aClock();
  okta = await startDemo({ now: clock.now });
  clock.pass(60_000);
});
afterEach(() => okta.close());

const eventTypes = () => okta.state.events().map((event) => event.eventType);

describe('a change of a membership', () => {
  test('moves the lastMembershipUpdated of the group and nothing else', () => {
    const before = { user: okta.state.user(nadia), group: okta.state.groupFacts(sales) };
    okta.state.join(sales, [nadia]);
    expect(okta.state.user(nadia)).toEqual(before.user);
    expect(okta.state.groupFacts(sales)).toEqual({
      ...before.group,
      lastMembershipUpdatedMs: clock.now(),
    });
    expect(okta.state.groupIdsOf(nadia)).toContain(sales);
    clock.pass(1000);
    okta.state.leave(sales, [nadia]);
    expect(okta.state.groupFacts(sales)?.lastMembershipUpdatedMs).toBe(clock.now());
    expect(okta.state.memberIds(sales)).not.toContain(nadia);
  });

  test('is in the System Log with the user and the group as targets', () => {
    okta.state.join(sales, [nadia]);
    okta.state.leave(sales, [nadia]);
    const targets = [
      {
        id: nadia,
        type: 'User',
        alternateId: 'nadia@lighthouse.example',
        displayName: 'Nadia Haddad',
      },
      { id: sales, type: 'UserGroup', alternateId: 'unknown', displayName: 'Sales, Europe' },
    ];
    expect(okta.state.events()).toMatchObject([
      { eventType: 'group.user_membership.add', atMs: clock.now(), targets },
      { eventType: 'group.user_membership.remove', atMs: clock.now(), targets },
    ]);
  });

  test('that changes nothing leaves no trace', () => {
    const before = okta.state.groupFacts(support);
    okta.state.join(support, [nadia]);
    okta.state.leave(sales, [nadia]);
    expect(okta.state.groupFacts(support)).toEqual(before);
    expect(okta.state.events()).toEqual([]);
  });
});

describe('a change of a user', () => {
  test('moves their lastUpdated and no group’s', () => {
    const groups = okta.state.groups();
    okta.state.changeProfile(nadia, { lastName: 'Haddad-Roy', nickName: 'Nad' });
    expect(okta.state.user(nadia)).toMatchObject({
      profile: { lastName: 'Haddad-Roy', nickName: 'Nad' },
      lastUpdatedMs: clock.now(),
    });
    okta.state.changeProfile(nadia, { nickName: undefined });
    expect(okta.state.user(nadia)?.profile).not.toHaveProperty('nickName');
    okta.state.suspend(nadia);
    okta.state.unsuspend(nadia);
    okta.state.deactivate(nadia);
    okta.state.activate(nadia);
    okta.state.setStatus(nadia, 'LOCKED_OUT');
    expect(okta.state.user(nadia)).toMatchObject({ status: 'LOCKED_OUT', statusChangedMs: clock.now() });
    expect(okta.state.groups()).toEqual(groups);
    expect(eventTypes()).toEqual([
      'user.account.update_profile',
      'user.account.update_profile',
      'user.lifecycle.suspend',
      'user.lifecycle.unsuspend',
      'user.lifecycle.deactivate',
      'user.lifecycle.activate',
      'user.account.lock',
    ]);
  });

  test('of their login is followed by the search for it', () => {
    okta.state.changeProfile(nadia, { login: 'nadia.h@lighthouse.example' });
    expect(okta.state.userByLogin('Nadia.H@lighthouse.example')?.id).toBe(nadia);
    expect(okta.state.userByLogin('nadia@lighthouse.example')).toBeUndefined();
  });
});

describe('a new user', () => {
  test('is in the built-in group without an event that says so', () => {
    const added = okta.state.addUser({ profile });
    expect(okta.state.groupIdsOf(added.id)).toEqual([everyone]);
    expect(okta.state.groupFacts(everyone)?.lastMembershipUpdatedMs).toBe(clock.now());
    expect(eventTypes()).toEqual(['user.lifecycle.create', 'user.lifecycle.activate']);
  });

  test('who is staged is not activated yet', () => {
    const added = okta.state.addUser({ profile, status: 'STAGED' });
    expect(added).not.toHaveProperty('activatedMs');
    expect(eventTypes()).toEqual(['user.lifecycle.create']);
    expect(okta.state.activate(added.id)).toMatchObject({ activatedMs: clock.now() });
  });

  test('never gets the id of somebody who was deleted', () => {
    const ids = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1) {
      const { id } = okta.state.addUser({ profile });
      ids.add(id);
      okta.state.deactivate(id);
      okta.state.deleteUser(id);
    }
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^00u\w{17}$/);
  });
});

describe('a deletion', () => {
  test('deactivates first and deletes when repeated', () => {
    expect(okta.state.deleteUser(nadia)).toBe('deactivated');
    expect(okta.state.user(nadia)?.status).toBe('DEPROVISIONED');
    expect(okta.state.groupIdsOf(nadia)).toContain(support);
    expect(okta.state.deleteUser(nadia)).toBe('deleted');
    expect(okta.state.user(nadia)).toBeUndefined();
    expect(okta.state.memberIds(support)).not.toContain(nadia);
  });

  test('ends memberships without an event and without a new lastMembershipUpdated', () => {
    const before = okta.state.groupFacts(support);
    okta.state.deactivate(nadia);
    okta.state.deleteUser(nadia);
    expect(okta.state.groupFacts(support)).toEqual(before);
    expect(eventTypes()).toEqual([
      'user.lifecycle.deactivate',
      'user.lifecycle.delete.initiated',
      'user.lifecycle.delete.completed',
    ]);
  });

  test('moves the groups’ lastMembershipUpdated when that is wished', async () => {
    const kind = await startDemo({ now: clock.now, deletionTouchesGroups: true });
    kind.state.deactivate(nadia);
    kind.state.deleteUser(nadia);
    expect(kind.state.groupFacts(support)?.lastMembershipUpdatedMs).toBe(clock.now());
    expect(kind.state.groupFacts(sales)?.lastMembershipUpdatedMs).toBeLessThan(clock.now());
    await kind.close();
  });
});

describe('groups', () => {
  test('are added with members, renamed and removed, each with its event', () => {
    const { id } = okta.state.addGroup({ name: 'Night shift', memberIds: [nadia] });
    clock.pass(1000);
    okta.state.renameGroup(id, 'Late shift');
    expect(okta.state.group(id)).toMatchObject({
      type: 'OKTA_GROUP',
      name: 'Late shift',
      memberIds: [nadia],
      lastUpdatedMs: clock.now(),
      lastMembershipUpdatedMs: clock.now() - 1000,
    });
    okta.state.removeGroup(id);
    expect(okta.state.group(id)).toBeUndefined();
    expect(okta.state.groupIdsOf(nadia)).not.toContain(id);
    expect(eventTypes()).toEqual([
      'group.lifecycle.create',
      'group.user_membership.add',
      'group.profile.update',
      'group.lifecycle.delete',
    ]);
  });

  test('that are built in stay', () => {
    expect(() => okta.state.removeGroup(everyone)).toThrow(RangeError);
    expect(okta.state.group(everyone)).toBeDefined();
  });
});

test('ids that do not exist throw, and nothing was changed', () => {
  const before = okta.state.snapshot();
  const { state } = okta;
  for (const wrong of [
    () => state.suspend('00unobody'),
    () => state.deleteUser('00unobody'),
    () => state.changeProfile('00unobody', {}),
    () => state.renameGroup('00gnone', 'x'),
    () => state.removeGroup('00gnone'),
    () => state.join('00gnone', [nadia]),
    () => state.join(engineering, [nadia, '00unobody']),
    () => state.leave(engineering, ['00unobody']),
  ])
    expect(wrong).toThrow(RangeError);
  expect(state.snapshot()).toEqual(before);
  expect(state.events()).toEqual([]);
});

test('reset brings back the start, or another org', () => {
  const before = okta.state.snapshot();
  okta.state.join(sales, [nadia]);
  okta.state.reset();
  expect(okta.state.snapshot()).toEqual(before);
  expect(okta.state.events()).toEqual([]);
  okta.state.reset({ id: '00oOther', users: [], groups: [] });
  expect([okta.state.orgId(), okta.state.users(), okta.state.groups()]).toEqual(['00oOther', [], []]);
});
