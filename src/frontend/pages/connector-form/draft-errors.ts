import type { ConnectorDraft, DraftField } from './draft';
import type { DirectoryDraft } from './directory-draft';
import { entraErrors } from './entra/entra-draft';
import type { FieldErrors } from './field-errors';
import { oktaErrors } from './okta/okta-draft';
import { oneLoginErrors } from './onelogin/onelogin-draft';
import { secretWords } from './secret-words';

/** What can be seen to be missing without asking the server, which checks everything again. */
export function draftErrors(draft: ConnectorDraft, secret: 'needed' | 'kept'): FieldErrors<DraftField> {
  return {
    ...(draft.name.trim() === '' ? { name: 'Enter a name.' } : {}),
    ...(secret === 'needed' && draft.secret.trim() === ''
      ? { secret: secretWords(draft.directory).missing }
      : {}),
    ...directoryErrors(draft.directory),
  };
}

function directoryErrors(directory: DirectoryDraft): FieldErrors<DraftField> {
  if (directory.kind === 'onelogin') return oneLoginErrors(directory);
  return directory.kind === 'okta' ? oktaErrors(directory) : entraErrors(directory);
}
