import { useState } from 'react';
import type { ConnectionView } from '../../../../contract';
import { useTestConnection } from '../../../api/connection-actions';
import { isSame } from '../../../api/is-same';
import { paths } from '../../../routing/route';
import { useLeaveGuard } from '../../../routing/leave-guard';
import { fieldErrorOf, hasErrors, type FieldErrors } from '../../connector-form/field-errors';
import { useMissingConsent } from '../../connector-form/okta/use-missing-consent';
import { secretWords } from '../../connector-form/secret-words';
import type { RulesForm, ShownPreview } from '../../rules/rules-form';
import type { RulesDraft, RulesTab } from '../../rules/rules-draft';
import { useStart } from '../start-run';
import { settingsErrors, settingsFields } from './settings-draft';
import { useSettingsDraft, type EditedSettings } from './use-settings-draft';
import { useSettingsSave } from './use-settings-save';

/** What a save goes on to. */
export type AfterSave =
  { readonly kind: 'stay' | 'test' | 'preview' | 'sync' } | { readonly kind: 'leave'; readonly to: string };

export type SettingsForm = ReturnType<typeof useSettingsForm>;

/** The settings of a connector in all their tabs, and what becomes of them. */
export function useSettingsForm(view: ConnectionView) {
  const edited = useSettingsDraft(view.connection);
  const { base, draft, changed, refuse } = edited;
  const secret = useStoredSecret(edited);
  const found = { ...settingsErrors(draft, secret.need), ...useMissingConsent(draft.connector.directory) };
  const save = useSettingsSave(edited, {
    stored: view.reading === undefined ? 'nothing' : 'something',
    onRefused: secret.openRefused,
  });
  const error = save.error ?? save.preview.error;
  const { after: next, setAfter, to: goOn, ...ways } = useGoingOn(edited);
  const whenRight = (go: () => void): void => {
    if (hasErrors(found)) refuse();
    else go();
  };
  const change: EditedSettings['change'] = (part, fields) => {
    edited.change(part, fields);
    // An error belongs to what was sent, not to what is typed since.
    if (error !== null) save.reset();
  };
  const errors = shownErrors(edited, error, found);
  return {
    view,
    base,
    draft,
    changed,
    refusals: edited.refusals,
    error,
    errors,
    change,
    save,
    secret,
    ...ways,
    /** What the save that is under way goes on to. */
    busy: save.isBusy || save.preview.isPending ? next : ways.start.starting,
    rules: rulesFormOf({ edited, save, errors, change }),
    show: () => whenRight(save.show),
    submit: (after: AfterSave): void =>
      whenRight(() => {
        setAfter(after.kind);
        save.ask((stored) => {
          secret.setReplacing(false);
          goOn(after, stored);
        });
      }),
    discard: (): void => {
      edited.startAnew();
      save.reset();
      secret.setReplacing(false);
    },
  };
}

/** Own findings show once something was sent that they are wrong with; the server's show until something is typed. */
function shownErrors(
  { draft, refusals }: EditedSettings,
  error: unknown,
  found: FieldErrors<string>,
): FieldErrors<string> {
  return { ...fieldErrorOf(error, settingsFields(draft)), ...(refusals > 0 ? found : {}) };
}

/** A stored secret is kept until another one is entered, and counts only for the way to sign in that it was set for. */
function useStoredSecret({ base, draft, saved, change }: EditedSettings) {
  const [isReplacing, setReplacing] = useState(false);
  const isForSameSignIn = secretWords(draft.connector.directory) === secretWords(saved.connector.directory);
  const setAtMs = isForSameSignIn ? base.secretSetAtMs : undefined;
  const need: 'needed' | 'kept' = isReplacing || setAtMs === undefined ? 'needed' : 'kept';
  return {
    setAtMs,
    need,
    isReplacing,
    setReplacing,
    /** The day belongs to the secret: another one has its own. */
    replace: (): void => {
      setReplacing(true);
      change('connector', { secret: '', secretExpiresOn: '' });
    },
    keep: (): void => {
      setReplacing(false);
      change('connector', { secret: '', secretExpiresOn: saved.connector.secretExpiresOn });
    },
    /** A refusal of the stored secret, such as for an address that it was not entered for, needs a field to stand at. */
    openRefused: (error: unknown): void => {
      if (fieldErrorOf(error, ['secret']) !== undefined) setReplacing(true);
    },
  };
}

/** What follows a save: another place, a test, or a run, whose page opens. */
function useGoingOn({ base, changed }: EditedSettings) {
  const [after, setAfter] = useState<AfterSave['kind']>('stay');
  const test = useTestConnection();
  const start = useStart(base.id);
  const leave = useLeaveGuard({
    isOn: changed.length > 0,
    isWithin: (route) => route.page === 'connector' && route.id === base.id,
  });
  const to = (next: AfterSave, { connection }: ConnectionView): void => {
    if (next.kind === 'leave') leave.leaveFor(next.to);
    if (next.kind === 'test') test(connection.id, connection.configuration);
    if (next.kind === 'preview' || next.kind === 'sync') start.begin({ mode: next.kind });
  };
  return { after, setAfter, start, leave, to };
}

interface RulesPart {
  readonly edited: EditedSettings;
  readonly save: ReturnType<typeof useSettingsSave>;
  readonly errors: FieldErrors<string>;
  readonly change: EditedSettings['change'];
}

function rulesFormOf({ edited, save, errors, change }: RulesPart): RulesForm {
  return {
    connectionId: edited.base.id,
    draft: edited.draft.rules,
    rules: save.wanted.rules,
    errors,
    shown: shownPreview(save),
    change: <T extends RulesTab>(tab: T, parts: Partial<RulesDraft[T]>): void =>
      change('rules', { [tab]: { ...edited.draft.rules[tab], ...parts } }),
  };
}

function shownPreview({ preview, wanted }: ReturnType<typeof useSettingsSave>): ShownPreview | undefined {
  const { data, variables, submittedAt } = preview;
  if (data === undefined) return undefined;
  return { preview: data, isOutdated: !isSame(variables, wanted), askedAtMs: submittedAt };
}

/** Where "Save and return" leads. */
export const afterReturn: AfterSave = { kind: 'leave', to: paths.connectors };
