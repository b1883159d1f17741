import type { ReadingRules } from '../../../domain/selection-settings';
import { isWholeNumber } from '../../words/number-text';
import { defaultReadingRules } from '../connector-form/default-settings';
import type { FieldErrors } from '../connector-form/field-errors';

/** When everything is read although only changes could be. Numbers are still text. */
export interface ReadingDraft {
  readonly changes: boolean;
  readonly completeEveryRuns: string;
  readonly completeEveryHours: string;
}

export const readingFields = ['completeEveryRuns', 'completeEveryHours'] as const;
export type ReadingField = (typeof readingFields)[number];

export function readingDraftOf(rules: ReadingRules = defaultReadingRules): ReadingDraft {
  return {
    changes: rules.changes,
    completeEveryRuns: String(rules.completeEveryRuns),
    completeEveryHours: String(rules.completeEveryHours),
  };
}

export function readingRulesOf(draft: ReadingDraft): ReadingRules {
  return {
    changes: draft.changes,
    completeEveryRuns: Number(draft.completeEveryRuns),
    completeEveryHours: Number(draft.completeEveryHours),
  };
}

/** The numbers matter only while changes are read, but what is saved must be right. */
export function readingErrors(draft: ReadingDraft): FieldErrors<ReadingField> {
  return {
    ...(isWholeNumber(draft.completeEveryRuns, 10_000) && Number(draft.completeEveryRuns) >= 1
      ? {}
      : { completeEveryRuns: 'Enter a whole number from 1 to 10,000.' }),
    ...(isHours(draft.completeEveryHours) ? {} : { completeEveryHours: 'Enter a number from 1 to 720.' }),
  };
}

function isHours(text: string): boolean {
  const hours = Number(text);
  return /^\d+(\.\d+)?$/.test(text.trim()) && hours >= 1 && hours <= 720;
}
