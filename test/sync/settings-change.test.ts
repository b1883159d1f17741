import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import { defaultMapping } from '../../src/domain/group-rules';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
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
    { configuration: { kind: 'onelogin', settings }, rules: defaultRules },
    { configuration: { kind: 'onelogin', settings: { ...settings, ...other } }, rules: defaultRules },
  );
}

function changeOfRules(other: Partial<SyncRules>) {
  const configuration = { kind: 'onelogin' as const, settings };
  return settingsChange(
    { configuration, rules: defaultRules },
    { configuration, rules: { ...defaultRules, ...other } },
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

  it.each([
    ['where groups lead', { mapping: { ...defaultMapping, everyone: ['Staff'] } }],
    [
      'who takes part by their attributes',
      { conditions: [{ attribute: 'department', values: ['IT'], effect: { kind: 'include' as const } }] },
    ],
  ])('of %s is previewed', (_, other) => {
    expect(changeOfRules(other)).toEqual({ isOtherDirectory: false, needsPreview: true });
  });

  it('of what is held changes nothing', () => {
    expect(changeOfRules({ approvals: 2 })).toEqual({ isOtherDirectory: false, needsPreview: false });
  });
});
