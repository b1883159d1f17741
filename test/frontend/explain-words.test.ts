import type { ConnectionDocument } from '../../src/contract';
import { CallError } from '../../src/frontend/api/call-error';
import { allPieces } from '../../src/frontend/api/export-pieces';
import { createInput } from '../../src/frontend/pages/create/create-input';
import { documentError, parseDocument } from '../../src/frontend/pages/import/document-text';
import { importedDraft } from '../../src/frontend/pages/import/imported-draft';
import { parseRoute, paths } from '../../src/frontend/routing/route';
import { changeWords, valueWords } from '../../src/frontend/words/audit-values';
import { pathWords } from '../../src/frontend/words/audit-words';
import { defaultRules } from '../../src/domain/sync-rules';
import { aConnection, anEntraConnection, anOktaConnection } from '../support/page-fixtures';

describe('places of explanations and of the audit log', () => {
  it.each([
    {},
    { userId: '10482' },
    { groupId: 'member_of:cn=Design/Web,ou=100% ours' },
    { userId: 'a/b?c#d', groupId: 'rule:Everybody %2F' },
  ])('an address leads back to %j', (subject) => {
    expect(parseRoute(paths.explain('a1', subject))).toEqual({ page: 'explain', id: 'a1', subject });
  });

  it('an address that a product has decoded already leads to the same person', () => {
    expect(parseRoute('/connectors/a1/explain/person/100%')).toMatchObject({ subject: { userId: '100%' } });
  });

  it('the audit log is the site’s or a connector’s', () => {
    expect(parseRoute(paths.audit)).toEqual({ page: 'settings', tab: 'audit' });
    expect(parseRoute(paths.connectorAudit('a1'))).toEqual({ page: 'audit', connectionId: 'a1' });
    expect(parseRoute(paths.import)).toEqual({ page: 'import' });
    expect(parseRoute('/audit/more')).toEqual({ page: 'not-found' });
  });
});

describe('an audited change in words', () => {
  const nameOf = (accountId: string) => (accountId === 'acc-ann' ? 'Ann Novak' : accountId);

  it.each([
    ['name', 'Name'],
    ['rules.createMissingGroups', 'Create missing groups'],
    ['rules.limits.removals.perRun.max', 'Safety limits: removals in one run, at most'],
    ['rules.limits.usual.multiple', 'Safety limits: more removals than usual, at most, in times the usual'],
    [
      'defaultLimits.emptiedGroups.maxShare',
      'Limits for new connectors: groups that are left without any member, at most, in percent',
    ],
    ['rules.mapping.renames.0.search', 'Renames of groups: 1, search'],
    ['settings.clientId', 'Client ID'],
    ['settings.baseUrl', 'Directory settings: base url'],
    ['target.syncAccountId', 'Sync account'],
    ['protectedPeople', 'Protected people'],
    ['retention.days', 'Days for which runs are kept'],
    ['somethingNew.here', 'Something new, here'],
  ])('%s is called "%s"', (path, words) => {
    expect(pathWords(path)).toBe(words);
  });

  it.each([
    ['name', undefined, 'nothing'],
    ['schedule.enabled', 'true', 'on'],
    ['schedule.timeZone', '"Europe/Berlin"', 'Europe/Berlin'],
    ['schedule.cron', '"*/30 * * * *"', 'Every 30 minutes'],
    ['rules.existingGroups.suffix', '""', 'empty'],
    ['rules.existingGroups.policy', '"adopt"', 'take it over'],
    ['rules.removal.graceHours', '24', '24 hours'],
    ['rules.limits.removals.perRun.maxShare', '0.25', '25 %'],
    ['rules.limits.additions.perRun.maxShare', '1000', 'no limit'],
    ['rules.limits.additions.perRun.max', '100000', '100,000'],
    ['target.syncAccountId', '"acc-ann"', 'Ann Novak'],
    ['rules.mapping.everyone', '[]', 'none'],
    ['rules.mapping.everyone', '["a","b"]', 'a; b'],
    ['settings.filters', '{"userQuery":"a"}', 'user query: a'],
    ['rules.mapping.map', '["a long list that was cu … (cut)', '["a long list that was cu … (cut)'],
  ])('the value of %s, %s, is read as "%s"', (path, json, words) => {
    expect(valueWords(path, json, nameOf)).toBe(words);
  });

  it.each([
    ['rules.mapping.renames', { kind: 'text', search: 'corp-', replace: '' }, '“corp-” becomes “”'],
    ['rules.mapping.map', { from: 'Print', to: ['Makers', 'Room'] }, 'Print goes to Makers and Room'],
    [
      'rules.conditions',
      { attribute: 'department', values: ['Sales', 'IT'], effect: { kind: 'grant', group: 'Sellers' } },
      'department is Sales or IT: gets Sellers',
    ],
    ['rules.existingGroups.decisions', { group: 'Design', decision: 'skip' }, 'Design: leave it alone'],
    ['rules.existingGroups.released', { sourceId: 'role:1', group: 'Design' }, 'Design'],
    ['rules.drift.groups', { group: 'Design', policy: 'report' }, 'Design: only list them'],
    ['rules.examples', { name: 'Ann stays', person: {} }, 'Ann stays'],
    ['protectedPeople', 'acc-ann', 'Ann Novak'],
  ])('in %s, one that came and one that went are told in plain words', (path, item, words) => {
    const other = JSON.stringify(typeof item === 'string' ? 'other' : { ...item, and: 'other' });
    const [before, after] = [`[${other}]`, `[${other},${JSON.stringify(item)}]`];
    expect(changeWords({ path, before, after }, nameOf)).toEqual({
      kind: 'list',
      added: [words],
      removed: [],
    });
    expect(changeWords({ path, before: after, after: before }, nameOf)).toMatchObject({ removed: [words] });
  });

  it('a long list is told by what was stored of it', () => {
    const [before, after] = ['[] (of 400 items, those that went)', '["b"] (of 401 items, those that came)'];
    const change = { path: 'rules.removal.keepGroups', before, after };
    expect(changeWords(change, nameOf)).toEqual({ kind: 'list', added: ['b'], removed: [] });
  });

  it('a secret is only said to have changed', () => {
    expect(changeWords({ path: 'secret' }, nameOf)).toEqual({ kind: 'secret' });
    expect(changeWords({ path: 'name', after: '"New"' }, nameOf)).toEqual({ kind: 'set', value: 'New' });
  });
});

