import { isSame } from '../../../api/is-same';
import { isWholeNumber } from '../../../words/number-text';
import type { FieldErrors } from '../../connector-form/field-errors';
import { limitErrors, limitsDraftOf, limitsOf, type LimitsDraft } from '../../rules/safety/limits-draft';
import { withoutRevision, type PartWords } from '../part-words';

/** What the tab "Defaults" edits. */
export interface DefaultsDraft {
  readonly limits: LimitsDraft;
  readonly runs: string;
  readonly days: string;
}

/** Of the domain's schema, repeated because the page takes only types from there; a test keeps both equal. */
export const retentionBounds = { runs: [10, 90], days: [7, 730] } as const;

export const defaultsWords: PartWords<DefaultsDraft> = {
  draftOf: ({ settings, builtInLimits }) => ({
    limits: limitsDraftOf(settings.defaultLimits ?? builtInLimits),
    runs: String(settings.retention.runs),
    days: String(settings.retention.days),
  }),
  settingsOf: (draft, view) => {
    const { defaultLimits: _, ...rest } = withoutRevision(view);
    const limits = limitsOf(draft.limits);
    return {
      ...rest,
      retention: retentionOf(draft),
      // Limits that are the app's own follow the app.
      ...(isSame(limits, limitsOf(limitsDraftOf(view.builtInLimits))) ? {} : { defaultLimits: limits }),
    };
  },
  errorsOf: (draft) => ({
    ...limitErrors(draft.limits),
    ...boundError('runs', draft.runs, retentionBounds.runs),
    ...boundError('days', draft.days, retentionBounds.days),
  }),
};

export function retentionOf({ runs, days }: DefaultsDraft) {
  return { runs: Number(runs), days: Number(days) };
}

function boundError(
  field: string,
  text: string,
  [least, most]: readonly [number, number],
): FieldErrors<string> {
  if (isWholeNumber(text, most) && Number(text) >= least) return {};
  return { [field]: `Enter a whole number from ${least} to ${most}.` };
}
