import { defaultSiteSettings, type SiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import { explain } from '../../src/resolvers/explain';
import { changeOwnership } from '../../src/resolvers/ownership';
import { previewRules } from '../../src/resolvers/rules';
import { keys } from '../../src/storage/keys';
import { guardTarget, protectedBy } from '../../src/sync/protected';
import { aServer } from '../resolvers/handlers-support';
import { aDirectory, changing } from '../support/fake-directory';
import { aSite, fakeTarget, membersOf } from '../support/fake-site';

const people = ['ann', 'ben', 'cem'];
const meter = {
  request: () => undefined,
  retry: () => undefined,
  waited: () => undefined,
  remaining: () => undefined,
};
const person = (id: string) => ({ accountId: `acc-${id}`, displayName: id });

async function scene(groups: Record<string, readonly string[]> = { Design: ['ann', 'ben'], Print: ['ben'] }) {
  const directory = aDirectory(groups);
  const site = aSite({}, people);
  const server = aServer(directory, site);
  await server.addConnection();
  const protect = async (settings: Partial<SiteSettings>) => {
    const { revision } = await server.site.getSettings();
    return server.site.saveSettings({ ...defaultSiteSettings, ...settings }, revision);
  };
  return { server, site, protect, edit: changing(directory) };
}

describe('the last gate before a write', () => {
  const settings = { protectedGroups: ['vip-*'], protectedPeople: [person('cem')] };

  it('refuses protected groups and people, and lets all else through', async () => {
    const site = aSite({ 'VIP-Board': ['acc-ann'], Design: [] }, people);
    const target = guardTarget(fakeTarget(site, meter), protectedBy(settings));
    const reasons = [
      await target.addMember('id-VIP-Board', 'acc-ben'),
      await target.removeMember('id-VIP-Board', 'acc-ann'),
      await target.createGroup('vip-new'),
      await target.addMember('id-Design', 'acc-cem'),
    ].map((answer) => ('reason' in answer ? answer.reason : answer.kind));
    expect(reasons.map((reason) => /protected this (group|person)/.exec(reason)?.[1])).toEqual([
      'group',
      'group',
      'group',
      'person',
    ]);
    expect(await target.addMember('id-Design', 'acc-ann')).toEqual({ kind: 'applied' });
    expect(site.writes).toEqual(['add acc-ann Design']);
  });

  it('goes by the name that the group has now', async () => {
    const site = aSite({ Design: ['acc-ann'] }, people);
    const target = guardTarget(fakeTarget(site, meter), protectedBy(settings));
    site.groups = site.groups.map((group) => ({ ...group, name: 'vip-design' }));
    expect(await target.removeMember('id-Design', 'acc-ann')).toMatchObject({ kind: 'rejected' });
    expect(membersOf(site, 'vip-design')).toEqual(['acc-ann']);
  });

  it.each([
    [[], 1],
    [['vip-*'], 2],
  ])(
    'asks the site for a name only where names are protected (%j: %d call)',
    async (protectedGroups, calls) => {
      let asked = 0;
      const counting = { ...meter, request: () => void (asked += 1) };
      const site = aSite({ Design: [] }, people);
      const target = guardTarget(
        fakeTarget(site, counting),
        protectedBy({ protectedGroups, protectedPeople: [person('cem')] }),
      );
      await target.addMember('id-Design', 'acc-ann');
      expect(asked).toBe(calls);
    },
  );

  it('leaves the name of what the site itself protects', async () => {
    const site = aSite({ 'vip-admins': [] }, people);
    site.groups = site.groups.map((group) => ({ ...group, protection: 'grants-administration' }));
    const target = guardTarget(fakeTarget(site, meter), protectedBy(settings));
    const [group] = await target.findGroups({ ids: [], names: ['vip-admins'] });
    expect(group?.protection).toBe('grants-administration');
  });
});

describe('settings that change while a run is under way', () => {
  it('hold from the next invocation on, for what was planned before', async () => {
    const { server, site, protect } = await scene();
    let isFirst = true;
    site.beforeWrite = (write) => {
      if (!isFirst || !write.startsWith('add')) return undefined;
      isFirst = false;
      // The invocation ends after this change, and the next one reads the settings.
      server.advance(700_000);
      void protect({ protectedPeople: [person('ben')] });
      return undefined;
    };
    const report = await server.sync();
    expect(report).toMatchObject({ status: 'finished-with-failures', counts: { memberships: { added: 1 } } });
    expect(report.rejected.map(({ accountId, reason }) => [accountId, reason.slice(0, 41)])).toEqual([
      ['acc-ben', 'An administrator protected this person in'],
      ['acc-ben', 'An administrator protected this person in'],
    ]);
    expect(membersOf(site, 'Design')).toEqual(['acc-ann']);
  });
});

describe('settings that cannot be read', () => {
  it('stop every run before it changes anything, until somebody saves them', async () => {
    const { server, site, protect } = await scene();
    await protect({ protectedGroups: ['Design'] });
    server.store.damage(`record/${keys.siteSettings}`, { protectedGroups: 'Design' });
    const stopped = await server.sync();
    expect(stopped).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'stored-data-damaged' } });
    expect(stopped.stoppedBecause?.message).toContain('Open Settings, enter what is protected, and save.');
    expect(site.writes).toEqual([]);
    await server.site.saveSettings({ ...defaultSiteSettings, protectedGroups: ['Print'] }, 1);
    expect(await server.sync()).toMatchObject({ status: 'finished', left: [{ reason: 'protected-here' }] });
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-ben']);
  });
});

