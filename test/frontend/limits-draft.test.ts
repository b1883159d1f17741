import fc from 'fast-check';
import { defaultSchedule } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';
import { largestEntraRemainingShare } from '../../src/domain/entra-settings';
import { defaultOktaRemainingShare } from '../../src/domain/okta-settings';
import { defaultMinimumRemainingCalls } from '../../src/domain/onelogin-settings';
import { runPhases } from '../../src/domain/run';
import { defaultReadingRules } from '../../src/domain/selection-settings';
import * as page from '../../src/frontend/pages/connector-form/default-settings';
import { limitErrors, limitsDraftOf, limitsOf } from '../../src/frontend/pages/rules/safety/limits-draft';
import { phasesOf } from '../../src/frontend/words/phases';

describe('what the page repeats because it takes only types from the domain', () => {
  it('equals the domain', () => {
    expect(page.defaultMinimumRemainingCalls).toBe(defaultMinimumRemainingCalls);
    expect(page.defaultReadingRules).toEqual(defaultReadingRules);
    expect(page.defaultOktaRemainingShare).toBe(defaultOktaRemainingShare);
    expect(page.largestEntraRemainingShare).toBe(largestEntraRemainingShare);
    expect(page.defaultCron).toBe(defaultSchedule.cron);
    expect(phasesOf('sync')).toEqual(runPhases);
  });
});

describe('the safety limits as text', () => {
  it('come back as they were', () => {
    const limit = fc.record({
      max: fc.integer({ min: 0, max: 10_000_000 }),
      maxShare: fc.integer({ min: 0, max: 10_000 }).map((percent) => Number((percent / 100).toFixed(8))),
      shareFloor: fc.integer({ min: 0, max: 10_000_000 }),
    });
    const sides = fc.record({ perRun: limit, perGroup: limit });
    const usual = fc.record({
      multiple: fc.integer({ min: 0, max: 10_000 }).map((tenths) => tenths / 10),
      floor: fc.integer({ min: 0, max: 10_000_000 }),
    });
    fc.assert(
      fc.property(fc.record({ removals: sides, additions: sides, emptiedGroups: limit, usual }), (limits) => {
        expect(limitsOf(limitsDraftOf(limits))).toEqual(limits);
      }),
    );
  });

  it('show no percentage and no multiple where none is meant, and keep it so', () => {
    const limits = { ...defaultRules.limits, usual: { multiple: 0, floor: 50 } };
    const draft = limitsDraftOf(limits);
    expect(draft['additions.perRun'].percent).toBe('');
    expect(draft.usual.multiple).toBe('');
    expect(limitsOf(draft)).toEqual(limits);
  });

  it('are refused where they are no numbers, each at its field', () => {
    const draft = limitsDraftOf(defaultRules.limits);
    const wrong = {
      ...draft,
      'removals.perGroup': { max: '', percent: 'half', shareFloor: '-1' },
      usual: { multiple: 'ten', floor: '' },
    };
    expect(Object.keys(limitErrors(wrong))).toEqual([
      'limits.removals.perGroup.max',
      'limits.removals.perGroup.maxShare',
      'limits.removals.perGroup.shareFloor',
      'limits.usual.multiple',
      'limits.usual.floor',
    ]);
  });
});
