import { createHash } from 'node:crypto';
import {
  graphTime,
  groupKinds,
  type EntraGroup,
  type EntraTenant,
  type EntraThing,
  type EntraUser,
  type GroupKind,
} from '../entra/tenant';
import type { Company, Person, Role } from '../onelogin/company';

/**
 * The same people and roles as an Entra tenant: e-mail addresses and names are the company's, each role is a group of its name.
 * Most groups are security groups; some are Microsoft 365, mail-enabled or synchronised from on-premises, some hold another
 * group or a device. Some people are guests; the suspended are disabled.
 */
export function entraTenantOf(company: Company): EntraTenant {
  const naming: Naming = { initial: `${company.name}.onmicrosoft.com`, seed: company.accountId };
  const things = thingsOf(naming);
  const userIds = new Map(company.people.map(({ id }) => [id, idOf(naming, id)]));
  const making: Making = { naming, things, roles: company.roles, userIds };
  return {
    id: idOf(naming, 1),
    displayName: company.name,
    domains: [naming.initial, 'example.com'],
    users: company.people.map((person, index) => userOf(person, index, naming)),
    groups: company.roles.map((role, index) => groupOf(role, index, making)),
    things,
  };
}

interface Naming {
  readonly initial: string;
  readonly seed: number;
}

/** A GUID that is the same for the same company and number, whatever was made before it. */
function idOf({ seed }: Naming, number: number): string {
  const hex = createHash('md5').update(`${seed} ${number}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20)].join('-');
}

function userOf(person: Person, index: number, naming: Naming): EntraUser {
  const isGuest = person.email !== undefined && index % 37 === 36;
  const username = person.username ?? `user${person.id}`;
  return {
    id: idOf(naming, person.id),
    displayName: `${person.firstname} ${person.lastname}`,
    givenName: person.firstname,
    surname: person.lastname,
    accountEnabled: person.status !== 2,
    createdDateTime: graphTime(person.createdAtMs),
    mailNickname: username,
    ...(person.email === undefined ? {} : { mail: person.email }),
    ...(person.department === undefined ? {} : { department: person.department }),
    ...(person.title === undefined ? {} : { jobTitle: person.title }),
    employeeId: String(person.id),
    ...(isGuest ? guestFacts(person.email, naming) : memberFacts(person, username, naming)),
  };
}

type Kind = Pick<EntraUser, 'userType' | 'userPrincipalName'> & Partial<EntraUser>;

/** The name of a guest holds the address of its home: `a_contoso.com#EXT#@tenant.onmicrosoft.com`. */
function guestFacts(email: string, { initial }: Naming): Kind {
  return {
    userType: 'Guest',
    userPrincipalName: `${email.replace('@', '_')}#EXT#@${initial}`,
    externalUserState: 'Accepted',
    otherMails: [email],
  };
}

function memberFacts(person: Person, username: string, { initial }: Naming): Kind {
  const domain = person.email === undefined ? initial : 'example.com';
  return {
    userType: 'Member',
    userPrincipalName: `${username}@${domain}`,
    ...(person.email === undefined ? {} : { proxyAddresses: [`SMTP:${person.email}`] }),
    ...(person.id % 3 === 0 ? onPremisesFacts(person, username) : {}),
  };
}

function onPremisesFacts(person: Person, username: string): Partial<EntraUser> {
  return {
    onPremisesSyncEnabled: true,
    onPremisesSamAccountName: person.samaccountname ?? username.slice(0, 20),
    onPremisesImmutableId: Buffer.from(String(person.id)).toString('base64'),
    onPremisesDistinguishedName: `CN=${username},OU=People,DC=corp,DC=example,DC=com`,
    onPremisesExtensionAttributes: { extensionAttribute1: person.department ?? 'None' },
  };
}

interface Making {
  readonly naming: Naming;
  readonly things: readonly EntraThing[];
  readonly roles: readonly Role[];
  readonly userIds: ReadonlyMap<number, string>;
}

function groupOf(role: Role, index: number, making: Making): EntraGroup {
  const kind = kindOf(index);
  const nickname = `group-${role.id}`;
  const { mailEnabled } = groupKinds[kind];
  return {
    id: idOf(making.naming, role.id),
    displayName: role.name,
    description: `Everybody with the role ${role.name}`,
    mailNickname: nickname,
    createdDateTime: '2024-01-01T00:00:00Z',
    ...groupKinds[kind],
    ...(mailEnabled
      ? { mail: `${nickname}@example.com`, proxyAddresses: [`SMTP:${nickname}@example.com`] }
      : {}),
    ...(kind === 'microsoft365' ? { visibility: 'Private' } : {}),
    ...(index % 5 === 2 && kind !== 'microsoft365'
      ? { onPremisesSyncEnabled: true, onPremisesSamAccountName: nickname }
      : {}),
    memberIds: [
      ...role.memberIds.flatMap((id) => making.userIds.get(id) ?? []),
      ...otherMembers(index, kind, making),
    ],
  };
}

function kindOf(index: number): GroupKind {
  if (index % 7 === 3) return 'microsoft365';
  return index % 11 === 5 ? 'mail-enabled-security' : 'security';
}

/** Only security groups hold groups and devices. A group holds one with a higher number, so that there are no circles. */
function otherMembers(index: number, kind: GroupKind, { naming, things, roles }: Making): readonly string[] {
  if (kind === 'microsoft365') return [];
  const nested = index % 9 === 1 ? roles[index + 1] : undefined;
  const thing = index % 8 === 4 ? things[index % things.length] : undefined;
  return [
    ...(nested === undefined ? [] : [idOf(naming, nested.id)]),
    ...(thing === undefined ? [] : [thing.id]),
  ];
}

function thingsOf(naming: Naming): readonly EntraThing[] {
  return Array.from({ length: 6 }, (_, index) => ({
    id: idOf(naming, 100 + index),
    type: index % 2 === 0 ? ('device' as const) : ('servicePrincipal' as const),
    displayName: index % 2 === 0 ? `LAPTOP-${index}` : `Robot ${index}`,
  }));
}
