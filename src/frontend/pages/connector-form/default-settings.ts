import type { ReadingRules } from '../../../domain/selection-settings';

/** The domain's defaults, repeated because the page takes only types from there; a test keeps both equal. */
export const defaultReadingRules: ReadingRules = {
  changes: true,
  completeEveryRuns: 100,
  completeEveryHours: 24,
};

export const defaultMinimumRemainingCalls = 500;
export const defaultOktaRemainingShare = 0.25;
export const largestEntraRemainingShare = 0.2;
export const defaultCron = '0 * * * *';
