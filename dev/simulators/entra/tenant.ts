export type UserType = 'Member' | 'Guest';

/** A user of the tenant, with the names that Graph gives the properties. What is absent was never set. */
export interface EntraUser {
  /** A GUID; never used again, not even after the user is purged. */
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly accountEnabled: boolean;
  readonly userType: UserType;
  /** ISO 8601 with seconds, as Graph writes it. */
  readonly createdDateTime: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly mail?: string;
  readonly mailNickname?: string;
  readonly otherMails?: readonly string[];
  readonly proxyAddresses?: readonly string[];
  readonly businessPhones?: readonly string[];
  readonly mobilePhone?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly companyName?: string;
  readonly officeLocation?: string;
  readonly preferredLanguage?: string;
  readonly usageLocation?: string;
  readonly employeeId?: string;
  readonly employeeType?: string;
  readonly externalUserState?: 'PendingAcceptance' | 'Accepted';
  readonly onPremisesSyncEnabled?: boolean;
  readonly onPremisesImmutableId?: string;
  readonly onPremisesSamAccountName?: string;
  readonly onPremisesDistinguishedName?: string;
  readonly onPremisesUserPrincipalName?: string;
  readonly onPremisesExtensionAttributes?: Readonly<Record<string, string>>;
  readonly employeeOrgData?: { readonly division?: string; readonly costCenter?: string };
  /** A directory extension: `extension_<application's id without dashes>_<name>`. */
  readonly [extension: `extension_${string}`]: string | undefined;
}

/** What kind of group it is lies in three properties: see `GroupKind`. */
export interface EntraGroupFacts {
  readonly id: string;
  readonly displayName: string;
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  /** `Unified` for Microsoft 365 groups, `DynamicMembership` where a rule chooses the members. */
  readonly groupTypes: readonly string[];
  readonly mailNickname: string;
  readonly createdDateTime: string;
  readonly description?: string;
  readonly mail?: string;
  readonly proxyAddresses?: readonly string[];
  readonly visibility?: 'Private' | 'Public' | 'HiddenMembership';
  readonly membershipRule?: string;
  readonly isAssignableToRole?: boolean;
  readonly onPremisesSyncEnabled?: boolean;
  readonly onPremisesSamAccountName?: string;
  readonly onPremisesSecurityIdentifier?: string;
}

export interface EntraGroup extends EntraGroupFacts {
  /** Direct members of all kinds: users, groups, devices, service principals. */
  readonly memberIds: readonly string[];
}

/** Something that can be a member and is of no interest to anybody who synchronises people. */
export interface EntraThing {
  readonly id: string;
  readonly type: 'device' | 'servicePrincipal' | 'orgContact';
  readonly displayName: string;
}

export type MemberType = 'user' | 'group' | EntraThing['type'];

export interface EntraMember {
  readonly id: string;
  readonly type: MemberType;
}

export interface EntraTenant {
  readonly id: string;
  readonly displayName: string;
  /** The initial `*.onmicrosoft.com` first. */
  readonly domains: readonly [string, ...string[]];
  readonly users: readonly EntraUser[];
  readonly groups: readonly EntraGroup[];
  readonly things: readonly EntraThing[];
}

export type GroupKind = 'security' | 'microsoft365' | 'mail-enabled-security' | 'distribution';

type KindFacts = Pick<EntraGroupFacts, 'mailEnabled' | 'securityEnabled' | 'groupTypes'>;

/** learn.microsoft.com/graph/api/resources/groups-overview, "Group types in Microsoft Entra ID and Microsoft Graph". */
export const groupKinds: Readonly<Record<GroupKind, KindFacts>> = {
  security: { mailEnabled: false, securityEnabled: true, groupTypes: [] },
  microsoft365: { mailEnabled: true, securityEnabled: false, groupTypes: ['Unified'] },
  'mail-enabled-security': { mailEnabled: true, securityEnabled: true, groupTypes: [] },
  distribution: { mailEnabled: true, securityEnabled: false, groupTypes: [] },
};

/** Graph writes moments without fractions of a second. */
export function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
