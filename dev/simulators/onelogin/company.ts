/** Status codes of OneLogin; 6 does not exist. */
export const personStatuses = [0, 1, 2, 3, 4, 5, 7, 8] as const;
export type PersonStatus = (typeof personStatuses)[number];

/** 0 unapproved, 1 approved, 2 rejected, 3 unlicensed. */
export type PersonState = 0 | 1 | 2 | 3;

/** A person of the company as OneLogin keeps them. */
export interface Person {
  readonly id: number;
  readonly firstname: string;
  readonly lastname: string;
  readonly email?: string;
  readonly username?: string;
  readonly status: PersonStatus;
  readonly state: PersonState;
  readonly groupId?: number;
  /** Distinguished names; goes out joined by semicolons. */
  readonly memberOf: readonly string[];
  readonly externalId?: string;
  readonly directoryId?: number;
  readonly samaccountname?: string;
  readonly department?: string;
  readonly title?: string;
  readonly company?: string;
  readonly managerUserId?: number;
  readonly customAttributes?: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly lastLoginMs?: number;
}

export interface Role {
  readonly id: number;
  readonly name: string;
  readonly memberIds: readonly number[];
  readonly adminIds: readonly number[];
  readonly apps: readonly { readonly id: number; readonly name: string }[];
}

/** OneLogin's group: a security policy; a person has at most one. */
export interface SecurityGroup {
  readonly id: number;
  readonly name: string;
  readonly reference?: string;
}

/** Something that happened, for the events API. `typeId` is OneLogin's event_type_id. */
export interface DirectoryEvent {
  readonly id: number;
  readonly typeId: number;
  readonly personId?: number;
  readonly personName?: string;
  readonly roleId?: number;
  readonly roleName?: string;
  readonly atMs: number;
}

export interface Company {
  readonly accountId: number;
  readonly name: string;
  readonly people: readonly Person[];
  readonly roles: readonly Role[];
  readonly groups: readonly SecurityGroup[];
}
