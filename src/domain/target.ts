export interface AtlassianAccount {
  readonly accountId: string;
  readonly displayName: string;
  /** Absent when the person's profile hides it from the sync account. */
  readonly email?: string;
  readonly active: boolean;
}

/** Why a group is never written. `protected-here`: an administrator said so, in the site's settings. */
export const groupProtections = [
  'grants-administration',
  'default-group',
  'externally-managed',
  'app-group',
  'protected-here',
] as const;
export type GroupProtection = (typeof groupProtections)[number];

/** A product's licence, with the groups that give access to it. */
export interface SeatPool {
  readonly product: string;
  /** Ids or names of groups. */
  readonly groups: readonly string[];
  /** Absent where the licence has no limit. */
  readonly free?: number;
}

export interface TargetGroup {
  readonly id: string;
  readonly name: string;
  readonly protection?: GroupProtection;
}

/** Which product's REST endpoints carry the group calls. The groups are the same; each change is written once. */
export type TargetApi = 'jira' | 'confluence';

/** Who writes: an administrator who made their own account the sync account, and through which API. */
export interface TargetSettings {
  readonly syncAccountId: string;
  readonly syncAccountName: string;
  readonly api: TargetApi;
  readonly setAtMs: number;
}

/** One thing that was tried, for "Save and test connection" and "Check access". */
export interface AccessCheck {
  /** What was tried, as the admin knows it: "Sign in", "Read roles", "Manage groups". */
  readonly name: string;
  readonly result: 'ok' | 'failed' | 'not-tried';
  /** One sentence: what was found, or what is missing and what to do. */
  readonly message: string;
}

export type ChangeOutcome =
  | { readonly kind: 'applied' }
  | { readonly kind: 'already-so' }
  /** `accountGone`: the site has no such account any more, or it is deactivated. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly accountGone?: true };

/** Group names are compared the way the site does it: without case and surrounding space. */
export function groupNameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Jira and Confluence refuse longer names. */
export const maxGroupNameLength = 255;
