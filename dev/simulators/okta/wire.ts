import type { GroupFacts, OktaProfile, OktaUser } from './org';

/** Bodies of users and groups, with links under the org's URL. */
export interface Wire {
  /** A user of a listing, as UTF-8; made once a user, because users are values that a change replaces. */
  userJson(user: OktaUser): Buffer;
  /** A user who is asked for by id has more links. */
  userDetails(user: OktaUser): unknown;
  groupJson(group: GroupFacts): Buffer;
  groupBody(group: GroupFacts): unknown;
  /** `expand=stats`: with the number of users. */
  groupWithStats(group: GroupFacts, usersCount: number): Buffer;
}

const userTypeId = 'oty000000000001sim0x';

export function createWire(orgUrl: string): Wire {
  const users = new WeakMap<OktaUser, Buffer>();
  const groups = new WeakMap<GroupFacts, Buffer>();
  return {
    userJson: (user) => once(users, user, () => listedUser(user, orgUrl)),
    userDetails: (user) => ({ ...listedUser(user, orgUrl), _links: userLinks(user, orgUrl) }),
    groupJson: (group) => once(groups, group, () => groupBody(group, orgUrl)),
    groupBody: (group) => groupBody(group, orgUrl),
    groupWithStats(group, usersCount) {
      const stats = { usersCount, appsCount: 0, groupPushMappingsCount: 0, hasAdminPrivilege: false };
      return Buffer.from(JSON.stringify({ ...groupBody(group, orgUrl), _embedded: { stats } }));
    },
  };
}

function once<K extends object>(made: WeakMap<K, Buffer>, key: K, body: () => unknown): Buffer {
  const known = made.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(body()));
  made.set(key, bytes);
  return bytes;
}

function listedUser(user: OktaUser, orgUrl: string) {
  return {
    id: user.id,
    status: user.status,
    created: timestamp(user.createdMs),
    activated: moment(user.activatedMs),
    statusChanged: moment(user.statusChangedMs),
    lastLogin: moment(user.lastLoginMs),
    lastUpdated: timestamp(user.lastUpdatedMs),
    passwordChanged: moment(user.activatedMs),
    type: { id: userTypeId },
    profile: profileBody(user.profile),
    credentials: { password: {}, provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { self: { href: `${orgUrl}/api/v1/users/${user.id}` } },
  };
}

/** The attributes that are not there stand as `null` where Okta's base profile always has them. */
function profileBody(profile: OktaProfile) {
  const { login, email, firstName, lastName, ...rest } = profile;
  return { firstName, lastName, mobilePhone: null, secondEmail: null, ...rest, login, email: email ?? null };
}

function userLinks(user: OktaUser, orgUrl: string) {
  const href = `${orgUrl}/api/v1/users/${user.id}`;
  const action = (name: string) => ({ href: `${href}/lifecycle/${name}`, method: 'POST' });
  const isSuspended = user.status === 'SUSPENDED';
  return {
    ...(isSuspended ? { unsuspend: action('unsuspend') } : {}),
    ...(user.status === 'ACTIVE' ? { suspend: action('suspend') } : {}),
    ...(user.status === 'DEPROVISIONED'
      ? { activate: action('activate'), delete: { href, method: 'DELETE' } }
      : { deactivate: action('deactivate') }),
    self: { href },
    type: { href: `${orgUrl}/api/v1/meta/types/user/${userTypeId}` },
  };
}

function groupBody(group: GroupFacts, orgUrl: string) {
  const href = `${orgUrl}/api/v1/groups/${group.id}`;
  const logo = group.source === undefined ? 'okta' : 'ad';
  return {
    id: group.id,
    created: timestamp(group.createdMs),
    lastUpdated: timestamp(group.lastUpdatedMs),
    lastMembershipUpdated: timestamp(group.lastMembershipUpdatedMs),
    objectClass: [group.source === undefined ? 'okta:user_group' : 'okta:windows_security_principal'],
    type: group.type,
    profile: groupProfile(group),
    ...(group.source === undefined ? {} : { source: { id: group.source.appId } }),
    _links: {
      logo: ['medium', 'large'].map((name) => ({
        name,
        href: `${orgUrl}/img/logos/groups/${logo}-${name}.png`,
        type: 'image/png',
      })),
      ...(group.source === undefined
        ? {}
        : { source: { href: `${orgUrl}/api/v1/apps/${group.source.appId}` } }),
      users: { href: `${href}/users` },
      apps: { href: `${href}/apps` },
    },
  };
}

/** A group of Active Directory has the directory's attributes beside its name. */
export function groupProfile(group: GroupFacts): Readonly<Record<string, string | null>> {
  const base = { name: group.name, description: group.description ?? null };
  if (group.source === undefined) return base;
  return {
    ...base,
    groupType: 'Security',
    samAccountName: group.name,
    objectSid: `S-1-5-21-1004336348-1177238915-682003330-${group.id.slice(10, 15)}`,
    groupScope: 'Global',
    dn: group.source.distinguishedName,
    windowsDomainQualifiedName: String.raw`CORP\${group.name}`,
    externalId: Buffer.from(group.id).toString('base64'),
  };
}

function moment(ms: number | undefined): string | null {
  return ms === undefined ? null : timestamp(ms);
}

export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
