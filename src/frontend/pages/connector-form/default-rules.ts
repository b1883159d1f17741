import type { SyncRules } from '../../../domain/connection';
import type { ReadingRules } from '../../../domain/selection-settings';

/** The domain's defaults, repeated because the page takes only types from there; a test keeps both equal. */
export const defaultRules: SyncRules = {
  createMissingGroups: true,
  limits: {
    removals: {
      perRun: { max: 500, maxShare: 0.2, shareFloor: 10 },
      perGroup: { max: 200, maxShare: 0.5, shareFloor: 5 },
    },
    additions: {
      perRun: { max: 100_000, maxShare: 1_000, shareFloor: 1_000 },
      perGroup: { max: 25_000, maxShare: 1_000, shareFloor: 1_000 },
    },
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