describe('what is stored of runs', () => {
  it('is explained and previewed by what is protected now', async () => {
    const { server, protect, edit } = await scene();
    await server.sync();
    edit.leave('role:Design', ['ben']);
    await server.sync('preview');
    const verdictOn = async (groupId: string, userId: string) => {
      const { memberships } = await server.answerWith('explain', explain, {
        connectionId: 'conn-1',
        groupId,
        userId,
      });
      return memberships[0]?.verdict;
    };
    const removals = async () => {
      const preview = await server.answerWith('previewRules', previewRules, {
        connectionId: 'conn-1',
        rules: { ...defaultRules, createMissingGroups: false },
      });
      return preview.summary;
    };
    expect(await verdictOn('made-1', 'ben')).toMatch(/the next sync removes them/);
    await protect({ protectedPeople: [person('ben')] });
    expect(await verdictOn('made-1', 'ben')).toMatch(/but an administrator protected this person/);
    await protect({ protectedGroups: ['des*'] });
    expect(await verdictOn('made-1', 'ben')).toMatch(/an administrator protected it in the settings/);
    expect(await removals()).toBe('This changes no membership.');
    await protect({});
    expect(await verdictOn('made-1', 'ben')).toMatch(/the next sync removes them/);
  });

  it('of a protected group is not taken over, nor are protected people', async () => {
    const { server, site, protect } = await scene();
    await server.app.secrets.set('conn-1', 'secret', 'us');
    await server.sync();
    const adopt = () =>
      server.answerWith('changeOwnership', changeOwnership, {
        connectionId: 'conn-1',
        groupId: 'made-1',
        action: 'adopt',
        apply: true,
      });
    await protect({ protectedGroups: ['design'] });
    await expect(adopt()).rejects.toThrow('An administrator protected this group');
    await protect({});
    site.groups.find(({ id }) => id === 'made-1')?.members.add('acc-cem');
    await server.sync();
    await protect({ protectedPeople: [person('cem')] });
    expect(await adopt()).toMatchObject({ applied: true, memberships: 0, wouldLose: [] });
    await protect({});
    expect(await adopt()).toMatchObject({ applied: true, memberships: 1, wouldLose: ['acc-cem'] });
  });
});
