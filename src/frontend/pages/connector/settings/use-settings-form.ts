import { useState } from 'react';
import type { ConnectionView } from '../../../../contract';
import { useTestConnection } from '../../../api/connection-actions';
import { isSame } from '../../../api/is-same';
import { useLatestConnection } from '../../../api/save-settings';
import { paths } from '../../../routing/route';
import { useLeaveGuard } from '../../../routing/leave-guard';
import { useNavigation } from '../../../routing/navigation';
import { fieldErrorOf, hasErrors, type FieldErrors } from '../../connector-form/field-errors';
import { useMissingConsent } from '../../connector-form/okta/use-missing-consent';
import { secretWords } from '../../connector-form/secret-words';
import type { RulesForm, ShownPreview } from '../../rules/rules-form';
import type { RulesDraft, RulesTab } from '../../rules/rules-draft';
import { useStart } from '../start-run';
import { settingsErrors, settingsFields, type SettingsDraft } from './settings-draft';
import { useSettingsDraft, type EditedSettings } from './use-settings-draft';
import { useSettingsSave } from './use-settings-save';

/** What a save goes on to. */
export type AfterSave =
  { readonly kind: 'stay' | 'test' | 'preview' | 'sync' } | { readonly kind: 'leave'; readonly to: string };

export type SettingsForm = ReturnType<typeof useSettingsForm>;

/** The settings of a connector in all their tabs, and what becomes of them. */
export function useSettingsForm(view: ConnectionView) {
  const edited = useSettingsDraft(view.connection);
  const { base, draft, changed } = edited;
  const secret = useStoredSecret(edited);
  const found = { ...settingsErrors(draft, secret.need), ...useMissingConsent(draft.connector.directory) };
  const save = useSettingsSave(edited, {
    stored: view.reading === undefined ? 'nothing' : 'something',
    onRefused: secret.openRefused,
  });
  const error = save.error ?? save.preview.error;
  const going = useGoingOn(edited);
  const change: EditedSettings['change'] = (part, fields) => {
    edited.change(part, fields);
    // An error belongs to what was sent, not to what is typed since.
    if (error !== null) save.reset();
  };
  const discard = (): void => {
    edited.startAnew();
    save.reset();
    secret.setReplacing(false);
  };
  const latest = useLatestConnection(base.id);
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
    discard,
    save,
    secret,
    /** What others have saved, in place of what is typed. */
    latest: { load: () => latest.mutate(undefined, { onSuccess: discard }), error: latest.error },
    start: going.start,
    leave: going.leave,
    rules: rulesFormOf({ edited, save, errors, change }),
    ...pressesOf({ edited, save, secret, going, found }),
  };
}

interface Pressed {
  readonly edited: EditedSettings;
  readonly save: ReturnType<typeof useSettingsSave>;
  readonly secret: ReturnType<typeof useStoredSecret>;
  readonly going: ReturnType<typeof useGoingOn>;
  readonly found: FieldErrors<string>;
}

/** What the buttons do, one at a time: a second press would meet the save of the first one. */
function pressesOf({ edited, save, secret, going, found }: Pressed) {
  const { start, after: next, setAfter } = going;
  const isBusy = save.isBusy || save.preview.isPending || start.starting !== undefined;
  const whenRight = (go: () => void): void => {
    if (isBusy) return;
    start.reset();
    if (hasErrors(found)) edited.refuse();
    else go();
  };
  const submit = (after: AfterSave): void =>
    whenRight(() => {
      setAfter(after.kind);
      save.ask((stored) => {
        secret.setReplacing(false);
        going.on(after, stored, edited.draft);
      });
    });
  return {
    /** What the press that is not answered yet goes on to. */
    busy: start.starting ?? (isBusy ? next : undefined),
    show: () => whenRight(save.show),
    submit,
    /** A run follows what is saved: what is on the screen is saved first. */
    run: (mode: 'preview' | 'sync'): void => {
      if (edited.changed.length > 0) submit({ kind: mode });
      else if (!isBusy) start.begin({ mode });
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
function useGoingOn({ base, changed, isStill }: EditedSettings) {
  const [after, setAfter] = useState<AfterSave['kind']>('stay');
  const test = useTestConnection();
  const start = useStart(base.id);
  const { navigate } = useNavigation();
  const leave = useLeaveGuard({
    isOn: changed.length > 0,
    isWithin: (route) => route.page === 'connector' && route.id === base.id,
  });
  const on = (next: AfterSave, { connection }: ConnectionView, sent: SettingsDraft): void => {
    // What was typed while the save was under way is asked about.
    if (next.kind === 'leave') (isStill(sent) ? leave.leaveFor : navigate)(next.to);
    if (next.kind === 'test') test(connection.id, connection.configuration);
    if (next.kind === 'preview' || next.kind === 'sync') start.begin({ mode: next.kind });
  };
  return { after, setAfter, start, leave, on };
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
