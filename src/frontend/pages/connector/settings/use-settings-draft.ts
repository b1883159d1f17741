import { useEffect, useMemo, useRef, useState } from 'react';
import type { Connection, Revised } from '../../../../domain/connection';
import { isSame } from '../../../api/is-same';
import { changedTabs, settingsDraftOf, type SettingsDraft } from './settings-draft';

type Stored = Revised<Connection>;

export type EditedSettings = ReturnType<typeof useSettingsDraft>;

/**
 * The draft of all tabs. While nothing was typed it follows what is stored; the first change keeps the connection that it was made on, so that a save
 * over somebody else's settings is noticed, and nothing that is typed goes when a newer connection arrives. What was typed back to what it was is no change.
 */
export function useSettingsDraft(connection: Stored) {
  const [edit, setEdit] = useState<{ readonly base: Stored; readonly draft: SettingsDraft }>();
  /** How often something was sent that is seen to be wrong: from the first time on, errors stand beside their fields. */
  const [refusals, setRefusals] = useState(0);
  const base = edit?.base ?? connection;
  const saved = useMemo(() => settingsDraftOf(base), [base]);
  const draft = edit?.draft ?? saved;
  const changed = useMemo(() => changedTabs(draft, saved), [draft, saved]);
  const newest = useRef(draft);
  useEffect(() => {
    newest.current = draft;
  });
  const startAnew = (): void => {
    setEdit(undefined);
    setRefusals(0);
  };
  return {
    base,
    saved,
    draft,
    changed,
    refusals,
    refuse: () => setRefusals(refusals + 1),
    change: <P extends keyof SettingsDraft>(part: P, fields: Partial<SettingsDraft[P]>): void => {
      const next = { ...draft, [part]: { ...draft[part], ...fields } };
      setEdit(isSame(next, saved) ? undefined : { base, draft: next });
    },
    /** Whether nothing was typed since this was what stood in the form. */
    isStill: (sent: SettingsDraft): boolean => newest.current === sent,
    startAnew,
    /** After a save of `sent`: what was typed while it was under way stays, over what is stored now. */
    takeUp: (sent: SettingsDraft, stored: Stored): void => {
      setRefusals(0);
      setEdit((now) =>
        now === undefined || now.draft === sent ? undefined : { base: stored, draft: now.draft },
      );
    },
  };
}
