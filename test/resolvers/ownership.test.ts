import type { Input } from '../../src/contract';
import { defaultExistingGroups } from '../../src/domain/group-rules';
import * as ownership from '../../src/resolvers/ownership';
import { aDirectory, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aServer } from './handlers-support';

const people = ['ann', 'bob', 'cleo', 'dan'];

async function scene() {
  const directory = aDirectory({ Design: ['ann', 'bob'] });
  const site = aSite({ Design: ['acc-cleo', 'acc-dan'] }, people);
  const server = aServer(directory, site);
  await server.addConnection();
  await server.app.secrets.set('conn-1', 'secret', 'us');
  await server.sync();
  const change = (action: Input<'changeOwnership'>['action'], more: Partial<Input<'changeOwnership'>> = {}) =>
    server.answerWith('changeOwnership', ownership.changeOwnership, {
      connectionId: 'conn-1',
      groupId: 'id-Design',
      action,
      apply: true,
      ...more,
    });
  const managed = async (connectionId = 'conn-1') =>
    (await server.answerWith('listManagedGroups', ownership.listManagedGroups, { connectionId })).groups;
  const members = () => membersOf(site, 'Design')?.map((id) => id.replace('acc-', ''));
  return { server, site, directory, change, managed, members, edit: changing(directory) };
}

describe('managed groups', () => {
  it('are listed with what is whose', async () => {
    const { server, managed } = await scene();
    await server.addConnection({ id: 'conn-2', directory: aDirectory({ Design: ['ann', 'cleo'] }) });
    await server.sync('sync', undefined, 'conn-2');
    expect(await managed()).toEqual([
      {
        groupId: 'id-Design',
        name: 'Design',
        sourceId: 'role:Design',
        source: 'Design',
        managed: 2,
        shared: 1,
        sharedWith: ['OneLogin'],
        present: 4,
        sinceMs: expect.any(Number) as number,
      },
    ]);
  });
});

describe('adopting a group', () => {
  it('shows what it means first, and then manages everybody who is in it', async () => {
    const { server, change, managed, members } = await scene();
    expect(await change('adopt', { apply: false })).toMatchObject({
      applied: false,
      memberships: 2,
      wouldLose: ['acc-cleo', 'acc-dan'],
      names: { 'acc-cleo': 'cleo', 'acc-dan': 'dan' },
    });
    expect((await managed())[0]?.managed).toBe(2);
    expect(await change('adopt')).toMatchObject({ applied: true, memberships: 2 });
    expect((await managed())[0]?.managed).toBe(4);
    expect(members()).toEqual(['ann', 'bob', 'cleo', 'dan']);
    await server.sync();
    expect(members()).toEqual(['ann', 'bob']);
  });
});

describe('releasing a group', () => {
  it('takes nobody out, and no run takes the group up again', async () => {
    const { server, change, managed, members, edit } = await scene();
    expect(await change('release', { apply: false })).toMatchObject({ applied: false, memberships: 2 });
    await change('release');
    expect(await managed()).toEqual([]);
    edit.leave('role:Design', ['ann']);
    const report = await server.sync();
    expect(report.left).toMatchObject([{ sourceId: 'role:Design', reason: 'skipped' }]);
    expect(members()).toEqual(['ann', 'bob', 'cleo', 'dan']);
    const connection = await server.connections.get('conn-1');
    expect(connection?.rules.existingGroups).toEqual({
      ...defaultExistingGroups,
      released: [{ sourceId: 'role:Design', group: 'Design' }],
    });
  });
});

describe('a group that was released', () => {
  it('is left alone also after it got another name, and no second one is made', async () => {
    const { server, site, change, edit } = await scene();
    const [group] = site.groups;
    if (group === undefined) throw new Error('no group');
    site.groups[0] = { ...group, name: 'Studio' };
    await server.sync();
    await change('release');
    edit.join('role:Design', ['cleo']);
    await server.sync();
    expect(site.groups.map(({ name, members }) => [name, members.size])).toEqual([['Studio', 4]]);
  });
});

describe('handing a group over', () => {
  it('gives all that is managed in it to the other connector, which removes whom it does not want', async () => {
    const { server, change, managed, members } = await scene();
    await server.addConnection({ id: 'conn-2', directory: aDirectory({ Design: ['ann', 'cleo'] }) });
    await server.sync('sync', undefined, 'conn-2');
    await change('hand-over', { toConnectionId: 'conn-2' });
    expect(await managed()).toEqual([]);
    expect((await managed('conn-2'))[0]?.managed).toBe(2);
    expect(members()).toEqual(['ann', 'bob', 'cleo', 'dan']);
    await server.sync();
    expect(members()).toEqual(['ann', 'bob', 'cleo', 'dan']);
    await server.sync('sync', undefined, 'conn-2');
    expect(members()).toEqual(['ann', 'cleo', 'dan']);
  });

  it('is refused to a connector that nothing leads there from', async () => {
    const { server, change, managed } = await scene();
    await server.addConnection({ id: 'conn-2', directory: aDirectory({ Other: ['ann'] }) });
    await expect(change('hand-over', { toConnectionId: 'conn-2' })).rejects.toMatchObject({
      answer: { kind: 'conflict', message: expect.stringContaining('leads to this group') as string },
    });
    await expect(change('hand-over')).rejects.toMatchObject({ answer: { field: 'toConnectionId' } });
    expect((await managed())[0]?.managed).toBe(2);
  });
});

describe('a change of ownership', () => {
  it.each(['adopt', 'release'] as const)('(%s) waits for the run that is under way', async (action) => {
    const { server, change, managed } = await scene();
    await server.start('preview');
    await expect(change(action)).rejects.toMatchObject({ answer: { kind: 'conflict' } });
    expect((await managed())[0]?.managed).toBe(2);
    await server.drain();
    expect((await change(action)).applied).toBe(true);
  });

  it('is refused for a group that no run has looked at', async () => {
    const { change } = await scene();
    await expect(change('adopt', { groupId: 'id-Unknown' })).rejects.toMatchObject({
      answer: { kind: 'conflict' },
    });
  });
});