describe('a file of a connector', () => {
  it.each(['', '{ "version": 1', '"a text"', '12', 'null'])('%j is refused with a sentence', (text) => {
    expect(parseDocument(text)).toEqual({ ok: false, message: expect.stringMatching(/\.|\?$/) });
  });

  it('is handed on as it stands', () => {
    expect(parseDocument('{"version":1}')).toEqual({ ok: true, document: { version: 1 } });
  });

  it('the server’s error says at which place of the file', () => {
    const message = 'Enter the client ID.';
    const at = (field: string) => documentError(new CallError({ kind: 'invalid-input', message, field }));
    expect(at('document.settings.clientId')).toBe('At settings.clientId: Enter the client ID.');
    expect(at('document')).toBe('Enter the client ID.');
    expect(documentError(null)).toBeUndefined();
  });

  it.each([
    ['onelogin', aConnection()],
    ['okta', anOktaConnection()],
    ['entra', anEntraConnection()],
  ] as const)('of %s becomes exactly what it says', (_kind, { configuration, name, schedule }) => {
    const settings = {
      ...configuration.settings,
      reading: { changes: false, completeEveryRuns: 7, completeEveryHours: 9 },
    };
    const rules = { ...defaultRules, createMissingGroups: false, approvals: 2 } as const;
    const document = {
      version: 1,
      kind: configuration.kind,
      name,
      secret: { env: 'SECRET' },
      settings,
      rules,
      schedule,
    } as unknown as ConnectionDocument;
    const { initial, besides } = importedDraft(document);
    expect(createInput({ ...initial, secret: 'not-a-real-secret' }, besides)).toEqual({
      name,
      configuration: { kind: configuration.kind, settings },
      secret: 'not-a-real-secret',
      rules,
      schedule,
    });
  });
});

describe('an export', () => {
  it('is all of its pieces, each asked for by the one before', async () => {
    const asked: (string | undefined)[] = [];
    const heard: number[] = [];
    const pieces = [
      { fileName: 'a.csv', text: 'one\r\n', cursor: '1' },
      { fileName: 'a.csv', text: 'two\r\n', cursor: '2' },
      { fileName: 'a.csv', text: 'three\r\n' },
    ];
    const whole = await allPieces(
      async (cursor) => {
        asked.push(cursor);
        return pieces[Number(cursor ?? 0)] ?? { fileName: '', text: '' };
      },
      (count) => heard.push(count),
    );
    expect(whole).toEqual({ fileName: 'a.csv', text: 'one\r\ntwo\r\nthree\r\n' });
    expect({ asked, heard }).toEqual({ asked: [undefined, '1', '2'], heard: [1, 2, 3] });
  });
});
