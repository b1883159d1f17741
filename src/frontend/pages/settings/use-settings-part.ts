import { useState } from 'react';
import type { SiteSettingsView } from '../../../contract';
import { isConflict } from '../../api/call-error';
import { isSame } from '../../api/is-same';
import { useSaveSiteSettings, useSiteSettings } from '../../api/site-settings';
import { hasErrors, type FieldErrors } from '../connector-form/field-errors';
import type { PartWords } from './part-words';

export type { PartWords };

interface Edited<D> {
  readonly draft: D;
  /** The settings as they were when the first letter was typed. */
  readonly base: SiteSettingsView;
}

/** What one tab edits of the site's settings, each tab with a save of its own. What others save beside it stays. */
export interface SettingsPart<D> {
  readonly view: SiteSettingsView;
  readonly draft: D;
  readonly errors: FieldErrors<string>;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly isConflict: boolean;
  readonly error: unknown;
  readonly change: (parts: Partial<D>) => void;
  readonly discard: () => void;
  /** Forgets what is typed and loads what others have saved. */
  readonly reload: () => void;
  /** `next`: what is done once it is saved. */
  readonly save: (next?: () => void) => void;
}

type View = SiteSettingsView | undefined;

export function useSettingsPart<D>(view: View, words: PartWords<D>): SettingsPart<D> | undefined {
  const saving = useSaveSiteSettings();
  const { refetch } = useSiteSettings();
  const [edited, setEdited] = useState<Edited<D>>();
  const [isOvertaken, setIsOvertaken] = useState(false);
  const [isTried, setIsTried] = useState(false);
  if (view === undefined) return undefined;
  const saved = words.draftOf(view);
  const draft = edited?.draft ?? saved;
  const errors = words.errorsOf(draft);
  const forget = (): void => {
    setEdited(undefined);
    setIsOvertaken(false);
    setIsTried(false);
    saving.reset();
  };
  const save = (next?: () => void): void => {
    setIsTried(true);
    if (hasErrors(errors)) return;
    if (edited !== undefined && !isSame(words.draftOf(edited.base), saved)) return setIsOvertaken(true);
    const input = { revision: view.settings.revision, settings: words.settingsOf(draft, view) };
    const onSuccess = (): void => {
      setEdited(undefined);
      next?.();
    };
    saving.mutate(input, { onSuccess });
  };
  return {
    view,
    draft,
    errors: isTried ? errors : {},
    isChanged: !isSame(draft, saved),
    isSaving: saving.isPending,
    isSaved: saving.isSuccess,
    isConflict: isOvertaken || isConflict(saving.error),
    error: saving.error,
    change: (parts) => {
      if (saving.isSuccess) saving.reset();
      setEdited({ draft: { ...draft, ...parts }, base: edited?.base ?? view });
    },
    discard: forget,
    reload: () => {
      forget();
      void refetch();
    },
    save,
  };
}
