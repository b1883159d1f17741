import type { Input } from '../../src/contract';
import { defaultMapping } from '../../src/domain/group-rules';
import { connectionStore } from '../../src/storage/connection-store';
import { saveConnection } from '../../src/resolvers/connections';
import { placeOf } from '../../src/sync/settings-change';
import { aDirectory, aUser } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { ConflictError } from '../../src/domain/stores';
import { CrashError } from '../support/memory-key-value';
import { aServer } from './handlers-support';

/** A connection that has synced once, and saves as the page makes them. */
async function scene() {
  const directory = aDirectory({ Design: ['ann', 'bob'] });
  const site = aSite({}, ['ann', 'bob', 'zoe']);
  const world = aServer(directory, site);
  // What is stored as it is: the world's own store counts every save as previewed.
  const connections = connectionStore(world.store);
  Object.assign(world.app, { connections });
  await world.addConnection();
  await world.app.secrets.set('conn-1', 'secret', 'us');
  await world.sync();
  const save = async (change: Partial<Input<'saveConnection'>>) => {
    const stored = await connections.get('conn-1');
    if (stored === undefined) throw new Error('no connection');
    const { id, revision, name, configuration, rules, schedule } = stored;
    return world.answerWith('saveConnection', saveConnection, {
      id,
      revision,
      name,
      configuration,
      rules,
      schedule,
      ...change,
    });
  };
  const everyone = async () => {
    const stored = await connections.get('conn-1');
    if (stored === undefined) throw new Error('no connection');
    return { ...stored.rules, mapping: { ...defaultMapping, everyone: ['Everybody'] } };
  };
  return { world, site, directory, connections, save, everyone };
}

describe('settings that nobody has seen a preview of', () => {
  it('are not applied by a run that waited for its first slice when they were saved', async () => {
    const { world, site, save, everyone } = await scene();
    const { run } = await world.start('sync');
    await save({ rules: await everyone() });
    await world.settle(run.id);
    expect(await world.reportOf(run.id)).toMatchObject({ mode: 'preview' });
    expect(membersOf(site, 'Everybody')).toBeUndefined();
    await world.sync();
    expect(membersOf(site, 'Everybody')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('are not taken for seen because a run with the settings of before ends', async () => {
    const { world, site, save, everyone } = await scene();
    const { run } = await world.start('sync');
    const [first] = world.events.splice(0, 1);
    if (first === undefined) throw new Error('no event');
    const { runSlice } = await import('../../src/sync/run');
    await runSlice(first.event, { ...world.runDeps(), limits: { endsAtMs: 0, outsideCalls: 0 } });
    await save({ rules: await everyone() });
    await world.settle(run.id);
    expect(await world.reportOf(run.id)).toMatchObject({ mode: 'sync' });
    expect(await world.sync()).toMatchObject({ mode: 'preview' });
    expect(membersOf(site, 'Everybody')).toBeUndefined();
  });

  it('are not applied after a crash in the middle of their save, wherever it was', async () => {
    for (let last = 0; last < 8; last += 1) {
      const { world, site, save, everyone } = await scene();
      const rules = await everyone();
      world.store.crashAfter(last);
      await save({ rules }).catch((error: unknown) => expect(error).toBeInstanceOf(CrashError));
      world.store.mend();
      const report = await world.sync();
      const isStored = (await world.app.connections.get('conn-1'))?.rules.mapping.everyone.length === 1;
      expect({ last, mode: isStored ? report.mode : 'preview' }).toEqual({ last, mode: 'preview' });
      expect(membersOf(site, 'Everybody')).toBeUndefined();
    }
  });
});

describe('another directory', () => {
  it('is not saved while a run of the old one is under way', async () => {
    const { world, connections, save } = await scene();
    const stored = await connections.get('conn-1');
    if (stored?.configuration.kind !== 'onelogin') throw new Error('no connection');
    const settings = { ...stored.configuration.settings, clientId: 'another' };
    await world.start('sync');
    const wish = { configuration: { kind: 'onelogin' as const, settings }, secret: 'another secret' };
    await expect(save(wish)).rejects.toMatchObject({ answer: { kind: 'conflict' } });
    await world.drain();
    await save(wish);
    expect(await world.memory.getLinks('conn-1')).toEqual({ people: new Map(), groups: new Map() });
    expect(await world.readings.get('conn-1')).toBeUndefined();
    expect((await world.memory.getLastTarget('conn-1'))?.paired).toEqual(new Map());
  });

  it('gives nobody the groups of somebody who had the same id in the old one', async () => {
    const { world, site, directory, connections, save } = await scene();
    const stored = await connections.get('conn-1');
    if (stored?.configuration.kind !== 'onelogin') throw new Error('no connection');
    const settings = { ...stored.configuration.settings, clientId: 'another' };
    await save({ configuration: { kind: 'onelogin', settings }, secret: 'another secret' });
    directory.users = [aUser('ann', { email: 'zoe@example.com' })];
    directory.groups.push({ id: 'role:VIP', kind: 'role', name: 'VIP' });
    directory.members = { 'role:VIP': ['ann'] };
    await world.sync();
    await world.sync();
    expect(membersOf(site, 'VIP')).toEqual(['acc-zoe']);
  });
});

describe('a secret', () => {
  it('is given for the place alone that it was entered for, whatever a crash leaves of a save', async () => {
    for (let last = 0; last < 12; last += 1) {
      const { world, connections, save } = await scene();
      const stored = await connections.get('conn-1');
      if (stored?.configuration.kind !== 'onelogin') throw new Error('no connection');
      const settings = { ...stored.configuration.settings, region: 'eu' as const };
      world.store.crashAfter(last);
      await save({ configuration: { kind: 'onelogin', settings }, secret: 'of the new place' }).catch(
        (error: unknown) => expect(error).toBeInstanceOf(CrashError),
      );
      world.store.mend();
      const now = await connections.get('conn-1');
      if (now === undefined) throw new Error('no connection');
      const place = placeOf(now.configuration);
      const secret = await world.app.secrets.get('conn-1', place);
      const right = place === 'eu' ? 'of the new place' : 'secret';
      expect([right, undefined]).toContain(secret);
    }
  });

  it('stays as it is where somebody else saved first', async () => {
    const { world, connections, save } = await scene();
    const stored = await connections.get('conn-1');
    if (stored?.configuration.kind !== 'onelogin') throw new Error('no connection');
    const settings = { ...stored.configuration.settings, region: 'eu' as const };
    const wish = { configuration: { kind: 'onelogin' as const, settings }, secret: 'of the second' };
    await expect(save({ ...wish, revision: stored.revision - 1 })).rejects.toBeInstanceOf(ConflictError);
    // Also where the other one comes between our look and our save.
    const set = world.app.secrets.set.bind(world.app.secrets);
    Object.assign(world.app.secrets, {
      set: async (...secret: Parameters<typeof set>) => {
        await set(...secret);
        Object.assign(world.app.secrets, { set });
        await connections.save({ ...stored, name: 'First' }, stored.revision);
      },
    });
    await expect(save(wish)).rejects.toBeInstanceOf(ConflictError);
    expect(await world.app.secrets.get('conn-1', 'us')).toBe('secret');
    expect((await connections.get('conn-1'))?.name).toBe('First');
  });
});
