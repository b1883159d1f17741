import type { SyncRules } from '../../../domain/sync-rules';
import type { ReadingRules } from '../../../domain/selection-settings';

/** The domain's defaults, repeated because the page takes only types from there; a test keeps both equal. */
export const defaultRules: SyncRules = {
  createMissingGroups: true,
  mapping: { renames: [], map: [], everyone: [], unnamed: 'keep', merged: [] },
  conditions: [],
  existingGroups: { policy: 'use', suffix: ' (directory)', decisions: [], released: [] },
  removal: {
    left: 'remove',
    inactive: 'remove',
    outOfScope: 'remove',
    graceHours: 0,
    fastLane: true,
    keepPeople: [],
    keepGroups: [],
  },
  drift: { policy: 'put-back', groups: [] },
  approvals: 1,
  examples: [],
  limits: {
    removals: {
      perRun: { max: 500, maxShare: 0.2, shareFloor: 10 },
      perGroup: { max: 200, maxShare: 0.5, shareFloor: 5 },
    },
    additions: {
      perRun: { max: 100_000, maxShare: 1_000, shareFloor: 1_000 },
      perGroup: { max: 25_000, maxShare: 1_000, shareFloor: 1_000 },
    },
    emptiedGroups: { max: 20, maxShare: 0.25, shareFloor: 3 },
    usual: { multiple: 10, floor: 50 },
  },
};

export const defaultReadingRules: ReadingRules = {
  changes: true,
  completeEveryRuns: 100,
  completeEveryHours: 24,
};

export const defaultMinimumRemainingCalls = 500;
export const defaultOktaRemainingShare = 0.25;
export const largestEntraRemainingShare = 0.2;
export const defaultCron = '0 * * * *';
