import type { Company, Person, Role } from '../onelogin/company';
import { oktaId, type OktaGroup, type OktaOrg, type OktaStatus, type OktaUser } from '../okta/org';

const everyoneId = oktaId('group', 1);
/** Active Directory, which the APP_GROUPs come from. */
const directoryAppId = oktaId('app', 1);
/** How many groups of the directory are imported. */
const importedGroups = 5;

/**
 * The same people and groups in Okta's hands: roles are OKTA_GROUPs of the same names, "Everyone" is built in, and the first few groups
 * that people have in the directory are APP_GROUPs. The same company gives the same org.
 */
export function oktaOrgOf(company: Company): OktaOrg {
  const domain =
    company.people.find((person) => person.email !== undefined)?.email?.split('@')[1] ?? 'example.com';
  const users = company.people.map((person) => userOf(person, domain));
  const startMs = Math.min(
    ...company.people.slice(0, 1).map((person) => person.createdAtMs),
    Date.UTC(2024, 0, 1),
  );
  const everyone: OktaGroup = {
    ...times(startMs),
    id: everyoneId,
    type: 'BUILT_IN',
    name: 'Everyone',
    description: 'All users in your organization',
    memberIds: users.map((user) => user.id),
  };
  const groups = company.roles.map((role) => groupOf(role, startMs));
  return {
    id: oktaId('org', company.accountId),
    users,
    groups: [everyone, ...groups, ...imported(company, startMs)],
  };
}

/** Okta's id of a person or a role of the company. */
export function oktaUserId(personId: number): string {
  return oktaId('user', personId);
}

export function oktaGroupId(roleId: number): string {
  return oktaId('group', roleId);
}

/** OneLogin's statuses by number. 8 (security questions required) is an active account, 7 (password pending) one that waits for its person. */
const statuses: Readonly<Record<Person['status'], OktaStatus>> = {
  0: 'STAGED',
  1: 'ACTIVE',
  2: 'SUSPENDED',
  3: 'LOCKED_OUT',
  4: 'PASSWORD_EXPIRED',
  5: 'RECOVERY',
  7: 'PROVISIONED',
  8: 'ACTIVE',
};
const rejected = 2;

function userOf(person: Person, domain: string): OktaUser {
  const status = person.state === rejected ? 'DEPROVISIONED' : statuses[person.status];
  const isActivated = status !== 'STAGED';
  const { firstname, lastname, email, department, title } = person;
  return {
    id: oktaUserId(person.id),
    status,
    profile: {
      login: `${person.username ?? `user-${person.id}`}@${domain}`,
      firstName: firstname,
      lastName: lastname,
      ...(email === undefined ? {} : { email }),
      ...(department === undefined ? {} : { department }),
      ...(title === undefined ? {} : { title }),
    },
    createdMs: person.createdAtMs,
    ...(isActivated ? { activatedMs: person.createdAtMs, statusChangedMs: person.updatedAtMs } : {}),
    ...(isActivated && person.lastLoginMs !== undefined ? { lastLoginMs: person.lastLoginMs } : {}),
    lastUpdatedMs: person.updatedAtMs,
  };
}

function groupOf(role: Role, startMs: number): OktaGroup {
  return {
    ...times(startMs),
    id: oktaGroupId(role.id),
    type: 'OKTA_GROUP',
    name: role.name,
    memberIds: role.memberIds.map(oktaUserId),
  };
}

/** Ids of APP_GROUPs lie above those of roles. */
const firstImportedNumber = 900_000_001;

function imported(company: Company, startMs: number): readonly OktaGroup[] {
  const members = new Map<string, string[]>();
  for (const person of company.people) {
    for (const name of person.memberOf) {
      const known = members.get(name) ?? [];
      members.set(name, known);
      known.push(oktaUserId(person.id));
    }
  }
  const names = [...members.keys()].toSorted().slice(0, importedGroups);
  return names.map((name, index) => ({
    ...times(startMs),
    id: oktaId('group', firstImportedNumber + index),
    type: 'APP_GROUP',
    name: commonName(name),
    source: { appId: directoryAppId, distinguishedName: name },
    memberIds: members.get(name) ?? [],
  }));
}

/** The value of the first part, its commas without their escapes. */
function commonName(distinguishedName: string): string {
  const first = /^CN=((?:[^,\\]|\\.)*)/.exec(distinguishedName)?.[1] ?? distinguishedName;
  return first.replaceAll(/\\(.)/g, '$1');
}

function times(ms: number): Pick<OktaGroup, 'createdMs' | 'lastUpdatedMs' | 'lastMembershipUpdatedMs'> {
  return { createdMs: ms, lastUpdatedMs: ms, lastMembershipUpdatedMs: ms };
}
