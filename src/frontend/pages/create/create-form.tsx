import Button from '@atlaskit/button/default/button';
import { useState, type FormEvent } from 'react';
import { useCreateConnection, useTestConnection } from '../../api/connection-actions';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { kindNames } from '../../words/directory-words';
import { ConnectorFields } from '../connector-form/connector-fields';
import { fieldNamesOf, type ConnectorDraft } from '../connector-form/draft';
import { draftErrors } from '../connector-form/draft-errors';
import { isForWholeForm } from '../connector-form/field-errors';
import { useMissingConsent } from '../connector-form/okta/use-missing-consent';
import { NewSecretField } from '../connector-form/secret-field';
import { useDraft } from '../connector-form/use-draft';
import { createInput, type BesidesForm } from './create-input';

interface CreateFormProps {
  readonly initial: ConnectorDraft;
  readonly besides: BesidesForm;
}

export function CreateForm({ initial, besides }: CreateFormProps) {
  const { navigate } = useNavigation();
  const create = useCreateAndShow(besides);
  const {
    draft,
    change,
    errors,
    accept,
    form: element,
  } = useDraft({
    initial,
    serverError: create.error,
  });
  const consentErrors = useMissingConsent(draft.directory);
  const save = (after: 'test' | 'show'): void => {
    if (accept({ ...draftErrors(draft, 'needed'), ...consentErrors })) create.run(draft, after);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save('test');
  };
  const form = { draft, errors, change };
  return (
    <form
      ref={element}
      className="form"
      noValidate
      onSubmit={submit}
      aria-label={`${kindNames[draft.directory.kind]} connector`}
    >
      <ConnectorFields {...form} secret={<NewSecretField {...form} />} />
      {isForWholeForm(create.error, fieldNamesOf(draft)) && (
        <Problem title="The connector could not be saved" error={create.error} />
      )}
      <div className="actions form-actions">
        <Button type="submit" appearance="primary" isLoading={create.busy === 'test'}>
          Save and test connection
        </Button>
        <Button isLoading={create.busy === 'show'} onClick={() => save('show')}>
          Save
        </Button>
        <Button appearance="subtle" onClick={() => navigate(paths.connectors)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Saves, then opens the new connector's page; its test, where asked for, runs on there. */
function useCreateAndShow(besides: BesidesForm) {
  const { replace } = useNavigation();
  const create = useCreateConnection();
  const test = useTestConnection();
  const [after, setAfter] = useState<'test' | 'show'>('show');
  const run = (draft: ConnectorDraft, then: 'test' | 'show'): void => {
    setAfter(then);
    create.mutate(createInput(draft, besides), {
      onSuccess: ({ connection }) => {
        if (then === 'test') test(connection.id, connection.configuration);
        replace(paths.connector(connection.id));
      },
    });
  };
  return { run, error: create.error, busy: create.isPending ? after : undefined };
}
