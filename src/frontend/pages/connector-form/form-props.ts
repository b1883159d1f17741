import type { ConnectorDraft, DraftField } from './draft';
import type { FieldErrors } from './field-errors';

/** What each part of the form gets. `change` takes the fields that are new. */
export interface FormProps {
  readonly draft: ConnectorDraft;
  readonly errors: FieldErrors<DraftField>;
  readonly change: (fields: Partial<ConnectorDraft>) => void;
}
