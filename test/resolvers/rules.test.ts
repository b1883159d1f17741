import type { Input } from '../../src/contract';
import { defaultMapping } from '../../src/domain/group-rules';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import type { FailureError } from '../../src/domain/failure';
import { checkRules, previewRules, tryMapping } from '../../src/resolvers/rules';
import { aDirectory, aUser, changing, type FakeDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aServer } from './handlers-support';

const everybody = ['ann', 'ben', 'cem', 'dee'];

/** A connection that has synced once: Design and Sales are linked, and everybody in them is managed. */
async function aSyncedServer(
  directory: FakeDirectory = aDirectory({ Design: ['ann', 'ben'], Sales: ['cem'] }),
  rules: Partial<SyncRules> = {},
) {
  const site = aSite({}, everybody);
  const server = aServer(directory, site);
  await server.addConnection({ rules });
  await server.sync();
  const preview = (wish: Omit<Input<'previewRules'>, 'connectionId'> = {}) =>
    server.answerWith('previewRules', previewRules, { connectionId: 'conn-1', ...wish });
  return { ...server, directory, site, preview };
}

const mapping = (change: Partial<SyncRules['mapping']>): SyncRules => ({
  ...defaultRules,
  mapping: { ...defaultMapping, ...change },
});

describe('a preview of rules', () => {
  it('says by group who comes and who goes, by name, and what would be held', async () => {
    const { preview } = await aSyncedServer();
    const { summary, effect } = await preview({
      rules: mapping({ map: [{ from: 'Sales', to: ['Field'] }], everyone: ['All'] }),
    });
    expect(summary).toBe('This removes 1 membership in 1 group and adds 4 in 2.');
    expect(effect).toMatchObject({
      additions: 4,
      removals: 1,
      people: { before: 3, after: 3 },
      groups: [
        { name: 'All', kind: 'new', additions: 3, added: ['Person ann', 'Person ben', 'Person cem'] },
        { name: 'Field', kind: 'new', additions: 1, removals: 0 },
        { name: 'Sales', kind: 'dropped', additions: 0, removals: 1, removed: ['Person cem'] },
      ],
      held: [{ group: 'Sales', limit: { kind: 'vanished' } }],
      unknown: [
        'No run has looked whether "All" or "Field" is on the site already: taken as missing, to be created.',
      ],
    });
  });

  it('says which groups nobody has looked for, also where missing groups are not created', async () => {
    const { preview, sync } = await aSyncedServer(undefined, { createMissingGroups: false });
    const rules = { ...mapping({ everyone: ['All'] }), createMissingGroups: false };
    expect((await preview({ rules })).effect?.unknown).toEqual([
      'No run has looked whether "All" is on the site already: taken as missing, and left alone because creating groups is off.',
    ]);
    // Design and Sales were looked for by the run.
    await sync();
    expect((await preview()).effect?.unknown).toEqual([]);
    expect((await preview({ rules: defaultRules })).effect?.unknown).toEqual([]);
  });

  it('of what is saved changes nothing, and names collisions and groups that wait for a decision', async () => {
    const directory = aDirectory(
      { Design: ['ann'], Old: ['ben'] },
      {
        groups: [
          { id: 'role:Design', kind: 'role', name: 'Design' },
          { id: 'role:Old', kind: 'role', name: 'design' },
        ],
      },
    );
    const site = aSite({ Sales: ['cem'] }, everybody);
    directory.groups.push({ id: 'role:Sales', kind: 'role', name: 'Sales' });
    const server = aServer(directory, site);
    await server.addConnection({
      rules: { existingGroups: { ...defaultRules.existingGroups, policy: 'ask' } },
    });
    await server.sync();
    const { summary, effect } = await server.answerWith('previewRules', previewRules, {
      connectionId: 'conn-1',
    });
    expect(summary).toBe('This changes no membership.');
    expect(effect?.collisions).toMatchObject([
      { name: 'Design', sources: [{ id: 'role:Design' }, { id: 'role:Old' }] },
    ]);
    expect(effect?.undecided).toEqual(['Sales']);
    expect(effect?.groups).toEqual([]);
  });

  it('names no collision where both groups are linked: they go on, whatever they are called', async () => {
    const { preview } = await aSyncedServer();
    const { effect } = await preview({
      rules: mapping({ renames: [{ kind: 'text', search: 'Sales', replace: 'Design' }] }),
    });
    expect(effect).toMatchObject({ collisions: [], removals: 0 });
  });

  it('goes by who is in a group already: whoever was put in by hand is not added', async () => {
    const directory = aDirectory({ Design: ['ann'], Sales: [] });
    const server = aServer(directory, aSite({ Sales: ['acc-ann'] }, everybody));
    await server.addConnection();
    await server.sync();
    const rules = mapping({ map: [{ from: 'Design', to: ['Sales'] }], merged: ['Sales'] });
    const { effect } = await server.answerWith('previewRules', previewRules, {
      connectionId: 'conn-1',
      rules,
    });
    expect(effect).toMatchObject({
      additions: 0,
      removals: 1,
      groups: [{ name: 'Design', kind: 'dropped' }],
    });
  });

  it('names whom the directory has lost as the site has them', async () => {
    const keeping = { removal: { ...defaultRules.removal, left: 'keep' as const } };
    const { preview, directory, site, sync } = await aSyncedServer(undefined, keeping);
    site.accounts = site.accounts.map((account) => ({
      ...account,
      displayName: `Site ${account.accountId}`,
    }));
    changing(directory).removeUser('ann');
    await sync('preview');
    const { effect } = await preview({ rules: defaultRules });
    expect(effect?.groups).toMatchObject([{ name: 'Design', removals: 1, removed: ['Site acc-ann'] }]);
  });

  it('says what waits for its grace period, and what is no longer made', async () => {
    const { preview, directory } = await aSyncedServer();
    directory.members['role:Design'] = ['ann', 'ben', 'cem'];
    const rules: SyncRules = {
      ...mapping({ map: [{ from: 'Sales', to: ['Design'] }], merged: [] }),
      removal: { ...defaultRules.removal, graceHours: 24 },
    };
    expect((await preview({ rules })).summary).toContain('waits for 24 hours first');
    const kept = { ...defaultRules, removal: { ...defaultRules.removal, keepGroups: ['Sales'] } };
    expect((await preview({ rules: kept })).summary).toBe('This changes no membership.');
  });

  it('says what the saved rules would do and these would not', async () => {
    const { preview, connections } = await aSyncedServer();
    const saved = await connections.get('conn-1');
    if (saved === undefined) throw new Error('no connection');
    await connections.save({ ...saved, rules: mapping({ everyone: ['All'] }) }, saved.revision);
    expect((await preview({ rules: defaultRules })).summary).toBe(
      'This changes no membership. 3 additions that the saved rules would make are no longer made.',
    );
  });

  it('leaves out conditions on attributes that were not read, and says so', async () => {
    const { preview } = await aSyncedServer();
    const rules: SyncRules = {
      ...defaultRules,
      conditions: [{ attribute: 'department', values: ['Design'], effect: { kind: 'include' } }],
    };
    const { effect } = await preview({ rules });
    expect(effect).toMatchObject({ removals: 0, people: { after: 3 } });
    expect(effect?.unknown.join(' ')).toContain('"department" of people was not read yet');
  });

  it('counts with the attributes that the saved rules look at', async () => {
    const directory = aDirectory({ Design: ['ann', 'ben'] });
    directory.users = [
      aUser('ann', { attributes: { department: ['Design'] } }),
      aUser('ben', { attributes: { department: ['Sales'] } }),
    ];
    const { preview } = await aSyncedServer(directory, {
      conditions: [{ attribute: 'department', values: ['*'], effect: { kind: 'include' } }],
    });
    const { effect } = await preview({
      rules: {
        ...defaultRules,
        conditions: [{ attribute: 'department', values: ['Sales'], effect: { kind: 'exclude' } }],
      },
    });
    expect(effect).toMatchObject({
      removals: 1,
      groups: [{ removed: ['Person ben'] }],
      people: { after: 1 },
    });
  });

  it('goes by whom the first preview paired, before any sync', async () => {
    const server = aServer(aDirectory({ Design: ['ann', 'ben'] }), aSite({}, everybody));
    await server.addConnection();
    await server.sync('preview');
    const { effect } = await server.answerWith('previewRules', previewRules, {
      connectionId: 'conn-1',
      rules: mapping({ everyone: ['All'] }),
    });
    expect(effect).toMatchObject({ additions: 2, removals: 0, people: { after: 2 } });
  });

  it('counts people apart whom no run has paired yet', async () => {
    const server = aServer(aDirectory({ Design: ['ann', 'ben'] }), aSite({}, everybody));
    await server.addConnection();
    await server.sync('preview');
    const last = await server.memory.getLastTarget('conn-1');
    if (last === undefined) throw new Error('nothing was kept of the site');
    await server.memory.putLastTarget('conn-1', { ...last, paired: new Map() });
    const { effect } = await server.answerWith('previewRules', previewRules, { connectionId: 'conn-1' });
    expect(effect).toMatchObject({ additions: 0, people: { before: 2 } });
    expect(effect?.unknown).toEqual([
      '2 people take part whom no sync has paired with an account yet. They may get up to 2 memberships, which are not counted here.',
    ]);
  });

  it('says that a run would stop where the rules leave nobody', async () => {
    const { preview } = await aSyncedServer();
    const { configuration } = (await (await aSyncedServer()).connections.get('conn-1')) ?? {};
    if (configuration?.kind !== 'onelogin') throw new Error('another kind');
    const settings = { ...configuration.settings, requiredGroups: ['Nowhere'] };
    const answer = await preview({ configuration: { kind: 'onelogin', settings } });
    expect(answer).toEqual({
      summary: expect.stringContaining('would stop and say: No group in the directory is called "Nowhere"'),
    });
  });

  it('of another directory is none, and neither is one where nothing was read', async () => {
    const { preview, readings, connections } = await aSyncedServer();
    const { configuration } = (await connections.get('conn-1')) ?? {};
    if (configuration?.kind !== 'onelogin') throw new Error('another kind');
    const other = { ...configuration.settings, clientId: 'another' };
    expect(await preview({ configuration: { kind: 'onelogin', settings: other } })).toEqual({
      summary: expect.stringContaining('another directory'),
    });
    await readings.remove('conn-1');
    expect(await preview()).toEqual({ summary: expect.stringContaining('Nothing is stored') });
  });

  it('says what the stored reading may lack where other people or groups would be read', async () => {
    const { preview, connections } = await aSyncedServer();
    const { configuration } = (await connections.get('conn-1')) ?? {};
    if (configuration?.kind !== 'onelogin') throw new Error('another kind');
    const settings = {
      ...configuration.settings,
      groupSources: ['roles' as const, 'group' as const],
      requiredGroups: ['Design'],
    };
    const { effect } = await preview({ configuration: { kind: 'onelogin', settings } });
    expect(effect?.unknown).toEqual([
      expect.stringContaining('Other people may be read'),
      expect.stringContaining('Other groups may be read'),
    ]);
    expect(effect).toMatchObject({ removals: 1, people: { before: 3, after: 2 } });
  });

  it('is refused with the field where the rules cannot be meant, as a save is', async () => {
    const { preview } = await aSyncedServer();
    const rules = mapping({ renames: [{ kind: 'expression', search: '(', replace: '' }] });
    const refused = preview({ rules }).catch((error: unknown) => error);
    expect(((await refused) as FailureError).failure).toMatchObject({
      kind: 'settings-rejected',
      field: 'rules.mapping.renames.0.search',
    });
  });

  it('removes nobody while the ledger of another connector cannot be read', async () => {
    const server = await aSyncedServer();
    await server.addConnection({ id: 'conn-2' });
    server.store.damage('v1:doc:conn-2:ledger', 'rubbish');
    const { effect } = await server.preview({ rules: mapping({ map: [{ from: 'Sales', to: ['Field'] }] }) });
    expect(effect).toMatchObject({ removals: 0 });
    expect(effect?.unknown.join(' ')).toContain('is damaged');
  });

  it('makes no call and stores nothing', async () => {
    const server = await aSyncedServer();
    Object.assign(server.app, {
      openSite: () => {
        throw new Error('the site is not asked');
      },
    });
    const before = { calls: server.directory.remaining.calls, writes: server.site.writes.length };
    const memory = JSON.stringify([...(await server.memory.getLedger('conn-1'))]);
    await server.preview({ rules: mapping({ everyone: ['All'] }) });
    expect({ calls: server.directory.remaining.calls, writes: server.site.writes.length }).toEqual(before);
    expect(JSON.stringify([...(await server.memory.getLedger('conn-1'))])).toBe(memory);
  });
});

