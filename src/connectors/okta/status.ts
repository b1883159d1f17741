import type { UserStatus } from '../../domain/directory';
import { FailureError } from '../../domain/failure';

export interface AccountStatus {
  readonly status: UserStatus;
  /** As Okta's administrators see it in the console. */
  readonly reportedStatus: string;
}

/**
 * Okta's statuses (okta-management 2026.06.3, `UserStatus`). Locked out, expired or in recovery are passing troubles of a person who still works
 * here. PROVISIONED is an account that an administrator activated and whose owner has not set a password yet; Okta assigns applications to it all
 * the same. ACTIVATING stands there for moments, on the way out of STAGED or DEPROVISIONED.
 */
const statuses: Readonly<Record<string, AccountStatus>> = {
  ACTIVE: { status: 'active', reportedStatus: 'Active' },
  PROVISIONED: { status: 'active', reportedStatus: 'Pending user action' },
  RECOVERY: { status: 'active', reportedStatus: 'Password reset' },
  PASSWORD_EXPIRED: { status: 'active', reportedStatus: 'Password expired' },
  LOCKED_OUT: { status: 'active', reportedStatus: 'Locked out' },
  STAGED: { status: 'staged', reportedStatus: 'Staged' },
  ACTIVATING: { status: 'staged', reportedStatus: 'Activating' },
  SUSPENDED: { status: 'inactive', reportedStatus: 'Suspended' },
  DEPROVISIONED: { status: 'inactive', reportedStatus: 'Deactivated' },
};

/**
 * In our three words. A status that is not documented fails the read: taken for inactive it would remove a person from every group, taken for
 * active it would let one in.
 */
export function accountStatus(userId: string, status: string): AccountStatus {
  const known = statuses[status];
  if (known !== undefined) return known;
  throw new FailureError({
    kind: 'unexpected-response',
    message:
      `Okta gives user ${userId} a status that the app does not know. Nothing was changed, because the person must be taken neither for a ` +
      'leaver nor for a member. Report it; until then, change that account in Okta.',
  });
}
