import { mergedSettings } from '../../src/frontend/pages/connector/settings/merge-settings';
import {
  changedTabs,
  settingsDraftOf,
  settingsErrors,
  settingsInputOf,
  type SettingsDraft,
} from '../../src/frontend/pages/connector/settings/settings-draft';
import { formTabOf, tabList } from '../../src/frontend/pages/connector/settings/settings-tabs';
import { guideFor } from '../../src/frontend/pages/connector-form/guide/guide-for';
import { emptyOktaDraft } from '../../src/frontend/pages/connector-form/okta/okta-draft';
import { secretEnd } from '../../src/frontend/pages/connector-form/secret-words';
import { aConnection, anEntraConnection, anOktaConnection } from '../support/page-fixtures';

const stored = aConnection({ secretExpiresOn: '2027-01-31' });

/** The draft of the stored connection with these parts changed. */
function edited(changes: {
  readonly connector?: Partial<SettingsDraft['connector']>;
  readonly graceHours?: string;
  readonly cron?: string;
}): SettingsDraft {
  const draft = settingsDraftOf(stored);
  const { graceHours = draft.rules.people.graceHours, cron = draft.sync.schedule.cron } = changes;
  return {
    connector: { ...draft.connector, ...changes.connector },
    rules: { ...draft.rules, people: { ...draft.rules.people, graceHours } },
    sync: { ...draft.sync, schedule: { ...draft.sync.schedule, cron } },
  };
}

describe('the settings of a connector as one draft', () => {
  it.each([aConnection, anOktaConnection, anEntraConnection])('are saved as they were: %#', (make) => {
    const connection = make({ secretExpiresOn: '2027-01-31' });
    const { id, revision, name, configuration, rules, schedule, secretExpiresOn } = connection;
    const draft = settingsDraftOf(connection);
    const input = { id, revision, name, configuration, rules, schedule, secretExpiresOn };
    expect(settingsInputOf(draft, connection)).toEqual(input);
    expect(changedTabs(draft, settingsDraftOf(connection))).toEqual([]);
    expect(settingsErrors(draft, 'kept')).toEqual({});
  });

  it('know on which tabs something was changed, and say them', () => {
    const saved = settingsDraftOf(stored);
    const { selection } = saved.connector;
    const connector = {
      name: 'Renamed',
      createMissingGroups: false,
      selection: { ...selection, excludedGroups: ['A'] },
    };
    const changed = changedTabs(edited({ connector, graceHours: '24', cron: '0 6 * * *' }), saved);
    expect(changed).toEqual(['general', 'what-to-sync', 'filters', 'people', 'sync-settings']);
    expect(tabList(changed)).toBe('General, What to sync, Filters, People and Sync settings');
  });

  it.each([
    ['secretExpiresOn', 'general'],
    ['groupKinds', 'what-to-sync'],
    ['guests', 'filters'],
    ['filters.users.query', 'filters'],
    ['conditions.0.attribute', 'people'],
    ['limits.removals.perRun.max', 'safety'],
    ['cron', 'sync-settings'],
  ])('show what is wrong at %s on the tab %s', (field, tab) => {
    expect(formTabOf(field)).toBe(tab);
  });

  it('say nothing of the end of a secret that is not known', () => {
    expect(settingsInputOf(edited({ connector: { secretExpiresOn: '' } }), stored)).not.toHaveProperty(
      'secretExpiresOn',
    );
  });
});

describe('a save after somebody else’s', () => {
  const theirs = { ...stored, revision: 9, schedule: { ...stored.schedule, enabled: false } };

  it('takes each part from who changed it', () => {
    const merged = mergedSettings(edited({ graceHours: '24' }), stored, theirs);
    expect(merged && settingsInputOf(merged, theirs)).toMatchObject({
      revision: 9,
      schedule: { enabled: false },
      rules: { removal: { graceHours: 24 } },
    });
  });

  it('is left to a person where both changed the same part, the secret among it', () => {
    expect(mergedSettings(edited({ cron: '0 6 * * *' }), stored, theirs)).toBeUndefined();
    const renewed = { ...stored, revision: 9, secretSetAtMs: 1 };
    expect(mergedSettings(edited({ connector: { secret: 'mine' } }), stored, renewed)).toBeUndefined();
    expect(mergedSettings(edited({ graceHours: '24' }), stored, renewed)).toBeDefined();
  });
});

describe('the same change twice', () => {
  it('is no conflict: a save whose answer was lost is sent again', () => {
    const mine = edited({ connector: { name: 'Renamed' }, cron: '0 6 * * *' });
    const theirs = {
      ...stored,
      revision: 9,
      name: 'Renamed',
      schedule: { ...stored.schedule, cron: '0 6 * * *' },
    };
    expect(mergedSettings(mine, stored, theirs)).toEqual(mine);
  });
});

describe('the end of a secret', () => {
  const now = new Date(2026, 10, 25, 23, 30).getTime();

  it.each([
    ['2026-11-22', 'Expired 3 days ago: replace the secret.', true],
    ['2026-11-25', 'Expires today: replace the secret.', true],
    ['2026-11-26', 'Expires tomorrow.', true],
    ['2026-12-09', 'Expires in 14 days.', true],
    ['2026-12-10', 'Expires in 15 days.', false],
  ])('of %s is said as “%s”', (on, text, isNear) => {
    expect(secretEnd(on, now)).toEqual({ text, isNear });
  });

  it('is nothing while no day is entered', () => {
    expect(secretEnd('', now)).toBeUndefined();
  });
});

describe('the guide', () => {
  it('asks for no more rights than are read with, by the way to sign in', () => {
    const rights = (changes: Partial<typeof emptyOktaDraft>) =>
      guideFor({ ...emptyOktaDraft, ...changes }).rights.map(({ name }) => name);
    const scopes = ['okta.users.read', 'okta.groups.read'];
    expect(rights({ auth: 'token' })).toEqual(['Read-only Administrator']);
    expect(rights({ auth: 'private-key' })).toEqual([...scopes, 'okta.logs.read', 'Read-only Administrator']);
    expect(rights({ auth: 'private-key', systemLog: 'never' })).toEqual([
      ...scopes,
      'Read-only Administrator',
    ]);
  });
});
