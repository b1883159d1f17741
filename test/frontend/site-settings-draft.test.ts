import { defaultSiteSettings, siteSettings, type SiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import { defaultsWords, retentionBounds } from '../../src/frontend/pages/settings/defaults/defaults-draft';
import { protectedWords, withName } from '../../src/frontend/pages/settings/protected/protected-draft';

function view(settings: Partial<SiteSettings> = {}) {
  return {
    settings: { ...defaultSiteSettings, ...settings, revision: 3 },
    builtInLimits: defaultRules.limits,
  };
}

const notices = { projectId: '1', projectKey: 'OPS', issueTypeId: '2', held: true, failed: false };
const strict = { ...defaultRules.limits, usual: { multiple: 2, floor: 5 } };

describe('the draft of the defaults', () => {
  it('is saved as it was read, and keeps what other tabs say', () => {
    for (const settings of [{}, { notices, protectedGroups: ['vip'], defaultLimits: strict }]) {
      const saved = defaultsWords.settingsOf(defaultsWords.draftOf(view(settings)), view(settings));
      expect(saved).toEqual({ ...defaultSiteSettings, ...settings });
    }
  });

  it('leaves limits that are the app’s own to the app', () => {
    const draft = defaultsWords.draftOf(view());
    expect(defaultsWords.settingsOf(draft, view({ defaultLimits: strict }))).not.toHaveProperty(
      'defaultLimits',
    );
  });

  it.each(['runs', 'days'] as const)('takes as many %s as the server', (what) => {
    const [least, most] = retentionBounds[what];
    for (const number of [least - 1, least, most, most + 1]) {
      const draft = { ...defaultsWords.draftOf(view()), [what]: String(number) };
      const isTaken = siteSettings.safeParse(defaultsWords.settingsOf(draft, view())).success;
      expect(what in defaultsWords.errorsOf(draft)).toBe(!isTaken);
    }
  });

  it('is wrong where a number is none', () => {
    const draft = { ...defaultsWords.draftOf(view()), runs: '12.5', days: '' };
    expect(Object.keys(defaultsWords.errorsOf(draft))).toEqual(['runs', 'days']);
  });
});

describe('the draft of what is protected', () => {
  it('keeps what other tabs say', () => {
    const settings = view({ notices, defaultLimits: strict });
    const draft = { ...protectedWords.draftOf(settings), protectedGroups: ['vip'] };
    expect(protectedWords.settingsOf(draft, settings)).toEqual({
      ...defaultSiteSettings,
      notices,
      defaultLimits: strict,
      protectedGroups: ['vip'],
    });
  });

  it('has each name once, whatever its case, and none that is empty', () => {
    expect(withName(['VIP'], ' vip ')).toEqual(['VIP']);
    expect(withName(['VIP'], '  ')).toEqual(['VIP']);
    expect(withName(['VIP'], ' board-* ')).toEqual(['VIP', 'board-*']);
  });

  it('is wrong where the server would refuse it', () => {
    const names = Array.from({ length: 201 }, (_, index) => `group ${index}`);
    expect(protectedWords.errorsOf({ protectedGroups: names, protectedPeople: [] })).toHaveProperty(
      'protectedGroups',
    );
    expect(
      protectedWords.errorsOf({ protectedGroups: ['x'.repeat(256)], protectedPeople: [] }),
    ).toHaveProperty('protectedGroups');
  });
});
