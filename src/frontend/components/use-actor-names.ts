import type { Names } from '../../contract';
import { useTarget } from '../api/queries';

/** How an administrator is called: as an answer names them, the two that the page knows by name besides, else by the account id. */
export function useActorNames(names: Names = {}): (accountId: string) => string {
  const { data } = useTarget();
  const { me, settings } = data ?? {};
  return (accountId) => {
    if (accountId === me?.accountId) return `${me.displayName} (you)`;
    if (accountId === settings?.syncAccountId) return settings.syncAccountName;
    return names[accountId] ?? accountId;
  };
}
