import type { SyncRules } from '../../../../domain/sync-rules';
import type { FieldErrors } from '../../connector-form/field-errors';
import { errorsAmong } from '../found-errors';
import { rowsOf, valuesOf, type Row } from '../rows';
import { exampleDraftOf, exampleErrors, exampleOf, type ExampleDraft } from './example-draft';
import { limitErrors, limitFields, limitsDraftOf, limitsOf, type LimitsDraft } from './limits-draft';

/** What the tab "Safety" edits. */
export interface SafetyDraft {
  readonly limits: LimitsDraft;
  readonly approvals: SyncRules['approvals'];
  readonly examples: readonly Row<ExampleDraft>[];
}

export function safetyDraftOf({ limits, approvals, examples }: SyncRules): SafetyDraft {
  return { limits: limitsDraftOf(limits), approvals, examples: rowsOf(examples.map(exampleDraftOf)) };
}

export function safetyRulesOf(draft: SafetyDraft): Pick<SyncRules, 'limits' | 'approvals' | 'examples'> {
  return {
    limits: limitsOf(draft.limits),
    approvals: draft.approvals,
    examples: valuesOf(draft.examples).map(exampleOf),
  };
}

export function safetyErrors(draft: SafetyDraft): FieldErrors<string> {
  return {
    ...limitErrors(draft.limits),
    ...errorsAmong(draft.examples.flatMap(({ value }, at) => exampleErrors(value, at))),
  };
}

/** The places that can show an error. */
export function safetyFields({ examples }: SafetyDraft): readonly string[] {
  return [
    ...limitFields,
    'examples',
    ...examples.flatMap((_, at) => [`examples.${at}`, `examples.${at}.name`, `examples.${at}.attributes`]),
  ];
}
