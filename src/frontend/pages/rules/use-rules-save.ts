import { useState } from 'react';
import type { RulesPreview } from '../../../contract';
import type { Connection, Revised } from '../../../domain/connection';
import type { SyncRules } from '../../../domain/sync-rules';
import type { usePreviewRules } from '../../api/rules';
import { useSavePart } from '../../api/save-part';
import { isForWholeForm } from '../connector-form/field-errors';
import { useReload } from '../connector/use-general-save';
import { rulesDraftOf, rulesFields, rulesOf } from './rules-draft';
import type { useRulesDraft } from './use-rules-draft';

export type Effect = NonNullable<RulesPreview['effect']>;

/** What is asked before a save: the removals that it leads to, or that these could not be worked out. */
export type SaveQuestion =
  | { readonly kind: 'removals'; readonly effect: Effect }
  | { readonly kind: 'not-known'; readonly error: unknown };

/** Saves the rules, after a yes where they take memberships away as far as is known. */
export function useRulesSave(
  { base, draft, rules, changed, startAnew }: ReturnType<typeof useRulesDraft>,
  preview: ReturnType<typeof usePreviewRules>,
) {
  const [question, setQuestion] = useState<SaveQuestion>();
  const save = useSavePart();
  const reset = (): void => {
    save.reset();
    preview.reset();
  };
  const { reload } = useReload(base.id, () => {
    startAnew();
    reset();
  });
  const send = (): void =>
    save.mutate(
      { base, partOf: rulesPart, build: (current) => inputOf(current, rulesOf(draft, current.rules)) },
      {
        onSuccess: () => {
          startAnew();
          preview.reset();
        },
        onSettled: () => setQuestion(undefined),
      },
    );
  const decide = ({ effect }: RulesPreview): void => {
    if (effect !== undefined && effect.removals > 0) setQuestion({ kind: 'removals', effect });
    else send();
  };
  const doubt = (error: unknown): void => {
    if (isForWholeForm(error, rulesFields(draft))) setQuestion({ kind: 'not-known', error });
  };
  const ask = (): void => {
    if (changed.length === 0) send();
    else preview.mutate({ connectionId: base.id, rules }, { onSuccess: decide, onError: doubt });
  };
  return {
    question,
    closeQuestion: () => setQuestion(undefined),
    ask,
    send,
    reset,
    reload: () => void reload(() => undefined),
    isBusy: save.isPending,
    isSaved: save.isSuccess,
    error: save.error,
  };
}

/** Another save of these is a conflict; whether missing groups are created belongs to another tab. */
function rulesPart({ rules }: Connection): unknown {
  return rulesDraftOf(rules);
}

function inputOf({ id, revision, name, configuration, schedule }: Revised<Connection>, rules: SyncRules) {
  return { id, revision, name, configuration, rules, schedule };
}
