import { FailureError } from '../domain/failure';

/** The failure for a stored value that does not parse. It names the key, never the value. */
export function damaged(key: string, cause?: unknown): FailureError {
  const message = `The stored value "${key}" is damaged and was left as it is. Nothing was changed. ${wayOut(key)}`;
  return new FailureError({ kind: 'stored-data-damaged', key, message }, { cause });
}

function wayOut(key: string): string {
  if (key.includes(':connection:'))
    return 'Delete the connector and create it again, or import its exported file.';
  if (key.includes(':ledger')) return 'Contact support: it records which memberships the app may remove.';
  return 'Start a new run; if it repeats, contact support with this name.';
}
