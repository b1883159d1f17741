import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';
import { TextRow } from '../../components/text-row';
import { directoryParts } from './directory-parts';
import type { FormProps } from './form-props';

interface ConnectionFieldsProps extends FormProps {
  /** The control for the secret: new or stored. */
  readonly secret: ReactNode;
  /** Fields that only a stored connector shows. */
  readonly children?: ReactNode;
}

/** What a connector needs to reach its directory. */
export function ConnectionFields({ secret, children, ...form }: ConnectionFieldsProps) {
  const { draft, errors, change } = form;
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        Connection
      </Heading>
      <TextRow
        label="Name"
        isRequired
        value={draft.name}
        error={errors.name}
        help="How this connector is called in lists and reports."
        onChange={(name) => change({ name })}
      />
      {directoryParts(form).signIn}
      {secret}
      {children}
    </section>
  );
}
