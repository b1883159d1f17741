import { useState } from 'react';
import type { ConnectionView, RulesPreview } from '../../../../contract';
import { answerErrorOf } from '../../../api/call-error';
import { usePreviewRules } from '../../../api/rules';
import { useSaveSettings } from '../../../api/save-settings';
import { isForWholeForm } from '../../connector-form/field-errors';
import { mergedSettings } from './merge-settings';
import { editedConfigurationOf, editedRulesOf, settingsFields, settingsInputOf } from './settings-draft';
import { decidesMemberships } from './settings-tabs';
import type { EditedSettings } from './use-settings-draft';

export type Effect = NonNullable<RulesPreview['effect']>;

/** What is asked before a save: the removals that it leads to, or why these are not known although something is stored. */
export type SaveQuestion =
  | { readonly kind: 'removals'; readonly effect: Effect }
  | { readonly kind: 'not-known'; readonly message: string };

/** What goes on once it is saved. */
type GoOn = (saved: ConnectionView) => void;

export interface SaveOptions {
  /** Whether the directory was read before, so that there is something to preview on. */
  readonly stored: 'something' | 'nothing';
  readonly onRefused: (error: unknown) => void;
}

/** Saves all tabs, after a yes where they take memberships away as far as is known. */
export function useSettingsSave(edited: EditedSettings, { stored, onRefused }: SaveOptions) {
  const { base, draft, takeUp } = edited;
  const [asked, setAsked] = useState<{ readonly question: SaveQuestion; readonly goOn: GoOn }>();
  const preview = usePreviewRules();
  const save = useSaveSettings();
  const reset = (): void => {
    save.reset();
    preview.reset();
  };
  const send = (goOn: GoOn): void =>
    save.mutate(saveOf(edited), {
      onSuccess: (view) => {
        takeUp(draft, view.connection);
        preview.reset();
        goOn(view);
      },
      onError: onRefused,
      onSettled: () => setAsked(undefined),
    });
  const askOrSend = (question: SaveQuestion | undefined, goOn: GoOn): void => {
    if (question === undefined) send(goOn);
    else setAsked({ question, goOn });
  };
  const wanted = { connectionId: base.id, ...editedOf(edited) };
  const previewFirst = (goOn: GoOn): void =>
    preview.mutate(wanted, {
      onSuccess: (answer) => askOrSend(questionOf(answer, stored), goOn),
      // What is wrong at a field stands there; anything else leaves the effect unknown.
      onError: (error) => {
        if (isForWholeForm(error, settingsFields(draft))) askOrSend(doubtOf(error), goOn);
      },
    });
  return {
    question: asked?.question,
    closeQuestion: () => setAsked(undefined),
    confirm: () => asked !== undefined && send(asked.goOn),
    ask: edited.changed.some(decidesMemberships) ? previewFirst : send,
    show: () => preview.mutate(wanted),
    reset,
    preview,
    wanted,
    isBusy: save.isPending,
    isSaved: save.isSuccess,
    error: save.error,
  };
}

/** Undefined: nothing is taken away, or nothing was read yet, so that there is nothing to know and nothing to ask about. */
function questionOf(
  { effect, summary }: RulesPreview,
  stored: SaveOptions['stored'],
): SaveQuestion | undefined {
  if (effect === undefined)
    return stored === 'something' ? { kind: 'not-known', message: summary } : undefined;
  return effect.removals > 0 ? { kind: 'removals', effect } : undefined;
}

function doubtOf(error: unknown): SaveQuestion {
  return { kind: 'not-known', message: answerErrorOf(error).message };
}

/** The part of the draft that decides who is in which group. */
function editedOf({ draft, base }: EditedSettings) {
  return { configuration: editedConfigurationOf(draft, base), rules: editedRulesOf(draft) };
}

function saveOf({ draft, base }: EditedSettings) {
  return {
    input: settingsInputOf(draft, base),
    inputOver: (latest: typeof base) => {
      const merged = mergedSettings(draft, base, latest);
      return merged && settingsInputOf(merged, latest);
    },
  };
}
