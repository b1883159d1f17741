import Button from '@atlaskit/button/default/button';
import { ConnectionFields } from '../connector-form/connector-fields';
import { directoryParts } from '../connector-form/directory-parts';
import type { FormProps } from '../connector-form/form-props';
import { StoredSecretFields } from '../connector-form/secret-field';
import type { SettingsForm } from './settings/use-settings-form';
import { TestResult } from './test-result';

/** Which directory is read, with what credential, and how much of its API. */
export function GeneralTab({ form }: { form: SettingsForm }) {
  const fields = connectorFormOf(form);
  return (
    <>
      <ConnectionFields {...fields} secret={<StoredSecretFields {...fields} stored={form.secret} />}>
        {directoryParts(fields).calls}
      </ConnectionFields>
      <div className="actions">
        <Button isLoading={form.busy === 'test'} onClick={() => form.submit({ kind: 'test' })}>
          Save and test connection
        </Button>
      </div>
      <TestResult id={form.base.id} />
    </>
  );
}

/** The part of the form that a new connector has as well. */
export function connectorFormOf({ draft, errors, change }: SettingsForm): FormProps {
  return { draft: draft.connector, errors, change: (parts) => change('connector', parts) };
}
