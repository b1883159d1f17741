import fc from 'fast-check';
import { defaultSchedule } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';
import { largestEntraRemainingShare } from '../../src/domain/entra-settings';
import { defaultOktaRemainingShare } from '../../src/domain/okta-settings';
import { defaultMinimumRemainingCalls } from '../../src/domain/onelogin-settings';
import { runPhases } from '../../src/domain/run';
import { defaultReadingRules } from '../../src/domain/selection-settings';
import * as page from '../../src/frontend/pages/connector-form/default-rules';
import { limitErrors, limitsDraftOf, limitsOf } from '../../src/frontend/pages/connector/limits-draft';
import { phasesOf } from '../../src/frontend/words/phases';

describe('what the page repeats because it takes only types from the domain', () => {
  it('equals the domain', () => {
    expect(page.defaultRules).toEqual(defaultRules);
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
    fc.assert(
      fc.property(fc.record({ removals: sides, additions: sides }), (limits) => {
        expect(limitsOf(limitsDraftOf(limits))).toEqual(limits);
      }),
    );
  });

  it('show no percentage where none is meant, and keep it so', () => {
    const draft = limitsDraftOf(defaultRules.limits);
    expect(draft['additions.perRun'].percent).toBe('');
    expect(defaultRules.limits).toMatchObject(limitsOf(draft));
  });

  it('are refused where they are no numbers, each at its field', () => {
    const draft = limitsDraftOf(defaultRules.limits);
    const wrong = { ...draft, 'removals.perGroup': { max: '', percent: 'half', shareFloor: '-1' } };
    expect(Object.keys(limitErrors(wrong))).toEqual([
      'removals.perGroup.max',
      'removals.perGroup.maxShare',
      'removals.perGroup.shareFloor',
    ]);
  });
});
