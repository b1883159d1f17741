import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import { settingsChange } from '../../src/sync/settings-change';

const settings: OneLoginSettings = {
  region: 'us',
  clientId: 'a',
  groupSources: ['roles', 'group'],
  minimumRemainingCalls: 500,
  requiredGroups: [],
};

function change(other: Partial<OneLoginSettings>) {
  return settingsChange(
    { kind: 'onelogin', settings },
    { kind: 'onelogin', settings: { ...settings, ...other } },
  );
}

describe('a change of settings', () => {
  it.each([
    ['the region', { region: 'eu' as const }],
    ['an own subdomain', { region: 'subdomain' as const, subdomain: 'acme' }],
    ['the client ID', { clientId: 'b' }],
  ])('of %s may lead to another directory', (_, other) => {
    expect(change(other)).toEqual({ isOtherDirectory: true, needsPreview: true });
  });

  it.each([
    ['what to sync', { groupSources: ['roles' as const] }],
    ['the required groups', { requiredGroups: ['Staff'] }],
  ])('of %s is previewed', (_, other) => {
    expect(change(other)).toEqual({ isOtherDirectory: false, needsPreview: true });
  });

  it.each([
    ['the calls to be left', { minimumRemainingCalls: 1 }],
    ['an order', { groupSources: ['group' as const, 'roles' as const] }],
  ])('of %s changes nothing', (_, other) => {
    expect(change(other)).toEqual({ isOtherDirectory: false, needsPreview: false });
  });
});
