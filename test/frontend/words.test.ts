import { CallError } from '../../src/frontend/api/call-error';
import { fieldErrorOf, isForWholeForm } from '../../src/frontend/pages/connector-form/field-errors';
import { parseRoute, paths } from '../../src/frontend/routing/route';
import { counted } from '../../src/frontend/words/count';
import { duration, relativeTime } from '../../src/frontend/words/time';

describe('places of the page', () => {
  it('have addresses that lead back to them', () => {
    expect(parseRoute(paths.connectors)).toEqual({ page: 'connectors' });
    expect(parseRoute(paths.chooseConnector)).toEqual({ page: 'choose-connector' });
    expect(parseRoute(paths.createConnector('okta'))).toEqual({ page: 'create-connector', kind: 'okta' });
    expect(parseRoute(paths.connector('a1', 'runs'))).toEqual({ page: 'connector', id: 'a1', tab: 'runs' });
    expect(parseRoute(paths.run('r1'))).toEqual({ page: 'run', runId: 'r1', changes: {} });
    expect(parseRoute(paths.site)).toEqual({ page: 'settings', tab: 'access' });
  });

  it('of earlier versions lead to the tabs of the settings', () => {
    expect(parseRoute('/site')).toEqual({ page: 'settings', tab: 'access' });
    expect(parseRoute('/audit')).toEqual({ page: 'settings', tab: 'audit' });
    expect(parseRoute('/settings')).toEqual({ page: 'settings', tab: 'access' });
    expect(parseRoute(paths.settings('notifications'))).toEqual({ page: 'settings', tab: 'notifications' });
  });

  it('open a connector on its general tab when the address names none', () => {
    expect(parseRoute('/connectors/a1')).toEqual({ page: 'connector', id: 'a1', tab: 'general' });
  });

  it.each(['/nowhere', '/create/ldap', '/connectors/a1/secrets', '/site/more', '/settings/passwords'])(
    '%s leads nowhere',
    (path) => {
      expect(parseRoute(path)).toEqual({ page: 'not-found' });
    },
  );
});

describe('times in words', () => {
  const now = Date.UTC(2026, 10, 22);
  it.each([
    [-20_000, 'just now'],
    [20_000, 'in less than a minute'],
    [-5 * 60_000, '5 minutes ago'],
    [90 * 60_000, 'in 1 hour'],
    [-26 * 3_600_000, 'yesterday'],
  ])('%d ms from now is "%s"', (distance, words) => {
    expect(relativeTime(now + distance, now)).toBe(words);
  });

  it.each([
    [0, '0 s'],
    [850, '850 ms'],
    [59_600, '1 min 00 s'],
    [245_000, '4 min 05 s'],
    [3_720_000, '1 h 02 min'],
  ])('%d ms last "%s"', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('count one and many', () => {
    expect([counted(1, 'group'), counted(1204, 'group'), counted(0, 'person', 'people')]).toEqual([
      '1 group',
      '1,204 groups',
      '0 people',
    ]);
  });
});

describe("the server's error", () => {
  const wrong = (field: string) => new CallError({ kind: 'invalid-input', message: 'Too long.', field });

  it.each([
    ['name', 'name'],
    ['configuration.settings.clientId', 'clientId'],
    ['configuration.settings.requiredGroups.2', 'requiredGroups'],
    ['configuration.settings.filters.users.emails.patterns.0', 'filters.users.emails'],
    ['configuration.settings.filters.groups.query', 'filters.groups.query'],
  ])('at %s lands on the field %s', (path, field) => {
    const fields = ['name', 'clientId', 'requiredGroups', 'filters.users.emails', 'filters.groups.query'];
    expect(fieldErrorOf(wrong(path), fields)).toEqual({
      [field]: 'Too long.',
    });
  });

  it('belongs to the whole form when no field is meant, and only then', () => {
    const conflict = new CallError({ kind: 'conflict', message: 'Saved in between.' });
    expect(isForWholeForm(conflict, ['name'])).toBe(true);
    expect(isForWholeForm(wrong('rules'), ['name'])).toBe(true);
    expect(isForWholeForm(wrong('name'), ['name'])).toBe(false);
    expect(isForWholeForm(null, ['name'])).toBe(false);
  });
});
