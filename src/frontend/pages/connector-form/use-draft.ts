import { useState } from 'react';
import { emptyDraft, type ConnectorDraft, type DraftField } from './draft';
import { fieldErrorOf, hasErrors, type FieldErrors } from './field-errors';

export const draftFields = Object.keys(emptyDraft) as readonly DraftField[];

interface DraftSource {
  readonly initial: ConnectorDraft;
  /** What the last save was answered with; its field gets the message until it is changed. */
  readonly serverError: unknown;
}

/** The state of the form: what stands in it, and the error of each field. A changed field loses its error. */
export function useDraft({ initial, serverError }: DraftSource) {
  const [draft, setDraft] = useState(initial);
  const [ownErrors, setOwnErrors] = useState<FieldErrors<DraftField>>({});
  const [changedSince, setChangedSince] = useState<ReadonlySet<string>>(new Set());

  const change = (fields: Partial<ConnectorDraft>): void => {
    setDraft((before) => ({ ...before, ...fields }));
    setOwnErrors((before) => without(before, Object.keys(fields)));
    setChangedSince((before) => new Set([...before, ...Object.keys(fields)]));
  };
  /** Shows these errors; true when there are none and the form may be sent. */
  const accept = (errors: FieldErrors<DraftField>): boolean => {
    setOwnErrors(errors);
    if (!hasErrors(errors)) setChangedSince(new Set());
    return !hasErrors(errors);
  };
  const reset = (to: ConnectorDraft): void => {
    setDraft(to);
    setOwnErrors({});
    setChangedSince(new Set());
  };

  const fromServer = fieldErrorOf(serverError, draftFields) ?? {};
  return {
    draft,
    change,
    accept,
    reset,
    errors: { ...without(fromServer, [...changedSince]), ...ownErrors },
  };
}

function without(errors: FieldErrors<DraftField>, fields: readonly string[]): FieldErrors<DraftField> {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => !fields.includes(name)));
}
