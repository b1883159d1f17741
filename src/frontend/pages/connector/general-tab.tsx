import { useState, type FormEvent } from 'react';
import Button from '@atlaskit/button/default/button';
import type { Connection, Revised } from '../../../domain/connection';
import { SavedNote } from '../../components/saved-note';
import { ConnectorFields } from '../connector-form/connector-fields';
import { draftOf, fieldNamesOf, type ConnectorDraft } from '../connector-form/draft';
import { draftErrors } from '../connector-form/draft-errors';
import { fieldErrorOf } from '../connector-form/field-errors';
import { useMissingConsent } from '../connector-form/okta/use-missing-consent';
import { StoredSecretField } from '../connector-form/secret-field';
import { secretWords } from '../connector-form/secret-words';
import { useDraft } from '../connector-form/use-draft';
import { isSame } from '../../api/is-same';
import { GeneralMessages } from './general-messages';
import { useGeneralSave, type GeneralSave } from './use-general-save';

type Stored = Revised<Connection>;

/** The form starts from `connection` and keeps what is typed, also when a newer one arrives meanwhile. */
export function GeneralTab({ connection }: { connection: Stored }) {
  const save = useGeneralSave(connection);
  const [isReplacing, setReplacing] = useState(false);
  const {
    draft,
    change,
    errors,
    accept,
    reset,
    form: element,
  } = useDraft({
    initial: draftOf(connection),
    serverError: save.error,
  });
  const startAnew = (from: Stored): void => {
    reset(draftOf(from));
    setReplacing(false);
  };
  // A refusal of the stored secret, such as for an address that it was not entered for, needs a field to stand at.
  const openRefused = (error: unknown): void => {
    if (fieldErrorOf(error, ['secret']) !== undefined) setReplacing(true);
  };
  const consentErrors = useMissingConsent(draft.directory);
  const setAtMs = isForSameSignIn(draft, draftOf(save.base)) ? save.base.secretSetAtMs : undefined;
  const send = (after: 'test' | 'stay'): void => {
    const secret = isReplacing || setAtMs === undefined ? 'needed' : 'kept';
    if (!accept({ ...draftErrors(draft, secret), ...consentErrors })) return;
    save.run(draft, after, { onSaved: startAnew, onRefused: openRefused });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send('test');
  };
  const form = { draft, errors, change };
  return (
    <form ref={element} className="form" noValidate onSubmit={submit} aria-label="General settings">
      <ConnectorFields
        {...form}
        secret={<StoredSecretField {...form} {...{ setAtMs, isReplacing, setReplacing }} />}
      />
      <GeneralMessages
        save={save}
        fields={fieldNamesOf(draft)}
        onReload={() => void save.reload(startAnew)}
      />
      <Buttons save={save} draft={draft} onSave={() => send('stay')} onDiscard={() => startAnew(save.base)} />
    </form>
  );
}

/** A stored token is no private key: another way to sign in needs its own secret. */
function isForSameSignIn(one: ConnectorDraft, other: ConnectorDraft): boolean {
  return secretWords(one.directory) === secretWords(other.directory);
}

interface ButtonsProps {
  readonly save: GeneralSave;
  readonly draft: ConnectorDraft;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

function Buttons({ save, draft, onSave, onDiscard }: ButtonsProps) {
  const isChanged = !isSame(draft, draftOf(save.base));
  return (
    <div className="actions form-actions">
      <Button type="submit" appearance="primary" isLoading={save.busy === 'test'}>
        Save and test connection
      </Button>
      <Button isLoading={save.busy === 'stay'} onClick={onSave}>
        Save
      </Button>
      {isChanged && (
        <Button appearance="subtle" onClick={onDiscard}>
          Discard changes
        </Button>
      )}
      <SavedNote isSaved={save.isSaved && !isChanged} />
    </div>
  );
}
