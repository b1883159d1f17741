import type { Input } from '../../src/contract';
import { defaultSiteSettings, type SiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import { listAudit } from '../../src/resolvers/audit';
import * as handlers from '../../src/resolvers/site-settings';
import { keys } from '../../src/storage/keys';
import { aSite, anAccount } from '../support/fake-site';
import { aServer } from './handlers-support';
import { storeRun, type Server } from './runs-support';

const dayMs = 86_400_000;

function asked(server: Server = aServer()) {
  return {
    server,
    get: () => server.answerWith('getSiteSettings', handlers.getSiteSettings, {}),
    save: (settings: Partial<SiteSettings>, revision = 0) =>
      server.answerWith('saveSiteSettings', handlers.saveSiteSettings, {
        revision,
        settings: { ...defaultSiteSettings, ...settings },
      }),
    audit: async () => (await server.answerWith('listAudit', listAudit, { limit: 10 })).entries,
  };
}

const ann = { accountId: 'acc-Ann', displayName: 'Ann Novak' };

describe('the settings of the site', () => {
  it('are what the app brings before anybody has saved', async () => {
    expect(await asked().get()).toEqual({
      settings: { ...defaultSiteSettings, revision: 0 },
      builtInLimits: defaultRules.limits,
    });
  });

  it('are saved, and the audit says what changed, of people no more than an id', async () => {
    const { get, save, audit } = asked();
    const limits = { ...defaultRules.limits, usual: { multiple: 3, floor: 1 } };
    const { settings } = await save({ protectedPeople: [ann], protectedGroups: ['vip-*'] });
    await save({ protectedPeople: [ann], defaultLimits: limits }, settings.revision);
    expect((await get()).settings).toMatchObject({ protectedGroups: [], defaultLimits: limits, revision: 2 });
    const [second, first] = await audit();
    expect(first).toMatchObject({ action: 'site-settings-changed', byAccountId: 'acc-admin' });
    expect(first?.changes).toEqual([
      { path: 'protectedGroups', before: '[]', after: '["vip-*"]' },
      { path: 'protectedPeople', before: '[]', after: '["acc-Ann"]' },
    ]);
    expect(second?.changes).toContainEqual({ path: 'defaultLimits.usual.multiple', after: '3' });
    expect(JSON.stringify([first, second])).not.toContain('Novak');
  });

  it('name each group and each person once', async () => {
    const { save } = asked();
    const { settings } = await save({ protectedGroups: ['VIP', 'vip'], protectedPeople: [ann, ann] });
    expect(settings).toMatchObject({ protectedGroups: ['vip'], protectedPeople: [ann] });
  });

  it('are not saved over somebody else’s, and that is no deed', async () => {
    const { save, audit } = asked();
    await save({ protectedGroups: ['vip'] });
    await expect(save({ protectedGroups: ['others'] }, 0)).rejects.toThrow(keys.siteSettings);
    expect(await audit()).toHaveLength(1);
  });

  it('that are as they were are no deed', async () => {
    const { save, audit } = asked();
    const { settings } = await save({ protectedGroups: ['vip'] });
    expect((await save({ protectedGroups: ['vip'] }, settings.revision)).settings.revision).toBe(1);
    expect(await audit()).toHaveLength(1);
  });

  it('that are damaged are said to be, and a save mends them', async () => {
    const { server, get, save } = asked();
    await save({ protectedGroups: ['vip'] });
    server.store.damage(`record/${keys.siteSettings}`, { protectedGroups: 'vip' });
    const { settings, damaged } = await get();
    expect({ settings, damaged }).toEqual({
      damaged: true,
      settings: { ...defaultSiteSettings, revision: 1 },
    });
    await save({ protectedGroups: ['vip', 'board'] }, settings.revision);
    expect(await get()).toMatchObject({ settings: { protectedGroups: ['vip', 'board'], revision: 2 } });
  });

  it.each<[string, Partial<SiteSettings>]>([
    ['a name of nothing', { protectedGroups: [' '] }],
    ['fewer than 10 runs', { retention: { runs: 9, days: 90 } }],
    ['more days than two years', { retention: { runs: 50, days: 731 } }],
  ])('with %s are refused', async (_, settings) => {
    await expect(asked().save(settings)).rejects.toThrow('');
    expect((await asked().get()).settings.revision).toBe(0);
  });
});

describe('fewer runs that are kept', () => {
  it('are counted before anything is deleted', async () => {
    const { server } = asked();
    await server.addConnection();
    await server.addConnection({ id: 'conn-2' });
    for (let day = 0; day < 14; day += 1)
      await storeRun(server, `run-${day}`, { run: { startedAtMs: server.clock.now() - day * dayMs } });
    const effect = (retention: Input<'retentionEffect'>['retention']) =>
      server.answerWith('retentionEffect', handlers.retentionEffect, { retention });
    expect(await effect({ runs: 10, days: 90 })).toEqual({ runs: 4, connectors: 1 });
    expect(await effect({ runs: 50, days: 7 })).toEqual({ runs: 6, connectors: 1 });
    expect(await effect({ runs: 50, days: 90 })).toEqual({ runs: 0, connectors: 0 });
    expect(await server.runs.newest('conn-1', 100)).toHaveLength(14);
  });
});

describe('what can be chosen', () => {
  const site = aSite({ 'vip-board': [], Design: [] }, []);
  site.accounts = [
    anAccount('Ann', { displayName: 'Ann Novak' }),
    anAccount('Ben', { displayName: 'Ben', active: false }),
  ];
  const { answerWith } = aServer(undefined, site);

  it('are groups of the site, with why the app leaves them alone anyway', async () => {
    site.groups = site.groups.map((group) =>
      group.name === 'vip-board' ? { ...group, protection: 'grants-administration' } : group,
    );
    const { groups } = await answerWith('findSiteGroups', handlers.findSiteGroups, { text: 'board' });
    expect(groups).toEqual([{ id: 'id-vip-board', name: 'vip-board', protection: 'grants-administration' }]);
  });

  it('are people, without their addresses', async () => {
    const { accounts } = await answerWith('findSiteAccounts', handlers.findSiteAccounts, { text: 'b' });
    expect(accounts).toEqual([{ accountId: 'acc-Ben', displayName: 'Ben', active: false }]);
  });
});
