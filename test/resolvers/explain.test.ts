import type { HeldDecision } from '../../src/domain/run';
import type { Input } from '../../src/contract';
import type { Explanation } from '../../src/domain/explanation';
import { defaultMapping } from '../../src/domain/group-rules';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { explain, findSubjects } from '../../src/resolvers/explain';
import { keys } from '../../src/storage/keys';
import { aDirectory, aUser, changing, type FakeDirectory } from '../support/fake-directory';
import { aSite, type FakeSite } from '../support/fake-site';
import { aServer } from './handlers-support';

const everybody = ['ann', 'ben', 'cem', 'dee', 'sync'];

interface Wishes {
  readonly directory?: FakeDirectory;
  readonly site?: FakeSite;
  readonly rules?: Partial<SyncRules>;
  readonly requiredGroups?: string[];
}

async function aSyncedServer({
  directory = aDirectory({ Design: ['ann', 'ben'], Sales: ['cem'] }),
  site = aSite({}, everybody),
  rules = {},
  requiredGroups = [],
}: Wishes = {}) {
  const server = aServer(directory, site);
  await server.addConnection({ rules, selection: { requiredGroups } });
  await server.sync();
  const ask = (asked: Omit<Input<'explain'>, 'connectionId'>) =>
    server.answerWith('explain', explain, { connectionId: 'conn-1', ...asked });
  const save = async (change: Partial<SyncRules>) => {
    const saved = await server.connections.get('conn-1');
    if (saved === undefined) throw new Error('no connection');
    await server.connections.save({ ...saved, rules: { ...saved.rules, ...change } }, saved.revision);
  };
  return { ...server, directory, site, ask, save };
}

const verdict = ({ memberships }: Explanation, group = 'Design') =>
  memberships.find((each) => each.group === group)?.verdict;
const said = ({ memberships }: Explanation, step: string, group = 'Design') =>
  memberships
    .find((each) => each.group === group)
    ?.steps.filter((each) => each.step === step)
    .map(({ message }) => message)
    .join(' ');

