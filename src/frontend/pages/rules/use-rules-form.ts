import type { ConnectionView, RulesPreview } from '../../../contract';
import type { SyncRules } from '../../../domain/sync-rules';
import { usePreviewRules } from '../../api/rules';
import { isSame } from '../../api/is-same';
import { fieldErrorOf, hasErrors, type FieldErrors } from '../connector-form/field-errors';
import { rulesErrors, rulesFields, type RulesDraft, type RulesTab } from './rules-draft';
import { useRulesDraft } from './use-rules-draft';
import { useRulesSave } from './use-rules-save';

export type RulesForm = ReturnType<typeof useRulesForm>;

/** The rules that are edited in three tabs, and what becomes of them. */
export function useRulesForm({ connection, reading }: ConnectionView) {
  const edited = useRulesDraft(connection);
  const { base, draft, rules, changed, refusals, refuse } = edited;
  const preview = usePreviewRules();
  const save = useRulesSave(edited, { preview, stored: reading === undefined ? 'nothing' : 'something' });
  const error = save.error ?? preview.error;
  const whenRight = (go: () => void) => (): void => {
    if (hasErrors(rulesErrors(draft))) refuse();
    else go();
  };
  return {
    connectionId: base.id,
    draft,
    rules,
    changed,
    refusals,
    error,
    errors: shownErrors(draft, error, refusals),
    shown: shownPreview(preview, rules),
    isPreviewing: preview.isPending,
    save,
    show: whenRight(() => preview.mutate({ connectionId: base.id, rules })),
    submit: whenRight(save.ask),
    discard: (): void => {
      edited.startAnew();
      save.reset();
    },
    change: <T extends RulesTab>(tab: T, parts: Partial<RulesDraft[T]>): void => {
      edited.change(tab, parts);
      // An error belongs to what was sent, not to what is typed since.
      if (error !== null) save.reset();
    },
  };
}

function shownErrors(draft: RulesDraft, error: unknown, refusals: number): FieldErrors<string> {
  return {
    ...fieldErrorOf(error, rulesFields(draft)),
    ...(refusals > 0 ? rulesErrors(draft) : {}),
  };
}

/** The last preview that came, and whether the rules have been changed since it was asked for. */
export interface ShownPreview {
  readonly preview: RulesPreview;
  readonly isOutdated: boolean;
  readonly askedAtMs: number;
}

function shownPreview(
  { data, variables, submittedAt }: ReturnType<typeof usePreviewRules>,
  rules: SyncRules,
): ShownPreview | undefined {
  if (data === undefined) return undefined;
  return { preview: data, isOutdated: !isSame(variables.rules, rules), askedAtMs: submittedAt };
}
