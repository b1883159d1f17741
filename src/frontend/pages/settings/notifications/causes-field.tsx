import { Checkbox } from '@atlaskit/checkbox';
import { FieldMessage } from '../../../components/field';
import { useId } from 'react';
import type { NoticeDraft } from './notice-draft';

interface CausesFieldProps {
  readonly draft: NoticeDraft;
  readonly error: string | undefined;
  readonly onChange: (parts: Partial<NoticeDraft>) => void;
}

export function CausesField({ draft, error, onChange }: CausesFieldProps) {
  const messageId = useId();
  return (
    <fieldset className="fieldset" aria-describedby={messageId}>
      <legend className="visually-hidden">What to be told of</legend>
      <Checkbox
        label="Changes that wait for approval"
        isChecked={draft.held}
        onChange={(event) => onChange({ held: event.currentTarget.checked })}
      />
      <Checkbox
        label="Runs that stop or end with failures"
        isChecked={draft.failed}
        onChange={(event) => onChange({ failed: event.currentTarget.checked })}
      />
      <FieldMessage
        id={messageId}
        error={error}
        help="Previews and syncs of one person that somebody starts are not told of, nor are runs that somebody cancels."
      />
    </fieldset>
  );
}
