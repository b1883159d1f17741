/**
 * What a directory says about a person's account, in three words.
 * `active`: a person of the company, also when locked out or with an expired password.
 * `staged`: an account that is not in use yet. `inactive`: suspended, rejected or deprovisioned.
 */
export type UserStatus = 'active' | 'staged' | 'inactive';

/** A person in a directory. Names follow RFC 7643 section 4.1 where it has one. */
export interface DirectoryUser {
  /** The directory's own immutable id. */
  readonly id: string;
  readonly displayName: string;
  /** Trimmed, as written in the directory; compare with `emailKey`. Absent when the directory has none. */
  readonly email?: string;
  readonly status: UserStatus;
  /** The vendor's own word for the status, for explanations: "Suspended", "Password expired". */
  readonly reportedStatus: string;
  /** Somebody of another organization (Entra's `userType` Guest). */
  readonly guest?: true;
  /**
   * What the rules look at besides, by the directory's own name of it: `department`, `employeeType`, `custom_attributes.floor`. Only attributes that
   * a rule names are read and kept, and only those that have a value; one with several values has them all.
   */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

/** Where a group comes from, in the vendor's words: `role`, `group`, `member_of`. */
export type DirectoryGroupKind = string;

export interface DirectoryGroup {
  /** Unique within the connection and immutable, with its kind in front: `role:123`, `group:45`, `member_of:<dn>`. */
  readonly id: string;
  readonly kind: DirectoryGroupKind;
  /** Trimmed. Becomes the name of the Atlassian group. */
  readonly name: string;
}

/**
 * What one item of a page can be. A group's members may come in several pieces, in the order of their stream. Members are users, or groups of
 * the same directory by their `DirectoryGroup.id`. The last six are of a read of changes, where what an earlier read left is brought up to date.
 */
export type DirectoryRecord =
  | { readonly type: 'user'; readonly user: DirectoryUser }
  | { readonly type: 'group'; readonly group: DirectoryGroup }
  /** These are members, besides those known; with `anew`, what was known of the group's members is void. `atMs`: when it happened. */
  | {
      readonly type: 'members';
      readonly groupId: string;
      readonly userIds: readonly string[];
      readonly anew?: true;
      readonly atMs?: number;
    }
  | {
      readonly type: 'members-left';
      readonly groupId: string;
      readonly userIds: readonly string[];
      readonly atMs?: number;
    }
  | { readonly type: 'user-gone'; readonly userId: string }
  | { readonly type: 'group-gone'; readonly groupId: string }
  /** Something changed of this person that the answer does not tell whole: to be asked for by id. */
  | { readonly type: 'user-unclear'; readonly userId: string }
  /** The members changed at that time, and the answer does not tell how: they are to be read, or told by another stream. */
  | { readonly type: 'members-unclear'; readonly groupId: string; readonly changedAtMs: number };

/**
 * A **complete** read. It cannot be built from a failed one (`sync/snapshot.ts` is its only maker).
 * `groups` are those to synchronise; `members` has an entry for each, with ids of `users` only, without doubles.
 */
export interface DirectorySnapshot {
  readonly readAtMs: number;
  readonly users: ReadonlyMap<string, DirectoryUser>;
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Ids of the users in scope: all, or those whom the required and excluded groups and the filters leave. */
  readonly scope:
    { readonly kind: 'everybody' } | { readonly kind: 'members'; readonly userIds: ReadonlySet<string> };
}

/** Calls that an API still allows in its window. `resetsAtMs` is epoch milliseconds. */
export interface ApiBudget {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAtMs: number;
}

/** E-mail addresses are compared without case and without surrounding space. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
