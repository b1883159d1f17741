import { useState } from 'react';
import type { RulesPreview } from '../../../contract';
import type { Connection, Revised } from '../../../domain/connection';
import type { SyncRules } from '../../../domain/sync-rules';
import type { usePreviewRules } from '../../api/rules';
import { answerErrorOf } from '../../api/call-error';
import { useSavePart } from '../../api/save-part';
import { isForWholeForm } from '../connector-form/field-errors';
import { useReload } from '../connector/use-general-save';
import { rulesDraftOf, rulesFields, rulesOf } from './rules-draft';
import type { useRulesDraft } from './use-rules-draft';

export type Effect = NonNullable<RulesPreview['effect']>;

/** What is asked before a save: the removals that it leads to, or why these are not known although something is stored. */
export type SaveQuestion =
  | { readonly kind: 'removals'; readonly effect: Effect }
  | { readonly kind: 'not-known'; readonly message: string };

interface RulesSaveParts {
  readonly preview: ReturnType<typeof usePreviewRules>;
  /** Whether the directory was read before, so that there is something to preview on. */
  readonly stored: 'something' | 'nothing';
}

/** Saves the rules, after a yes where they take memberships away as far as is known. */
export function useRulesSave(
  { base, draft, rules, changed, startAnew }: ReturnType<typeof useRulesDraft>,
  { preview, stored }: RulesSaveParts,
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
  const decide = ({ effect, summary }: RulesPreview): void => {
    // Before the first read there is nothing to know, and nothing to ask about.
    if (effect === undefined && stored === 'something') setQuestion({ kind: 'not-known', message: summary });
    else if (effect !== undefined && effect.removals > 0) setQuestion({ kind: 'removals', effect });
    else send();
  };
  const doubt = (error: unknown): void => {
    if (isForWholeForm(error, rulesFields(draft)))
      setQuestion({ kind: 'not-known', message: answerErrorOf(error).message });
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
