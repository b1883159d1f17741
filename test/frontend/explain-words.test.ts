import type { ConnectionDocument } from '../../src/contract';
import { CallError } from '../../src/frontend/api/call-error';
import { allPieces } from '../../src/frontend/api/export-pieces';
import { createInput } from '../../src/frontend/pages/create/create-input';
import { documentError, parseDocument } from '../../src/frontend/pages/import/document-text';
import { importedDraft } from '../../src/frontend/pages/import/imported-draft';
import { parseRoute, paths } from '../../src/frontend/routing/route';
import { pathWords, valueWords } from '../../src/frontend/words/audit-words';
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
  it.each([
    ['name', 'Name'],
    ['rules.createMissingGroups', 'Create missing groups'],
    ['rules.limits.removals.perRun.max', 'Safety limits: removals, per run, max'],
    ['rules.mapping.renames.0.search', 'Renames of groups: 1, search'],
    ['settings.clientId', 'Settings: client id'],
    ['target.syncAccountId', 'Target, sync account id'],
  ])('%s is called "%s"', (path, words) => {
    expect(pathWords(path)).toBe(words);
  });

  it.each([
    [undefined, 'nothing'],
    ['true', 'on'],
    ['"Europe/Berlin"', 'Europe/Berlin'],
    ['""', 'empty'],
    ['[]', 'none'],
    ['["a","b"]', 'a; b'],
    ['[{"group":"Design","policy":"repair"}]', 'group: Design, policy: repair'],
    ['["a long list that was cu … (cut)', '["a long list that was cu … (cut)'],
  ])('%s is read as "%s"', (json, words) => {
    expect(valueWords(json)).toBe(words);
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
