import { FailureError } from '../domain/failure';
import { keys } from './keys';

/** The failure for a stored value that does not parse. It names the key, never the value. */
export function damaged(key: string, cause?: unknown): FailureError {
  const message = `The stored value "${key}" is damaged and was left as it is. ${wayOut(key)}`;
  return new FailureError({ kind: 'stored-data-damaged', key, message }, { cause });
}

function wayOut(key: string): string {
  if (key === keys.siteSettings) {
    return 'They say which groups and people are protected, so nothing is changed without them. Open Settings, enter what is protected, and save.';
  }
  if (key === keys.target) return "Make an administrator's account the sync account again.";
  if (/:(connection|state|lock):/.test(key))
    return 'Delete the connector and create it again, or import its exported file.';
  if (key.endsWith(':ledger')) {
    return 'It records which memberships the app may remove, so nothing is removed. Delete the connector and create it again: what it added then stays until somebody takes it away by hand.';
  }
  return 'Start a new run; if it repeats, contact support with this name.';
}
