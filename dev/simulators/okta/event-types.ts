import type { OktaStatus } from './org';

/** Kinds of System Log entries with the words shown beside them (developer.okta.com, "Event Types" catalog). */
export const eventTypes = {
  'user.lifecycle.create': 'Create Okta user',
  'user.lifecycle.activate': 'Activate Okta user',
  'user.lifecycle.reactivate': 'Reactivate Okta user',
  'user.lifecycle.deactivate': 'Deactivate Okta user',
  'user.lifecycle.suspend': 'Suspend Okta user',
  'user.lifecycle.unsuspend': 'Unsuspend Okta user',
  'user.lifecycle.delete.initiated': 'Delete Okta user initiated',
  'user.lifecycle.delete.completed': 'Delete Okta user completed',
  'user.account.update_profile': 'Update user profile for Okta',
  'user.account.lock': 'Max sign in attempts exceeded',
  'user.account.expire_password': 'Expire user password',
  'user.account.reset_password': 'Reset user password',
  'group.user_membership.add': 'Add user to group membership',
  'group.user_membership.remove': 'Remove user from group membership',
  'group.lifecycle.create': 'Create Okta group',
  'group.lifecycle.delete': 'Delete Okta group',
  'group.profile.update': 'Okta group profile update',
} as const;
export type EventType = keyof typeof eventTypes;

const byStatus: Readonly<Record<OktaStatus, EventType>> = {
  STAGED: 'user.lifecycle.reactivate',
  PROVISIONED: 'user.lifecycle.activate',
  ACTIVE: 'user.lifecycle.activate',
  RECOVERY: 'user.account.reset_password',
  PASSWORD_EXPIRED: 'user.account.expire_password',
  LOCKED_OUT: 'user.account.lock',
  SUSPENDED: 'user.lifecycle.suspend',
  DEPROVISIONED: 'user.lifecycle.deactivate',
};

export function statusEvent(from: OktaStatus, to: OktaStatus): EventType {
  return from === 'SUSPENDED' && to === 'ACTIVE' ? 'user.lifecycle.unsuspend' : byStatus[to];
}
