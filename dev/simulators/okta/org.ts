/** Every status that Okta's users can have (okta-management 2026.06.3, `UserStatus`). */
export const userStatuses = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
] as const;
export type OktaStatus = (typeof userStatuses)[number];

/** Strings, numbers, booleans and lists of strings (developer.okta.com, "User profiles"). */
export type ProfileValue = string | number | boolean | readonly string[];

/** Profile attributes by Okta's names. Okta asks for an e-mail address; a missing one is here for readers that must survive it. */
export interface OktaProfile {
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly [attribute: string]: ProfileValue | undefined;
}

export interface OktaUser {
  readonly id: string;
  readonly status: OktaStatus;
  readonly profile: OktaProfile;
  readonly createdMs: number;
  readonly activatedMs?: number;
  readonly statusChangedMs?: number;
  readonly lastLoginMs?: number;
  readonly lastUpdatedMs: number;
}

export type OktaGroupType = 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';

/** What a group of Active Directory brings along; the rest of its profile follows from it. */
export interface GroupSource {
  readonly appId: string;
  readonly distinguishedName: string;
}

/** A group without its members. Okta's groups do not nest. */
export interface GroupFacts {
  readonly id: string;
  readonly type: OktaGroupType;
  readonly name: string;
  readonly description?: string;
  readonly createdMs: number;
  readonly lastUpdatedMs: number;
  readonly lastMembershipUpdatedMs: number;
  /** Of an APP_GROUP. */
  readonly source?: GroupSource;
}

export interface OktaGroup extends GroupFacts {
  readonly memberIds: readonly string[];
}

/** An entry of the System Log, as far as it differs from the others. */
export interface OktaEvent {
  readonly uuid: string;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly atMs: number;
  readonly targets: readonly EventTarget[];
}

export interface EventTarget {
  readonly id: string;
  readonly type: 'User' | 'UserGroup';
  readonly alternateId: string;
  readonly displayName: string;
}

export interface OktaOrg {
  readonly id: string;
  readonly users: readonly OktaUser[];
  readonly groups: readonly OktaGroup[];
}

/** Ids of 20 characters in Okta's manner, whose alphabetical order is that of their numbers. */
export function oktaId(kind: 'user' | 'group' | 'org' | 'app', number: number): string {
  return `${prefixes[kind]}${String(number).padStart(12, '0')}sim0x`;
}

const prefixes = { user: '00u', group: '00g', org: '00o', app: '0oa' } as const;
