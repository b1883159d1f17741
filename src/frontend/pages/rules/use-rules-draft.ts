import { useMemo, useState } from 'react';
import type { Connection, Revised } from '../../../domain/connection';
import { changedTabs, rulesDraftOf, rulesOf, type RulesDraft, type RulesTab } from './rules-draft';

type Stored = Revised<Connection>;

/**
 * The draft of the rules. While nothing was typed it follows what is stored; the first change keeps the connection that it was made on, so that a save
 * over somebody else's rules is noticed.
 */
export function useRulesDraft(connection: Stored) {
  const [edit, setEdit] = useState<{ readonly base: Stored; readonly draft: RulesDraft }>();
  /** How often something was sent that is seen to be wrong: from the first time on, errors stand beside their fields. */
  const [refusals, setRefusals] = useState(0);
  const base = edit?.base ?? connection;
  const saved = useMemo(() => rulesDraftOf(base.rules), [base]);
  const draft = edit?.draft ?? saved;
  const rules = useMemo(() => rulesOf(draft, base.rules), [draft, base]);
  const changed = useMemo(() => changedTabs(draft, saved), [draft, saved]);
  return {
    base,
    draft,
    rules,
    changed,
    refusals,
    refuse: () => setRefusals(refusals + 1),
    change: <T extends RulesTab>(tab: T, parts: Partial<RulesDraft[T]>): void =>
      setEdit({ base, draft: { ...draft, [tab]: { ...draft[tab], ...parts } } }),
    startAnew: (): void => {
      setEdit(undefined);
      setRefusals(0);
    },
  };
}