describe('the explanation of a person', () => {
  it('goes from the directory to the site: found, active, paired, and in what since when', async () => {
    const { ask } = await aSyncedServer();
    const answer = await ask({ userId: 'ann' });
    expect(answer).toMatchObject({
      subject: { kind: 'person', person: { userId: 'ann', accountId: 'acc-ann', email: 'ann@example.com' } },
      steps: [
        { step: 'directory', answer: 'yes' },
        { step: 'status', answer: 'yes' },
        { step: 'scope', answer: 'yes' },
        { step: 'account', answer: 'yes' },
      ],
      memberships: [{ group: 'Design', wanted: true, present: true, managed: true }],
      membershipCount: 1,
    });
    expect(verdict(answer)).toBe(
      'Person ann is in Design: they are in the role "Design", which leads to it, since the run of 2026-11-22 08:00 UTC.',
    );
    expect(answer.readAtMs).toBeDefined();
    expect(answer.siteAtMs).toBeDefined();
  });

  it('says which rule keeps them out', async () => {
    const { ask } = await aSyncedServer({ requiredGroups: ['Sales'] });
    const answer = await ask({ userId: 'ben' });
    expect(verdict(answer)).toBe(
      'Person ben is not paired with an account, so whether they are in Design cannot be told: they are in none of the required groups.',
    );
    expect(answer.steps).toContainEqual({
      step: 'scope',
      answer: 'no',
      message: 'Is in none of the required groups: "Sales".',
    });
  });

  it('says what their status is, and that the next sync removes them', async () => {
    const { ask, directory, sync, advance } = await aSyncedServer();
    advance(60_000);
    directory.users = directory.users.map((user) =>
      user.id === 'ben' ? aUser('ben', { status: 'inactive', reportedStatus: 'Suspended' }) : user,
    );
    await sync('preview');
    const answer = await ask({ userId: 'ben' });
    expect(verdict(answer)).toBe(
      'Person ben is in Design: their account in the directory is not active ("Suspended"); the next sync removes them.',
    );
    expect(said(answer, 'outcome')).toContain('planned it, as a preview (removal)');
  });

  it('says why nobody could be paired with them', async () => {
    const { ask } = await aSyncedServer({ directory: aDirectory({ Design: ['ann', 'eve'] }) });
    expect(verdict(await ask({ userId: 'eve' }))).toBe(
      'Person eve is not paired with an account, so whether they are in Design cannot be told: they are in the role "Design", which leads to it, but no account shows their e-mail address.',
    );
  });

  it('says that somebody was put in by hand, and that this is left alone', async () => {
    const { ask } = await aSyncedServer({ site: aSite({ Design: ['acc-dee'] }, everybody) });
    const answer = await ask({ userId: 'acc-dee' });
    expect(answer.subject).toEqual({
      kind: 'person',
      person: { accountId: 'acc-dee', displayName: 'dee' },
    });
    expect(verdict(answer)).toBe(
      'dee is in Design: this connector did not put them in, and leaves that alone.',
    );
    expect(answer.memberships).toMatchObject([{ wanted: false, present: true, managed: false }]);
  });

  it('says that the site refused the addition in the last run', async () => {
    const site = aSite({}, everybody);
    site.beforeWrite = (write) =>
      write === 'add acc-ben Design'
        ? { kind: 'rejected', reason: 'The account may not be added.' }
        : undefined;
    const { ask } = await aSyncedServer({ site });
    const answer = await ask({ userId: 'ben' });
    expect(verdict(answer)).toContain('and the site refused: The account may not be added.');
    expect(said(answer, 'outcome')).toContain('tried it, and the site refused (addition)');
  });

  it('says what waits for approval, with the limit that holds it', async () => {
    const { ask, save } = await aSyncedServer();
    await save({ mapping: { ...defaultMapping, map: [{ from: 'Design', to: ['Creative'] }] } });
    const answer = await ask({ userId: 'ann' });
    expect(verdict(answer)).toBe(
      'Person ann is in Design: nothing in the directory leads to this group any more; the removal waits for approval.',
    );
    expect(said(answer, 'plan')).toContain('is no longer in the directory');
    expect(verdict(answer, 'Creative')).toContain('the next sync adds them');
    expect(said(answer, 'map', 'Creative')).toBe('The map leads "Design" to "Creative".');
  });

  it('of a group that vanished says what waits for approval, and since which run', async () => {
    const { ask, sync, directory, ...server } = await aSyncedServer();
    changing(directory).removeGroup('role:Design');
    server.advance(1000);
    const { runId } = await sync();
    const told = async () => (await ask({ groupId: 'made-1' })).steps.map(({ message }) => message).join(' ');
    const first = await told();
    expect(first).toContain(
      'The next sync adds 0 here and removes 0; 2 removals wait for approval; 0 removals wait for the grace period.',
    );
    expect(first).toMatch(
      /The run of 2026-.* held 2 removals of this group for approval; nobody has decided about that yet\./,
    );
    const run = await server.runs.get(runId);
    if (run === undefined) throw new Error('no run');
    const decide = async (decision: HeldDecision) => {
      const stored = await server.runs.get(runId);
      const { by, sourceIds, rejected, ...rest } = decision;
      const lists = {
        ...(sourceIds && { sourceIds: [...sourceIds] }),
        ...(rejected && { rejected: [...rejected] }),
      };
      await server.runs.save({ ...run, decision: { ...rest, ...lists, by: [...by] } }, stored?.revision ?? 0);
      return told();
    };
    const [approved, rejected] = [
      { kind: 'approved', by: [] },
      { kind: 'rejected', by: [] },
    ] as const;
    expect(await decide(rejected)).toContain('for approval; an administrator has rejected that.');
    // A decision about other groups says nothing of this one.
    for (const decision of [rejected, approved])
      expect(await decide({ ...decision, sourceIds: ['role:Print'] })).toContain(
        'nobody has decided about that yet',
      );
    const mixed = { ...approved, rejected: ['role:Design'] };
    expect(await decide(mixed)).toContain('an administrator has rejected that.');
    expect(await decide({ ...approved, sourceIds: ['role:Design'] })).toContain(
      'an administrator has approved that.',
    );
  });

  it('names people whom the directory does not know as the site has them, and keeps that nowhere', async () => {
    const site = aSite({ Design: ['acc-dee'] }, everybody);
    site.accounts = site.accounts.map((account) =>
      account.accountId === 'acc-dee' ? { ...account, displayName: 'Dee Dahl' } : account,
    );
    const server = await aSyncedServer({ site });
    const { memberships } = await server.ask({ groupId: 'id-Design' });
    expect(memberships.map(({ displayName }) => displayName)).toEqual([
      'Dee Dahl',
      'Person ann',
      'Person ben',
    ]);
    expect(memberships[0]?.verdict).toMatch(/^Dee Dahl is in Design/);
    const found = await server.answerWith('findSubjects', findSubjects, {
      connectionId: 'conn-1',
      text: 'acc-dee',
    });
    expect(found.people).toEqual([{ accountId: 'acc-dee', displayName: 'Dee Dahl' }]);
    const stored = server.store.keys().map((key) => JSON.stringify(server.store.dump(key) ?? ''));
    expect(stored.filter((value) => value.includes('Dahl'))).toEqual([]);
  });

  it('says what renames and conditions decide', async () => {
    const directory = aDirectory({ 'okta-Design': ['ann'] });
    directory.users = [aUser('ann', { attributes: { department: ['Web'] } }), aUser('ben')];
    const { ask } = await aSyncedServer({
      directory,
      rules: {
        mapping: {
          ...defaultMapping,
          renames: [{ kind: 'text', search: 'okta-', replace: '' }],
          everyone: ['All'],
        },
        conditions: [{ attribute: 'department', values: ['Web'], effect: { kind: 'grant', group: 'Web' } }],
      },
    });
    const answer = await ask({ userId: 'ann' });
    expect(said(answer, 'rename')).toBe('Rename 1 makes "Design" of "okta-Design".');
    expect(verdict(answer, 'Web')).toContain('the condition on "department" ("Web") grants it to them');
    expect(verdict(answer, 'All')).toContain('everybody who takes part gets this group');
    expect((await ask({ userId: 'ben' })).memberships.map(({ group }) => group)).toEqual(['All']);
  });

  it('says through which group in the group they are a member', async () => {
    const directory = aDirectory({ Design: ['ann'], Berlin: ['ben'] });
    directory.members['role:Design'] = ['ann', 'role:Berlin'];
    const server = aServer(directory, aSite({}, everybody));
    await server.addConnection({
      configuration: {
        kind: 'entra',
        settings: {
          cloud: 'global',
          tenantId: 'acme.example',
          clientId: '11111111-2222-3333-4444-555555555555',
          auth: 'secret',
          groupKinds: ['security'],
          nestedGroups: 'flatten',
          guests: 'exclude',
          minimumRemainingShare: 0.2,
          requiredGroups: [],
        },
      },
    });
    await server.sync();
    const answer = await server.answerWith('explain', explain, { connectionId: 'conn-1', userId: 'ben' });
    expect(said(answer, 'source')).toBe('Is in the role "Design", through the group "Berlin" that is in it.');
  });

  it('says which other connector wants them there, and who rejected what', async () => {
    const server = await aSyncedServer();
    await server.addConnection({ id: 'conn-2', directory: aDirectory({ Design: ['ann'] }) });
    await server.sync('sync', undefined, 'conn-2');
    await server.memory.putRejected('conn-1', [
      {
        groupId: 'made-1',
        groupName: 'Design',
        accountId: 'acc-ben',
        change: 'remove',
        atMs: 0,
        byAccountId: 'x',
      },
    ]);
    server.directory.members['role:Design'] = [];
    await server.sync('preview');
    const ann = await server.ask({ userId: 'ann' });
    expect(verdict(ann)).toContain('but the connector "OneLogin" wants them in it');
    expect(said(ann, 'others')).toBe('The connector "OneLogin" wants it too.');
    const ben = await server.ask({ userId: 'ben' });
    expect(verdict(ben)).toContain('but an administrator rejected the change for good');
    expect(said(ben, 'rejected')).toContain('1970-01-01 00:00 UTC');
  });

  it('says until when a removal waits', async () => {
    const { ask, save, directory, sync } = await aSyncedServer();
    await save({ removal: { ...defaultRules.removal, graceHours: 48 } });
    directory.members['role:Design'] = ['ann'];
    await sync();
    expect(verdict(await ask({ userId: 'ben' }))).toBe(
      'Person ben is in Design: they are in no group that leads to it, and no rule grants it; a sync after 2026-11-24 08:00 UTC removes them.',
    );
  });

  it('without an account does not say that they are in no group, unless the group is still to be created', async () => {
    const { ask, save } = await aSyncedServer({
      directory: aDirectory({ Design: ['ann'], Staff: ['ann'], Sales: ['ben'] }),
      site: aSite({ Design: ['acc-ben'] }, everybody),
      requiredGroups: ['Staff'],
    });
    expect(verdict(await ask({ userId: 'ben', groupId: 'role:Design' }))).toContain('cannot be told');
    await save({ mapping: { ...defaultMapping, map: [{ from: 'Design', to: ['New'] }] } });
    expect(verdict(await ask({ userId: 'ben', groupId: 'role:Design' }), 'New')).toContain('is not in New');
  });

  it('with a group tells that one membership, also where there is none', async () => {
    const { ask } = await aSyncedServer();
    const answer = await ask({ userId: 'cem', groupId: 'made-1' });
    expect(answer.memberships).toHaveLength(1);
    expect(verdict(answer)).toBe(
      'Person cem is not in Design: they are in no group that leads to it, and no rule grants it.',
    );
    expect(said(answer, 'source')).toBe('Is not in the role "Design".');
  });

  it('is refused where nothing is stored of them, or of anybody', async () => {
    const { ask, readings } = await aSyncedServer();
    await expect(ask({ userId: 'nobody' })).rejects.toThrow('Nothing is stored of this');
    await expect(ask({ groupId: 'nothing' })).rejects.toThrow('Nothing is stored of this');
    await readings.remove('conn-1');
    await expect(ask({ userId: 'ann' })).rejects.toThrow('Run a preview');
  });

  it('goes on without what is damaged of the last run', async () => {
    const { ask, store, runs } = await aSyncedServer();
    const [run] = await runs.newest('conn-1', 1);
    for (const name of ['changes', 'report']) store.damage(keys.document(run?.id ?? '', name), 'rubbish');
    expect(said(await ask({ userId: 'ann' }), 'outcome')).toBe('');
  });
});

