/**
 * Properties of users that can be an attribute, from Graph's metadata of v1.0 (type `user`). The second list is stored outside the main data store, or is a
 * structure of its own: delta does not tell of its changes (learn.microsoft.com/graph/api/resources/users, "Properties stored outside the main data store").
 */
export const tracked: ReadonlySet<string> = new Set(
  (
    'accountEnabled ageGroup businessPhones city companyName consentProvidedForMinor country createdDateTime creationType department displayName ' +
    'employeeHireDate employeeId employeeOrgData employeeType externalUserState externalUserStateChangeDateTime faxNumber ' +
    'givenName imAddresses isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime legalAgeGroupClassification mail ' +
    'mailNickname mobilePhone officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes ' +
    'onPremisesImmutableId onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled ' +
    'onPremisesUserPrincipalName otherMails passwordPolicies postalCode preferredDataLocation preferredLanguage proxyAddresses ' +
    'securityIdentifier showInAddressList signInSessionsValidFromDateTime state streetAddress surname usageLocation userPrincipalName userType'
  ).split(' '),
);

export const untracked: ReadonlySet<string> = new Set(
  (
    'aboutMe birthday cloudLicensing customSecurityAttributes deviceEnrollmentLimit hireDate interests mailboxSettings mySite pastProjects ' +
    'preferredName print responsibilities schools signInActivity skills'
  ).split(' '),
);

/** Comes as null to an application without User-LifeCycleInfo.Read.All (learn.microsoft.com/graph/api/resources/user), which the app does not ask for. */
export const withheld = 'employeeLeaveDateTime';

/** Structures whose parts are not named here. */
export const structures: ReadonlySet<string> = new Set(
  'cloudLicensing customSecurityAttributes mailboxSettings print signInActivity'.split(' '),
);

/** Those that have parts. */
export const attributeParts: ReadonlyMap<string, readonly string[]> = new Map([
  ['employeeOrgData', ['costCenter', 'division']],
  [
    'onPremisesExtensionAttributes',
    Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
  ],
]);
