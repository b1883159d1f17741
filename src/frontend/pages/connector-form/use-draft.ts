import { useState } from 'react';
import { isSame } from '../../api/is-same';
import { useErrorFocus } from '../../components/use-error-focus';
import { fieldNamesOf, fieldsOf, type ConnectorDraft, type DraftField } from './draft';
import { fieldErrorOf, hasErrors, type FieldErrors } from './field-errors';

interface DraftSource {
  readonly initial: ConnectorDraft;
  /** What the last save was answered with; its field gets the message until it is changed. */
  readonly serverError: unknown;
}

/** The state of the form: what stands in it, and the error of each field. A changed field loses its error. */
export function useDraft({ initial, serverError }: DraftSource) {
  const [draft, setDraft] = useState(initial);
  const [ownErrors, setOwnErrors] = useState<FieldErrors<DraftField>>({});
  const [refusals, setRefusals] = useState(0);
  const [changedSince, setChangedSince] = useState<ReadonlySet<string>>(new Set());

  const change = (parts: Partial<ConnectorDraft>): void => {
    const next = { ...draft, ...parts };
    const changed = changedFields(draft, next);
    setDraft(next);
    setOwnErrors((before) => without(before, changed));
    setChangedSince((before) => new Set([...before, ...changed]));
  };
  /** Shows these errors; true when there are none and the form may be sent. */
  const accept = (errors: FieldErrors<DraftField>): boolean => {
    setOwnErrors(errors);
    if (hasErrors(errors)) setRefusals(refusals + 1);
    else setChangedSince(new Set());
    return !hasErrors(errors);
  };
  const reset = (to: ConnectorDraft): void => {
    setDraft(to);
    setOwnErrors({});
    setChangedSince(new Set());
  };

  const fromServer = fieldErrorOf(serverError, fieldNamesOf(draft)) ?? {};
  return {
    draft,
    change,
    accept,
    reset,
    form: useErrorFocus(refusals, serverError),
    errors: { ...without(fromServer, [...changedSince]), ...ownErrors },
  };
}

/** Another way to sign in asks for another secret: what was wrong with the one before does not matter any more. */
function changedFields(before: ConnectorDraft, after: ConnectorDraft): readonly string[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const changed = Object.keys(is).filter((name) => !isSame(was[name], is[name]));
  return changed.includes('auth') ? [...changed, 'secret', 'clientId'] : changed;
}

function without(errors: FieldErrors<DraftField>, fields: readonly string[]): FieldErrors<DraftField> {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => !fields.includes(name)));
}
