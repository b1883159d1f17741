import { syncAccountId } from '../../support/world';

const syncAccount = 'the sync account';

export function accountOf(person: string): string {
  return person === syncAccount ? syncAccountId : `acc-${person}`;
}

export function personOf(accountId: string): string {
  return accountId === syncAccountId ? syncAccount : accountId.replace(/^acc-/, '');
}