describe('the explanation of a group', () => {
  it('names what leads to it, what is planned, and everybody in it with a verdict', async () => {
    const { ask } = await aSyncedServer({ site: aSite({ Design: ['acc-dee'] }, everybody) });
    const answer = await ask({ groupId: 'id-Design' });
    expect(answer).toMatchObject({
      subject: { kind: 'group', group: { name: 'Design', groupId: 'id-Design', sources: ['role "Design"'] } },
      memberships: [
        { userId: 'ann', present: true, managed: true },
        { userId: 'ben' },
        { accountId: 'acc-dee', managed: false },
      ],
      membershipCount: 3,
    });
    expect(answer.steps.map(({ step }) => step)).toEqual(['source', 'target', 'plan']);
  });

  it('is found by the id of the directory group too, also when the rules drop it', async () => {
    const { ask, save } = await aSyncedServer();
    expect((await ask({ groupId: 'role:Sales' })).membershipCount).toBe(1);
    await save({ mapping: { ...defaultMapping, unnamed: 'drop', everyone: ['All'] } });
    const { steps, subject } = await ask({ groupId: 'role:Sales' });
    expect(subject).toMatchObject({ group: { name: 'Sales' } });
    expect(steps).toContainEqual(expect.objectContaining({ step: 'map', answer: 'no' }));
  });

  it('says why it is left alone', async () => {
    const site = aSite({}, everybody);
    site.groups.push({
      id: 'admins',
      name: 'Design',
      protection: 'grants-administration',
      members: new Set(),
    });
    const { ask } = await aSyncedServer({ site });
    const answer = await ask({ groupId: 'role:Design' });
    expect(answer.steps).toContainEqual({
      step: 'target',
      answer: 'no',
      message: 'The group "Design" is left alone: it grants administration.',
    });
    expect(answer.memberships[0]?.verdict).toContain('but the group is left alone: it grants administration');
  });

  it('lists two hundred of many, and counts all', async () => {
    const ids = Array.from({ length: 230 }, (_, index) => `p${index}`);
    const { ask } = await aSyncedServer({
      directory: aDirectory({ Design: ids }, { pageSize: 500 }),
      site: aSite({}, ids),
    });
    const { memberships, membershipCount } = await ask({ groupId: 'role:Design' });
    expect([memberships.length, membershipCount]).toEqual([200, 230]);
  });
});

describe('explanations and searches', () => {
  it('make no call and find what is stored', async () => {
    const server = await aSyncedServer();
    Object.assign(server.app, {
      openSite: () => {
        throw new Error('the site is not asked');
      },
    });
    const { calls } = server.directory.remaining;
    await server.ask({ userId: 'ann' });
    const find = (text: string) =>
      server.answerWith('findSubjects', findSubjects, { connectionId: 'conn-1', text });
    expect(await find('design')).toMatchObject({
      people: [],
      groups: [{ side: 'directory' }, { side: 'site' }],
    });
    expect(await find('acc-ann')).toMatchObject({
      people: [{ userId: 'ann' }],
      readAtMs: expect.any(Number),
    });
    expect(server.directory.remaining.calls).toBe(calls);
    await server.readings.remove('conn-1');
    expect(await find('design')).not.toHaveProperty('readAtMs');
  });
});
