import type { UserStatus } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { OneLoginUser } from './schema';

/** OneLogin's own words for an account's status. There is no 6. */
const statusWords: Readonly<Record<number, string>> = {
  0: 'Unactivated',
  1: 'Active',
  2: 'Suspended',
  3: 'Locked',
  4: 'Password expired',
  5: 'Awaiting password reset',
  7: 'Password pending',
  8: 'Security questions required',
};

const stateWords: Readonly<Record<number, string>> = {
  0: 'Unapproved',
  1: 'Approved',
  2: 'Rejected',
  3: 'Unlicensed',
};

const approved = 1;
const unactivated = 0;
const suspended = 2;

export interface AccountStatus {
  readonly status: UserStatus;
  readonly reportedStatus: string;
}

/**
 * The two numbers of an account in our three words. Locked out, expired or waiting for a password are passing troubles of a person who
 * still works here, so they are `active`. A number that is not documented fails the read: taken as inactive it would remove a person from
 * every group, taken as active it would let one in, and either could befall everybody at once.
 */
export function accountStatus(user: Pick<OneLoginUser, 'id' | 'status' | 'state'>): AccountStatus {
  const statusWord = statusWords[user.status];
  const stateWord = stateWords[user.state];
  if (statusWord === undefined) throw unknownNumber(user.id, 'status', user.status);
  if (stateWord === undefined) throw unknownNumber(user.id, 'state', user.state);
  const reportedStatus = user.state === approved ? statusWord : `${statusWord}, ${stateWord.toLowerCase()}`;
  return { status: wordFor(user), reportedStatus };
}

function wordFor({ status, state }: Pick<OneLoginUser, 'status' | 'state'>): UserStatus {
  if (status === unactivated) return 'staged';
  return status === suspended || state !== approved ? 'inactive' : 'active';
}

function unknownNumber(userId: number, field: 'status' | 'state', value: number): FailureError {
  return new FailureError({
    kind: 'unexpected-response',
    message:
      `OneLogin gives user ${userId} the ${field} ${value}, which the app does not know. Nothing was changed, because the person ` +
      'must be taken neither for a leaver nor for a member. Report it; until then, change that account in OneLogin.',
  });
}
