import { useTarget } from '../api/queries';

/** How an administrator is called: the two that the page knows by name, else the account id. */
export function useActorNames(): (accountId: string) => string {
  const { data } = useTarget();
  const { me, settings } = data ?? {};
  return (accountId) => {
    if (accountId === me?.accountId) return `${me.displayName} (you)`;
    if (accountId === settings?.syncAccountId) return settings.syncAccountName;
    return accountId;
  };
}
