/** How a property can be compared in a filter. Structured ones have a path of two names, such as `onPremisesExtensionAttributes/extensionAttribute1`. */
export type PropertyType = 'string' | 'boolean' | 'moment' | 'strings' | 'structure';

/** What Graph says of one kind of object: its properties, and those that come without being asked for. */
export interface Entity {
  readonly name: 'user' | 'group' | 'organization' | 'directoryObject';
  readonly properties: ReadonlyMap<string, PropertyType>;
  readonly defaults: readonly string[];
  /** Known properties that live in other services: asking a collection for them is 501. */
  readonly elsewhere: ReadonlySet<string>;
}

function table(types: Readonly<Record<PropertyType, string>>): ReadonlyMap<string, PropertyType> {
  const kinds: readonly PropertyType[] = ['string', 'boolean', 'moment', 'strings', 'structure'];
  return new Map(
    kinds.flatMap((type) =>
      types[type].split(' ').flatMap((name) => (name === '' ? [] : [[name, type] as const])),
    ),
  );
}

/** Names and types of the official metadata (v1.0); defaults of learn.microsoft.com/graph/api/user-list. */
export const userEntity: Entity = {
  name: 'user',
  properties: table({
    string:
      'id displayName givenName surname mail mailNickname userPrincipalName userType jobTitle department companyName officeLocation ' +
      'mobilePhone preferredLanguage usageLocation employeeId employeeType externalUserState city country state creationType ' +
      'onPremisesImmutableId onPremisesSamAccountName onPremisesDistinguishedName onPremisesDomainName onPremisesUserPrincipalName ' +
      'onPremisesSecurityIdentifier securityIdentifier postalCode streetAddress ageGroup faxNumber passwordPolicies',
    boolean: 'accountEnabled onPremisesSyncEnabled showInAddressList isResourceAccount',
    moment:
      'createdDateTime deletedDateTime onPremisesLastSyncDateTime employeeHireDate employeeLeaveDateTime lastPasswordChangeDateTime',
    strings: 'businessPhones otherMails proxyAddresses imAddresses',
    structure: 'onPremisesExtensionAttributes employeeOrgData assignedLicenses assignedPlans identities',
  }),
  defaults: [
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
  ],
  elsewhere: new Set(
    'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings'.split(
      ' ',
    ),
  ),
};

/** learn.microsoft.com/graph/api/group-list, "Response": the default set as of v1.0. */
export const groupEntity: Entity = {
  name: 'group',
  properties: table({
    string:
      'id displayName description mail mailNickname visibility membershipRule membershipRuleProcessingState classification theme ' +
      'onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesDomainName onPremisesNetBiosName preferredDataLocation ' +
      'preferredLanguage securityIdentifier uniqueName',
    boolean: 'mailEnabled securityEnabled onPremisesSyncEnabled isAssignableToRole',
    moment: 'createdDateTime deletedDateTime expirationDateTime renewedDateTime onPremisesLastSyncDateTime',
    strings: 'groupTypes proxyAddresses creationOptions resourceBehaviorOptions resourceProvisioningOptions',
    structure: 'onPremisesProvisioningErrors serviceProvisioningErrors assignedLicenses assignedLabels',
  }),
  defaults: [
    'id',
    'deletedDateTime',
    'classification',
    'createdDateTime',
    'creationOptions',
    'description',
    'displayName',
    'expirationDateTime',
    'groupTypes',
    'isAssignableToRole',
    'mail',
    'mailEnabled',
    'mailNickname',
    'membershipRule',
    'membershipRuleProcessingState',
    'onPremisesDomainName',
    'onPremisesLastSyncDateTime',
    'onPremisesNetBiosName',
    'onPremisesSamAccountName',
    'onPremisesSecurityIdentifier',
    'onPremisesSyncEnabled',
    'preferredDataLocation',
    'preferredLanguage',
    'proxyAddresses',
    'renewedDateTime',
    'resourceBehaviorOptions',
    'resourceProvisioningOptions',
    'securityEnabled',
    'securityIdentifier',
    'theme',
    'uniqueName',
    'visibility',
    'onPremisesProvisioningErrors',
    'serviceProvisioningErrors',
  ],
  elsewhere: new Set(
    'allowExternalSenders autoSubscribeNewMembers isSubscribedByMail unseenCount hideFromAddressLists'.split(
      ' ',
    ),
  ),
};

export const organizationEntity: Entity = {
  name: 'organization',
  properties: table({
    string: 'id displayName countryLetterCode preferredLanguage tenantType',
    boolean: 'onPremisesSyncEnabled',
    moment: 'createdDateTime deletedDateTime onPremisesLastSyncDateTime',
    strings: 'businessPhones technicalNotificationMails',
    structure: 'verifiedDomains assignedPlans',
  }),
  defaults: ['id', 'displayName', 'createdDateTime', 'tenantType', 'verifiedDomains'],
  elsewhere: new Set(),
};

/** Members of mixed kinds: what a user or a group has can be asked for, and each kind answers with its own. */
export const directoryObjectEntity: Entity = {
  name: 'directoryObject',
  properties: new Map([...groupEntity.properties, ...userEntity.properties]),
  defaults: [],
  elsewhere: userEntity.elsewhere,
};
