import type { ConnectorDraft, DraftField } from './draft';
import type { FieldErrors } from './field-errors';

/** What each part of the form gets. `change` takes the parts that are new. */
export interface FormProps {
  readonly draft: ConnectorDraft;
  readonly errors: FieldErrors<DraftField>;
  readonly change: (parts: Partial<ConnectorDraft>) => void;
}

/** What the fields of one part of the draft get: one kind of directory, or the selection. */
export interface PartProps<P> {
  readonly draft: P;
  readonly errors: FieldErrors<DraftField>;
  readonly change: (fields: Partial<P>) => void;
}