describe('the test box', () => {
  const ask = (wish: Input<'tryMapping'>) => aServer().answerWith('tryMapping', tryMapping, wish);

  it('says what each rename makes of a name, where it leads, and which names meet', async () => {
    const answer = await ask({
      mapping: { ...defaultMapping, renames: [{ kind: 'text', search: 'okta-', replace: '' }] },
      names: ['okta-Design', 'Design', 'Sales'],
    });
    expect(answer).toMatchObject({
      names: [
        { name: 'okta-Design', steps: [{ rule: 0, result: 'Design' }], leadsTo: ['Design'], why: 'rename' },
        { name: 'Design', steps: [], why: 'name' },
        { name: 'Sales', why: 'name' },
      ],
      collisions: [{ name: 'Design' }],
      faults: [],
    });
  });

  it('names faults, and maps nothing by renames that cannot be run', async () => {
    const renames = [{ kind: 'expression' as const, search: '(', replace: '' }];
    const answer = await ask({ mapping: { ...defaultMapping, renames }, names: ['Design'] });
    expect(answer).toMatchObject({ names: [], faults: [{ field: 'mapping.renames.0.search' }] });
  });

  it('takes a name that is listed twice for one group', async () => {
    const answer = await ask({ mapping: defaultMapping, names: ['Design', 'Design'] });
    expect(answer).toMatchObject({ names: [{}, {}], collisions: [] });
  });
});

describe('the check of rules', () => {
  it('answers with every fault, examples that fail included', async () => {
    const rules: SyncRules = {
      ...defaultRules,
      mapping: { ...defaultMapping, everyone: ['All', 'all'] },
      examples: [{ kind: 'group', name: 'Design', leadsTo: ['Sales'] }],
    };
    const { faults } = await aServer().answerWith('checkRules', checkRules, { rules });
    expect(faults.map(({ field }) => field)).toEqual(['mapping.everyone.1', 'examples.0.leadsTo']);
  });
});
