import type { Person } from './company';

/** A person of `GET /api/2/users`: the listing's fields, `null` where there is nothing. */
function listed(person: Person) {
  return {
    id: person.id,
    username: person.username ?? null,
    email: person.email ?? null,
    firstname: person.firstname,
    lastname: person.lastname,
    status: person.status,
    state: person.state,
    group_id: person.groupId ?? null,
    directory_id: person.directoryId ?? null,
    external_id: person.externalId ?? null,
    member_of: person.memberOf.length === 0 ? null : person.memberOf.join(';'),
    samaccountname: person.samaccountname ?? null,
    distinguished_name: null,
    phone: null,
    ...times(person),
  };
}

function times(person: Person) {
  return {
    activated_at: person.status === 0 ? null : timestamp(person.createdAtMs),
    last_login: person.lastLoginMs === undefined ? null : timestamp(person.lastLoginMs),
    invitation_sent_at: null,
    invalid_login_attempts: 0,
    locked_until: person.status === 3 ? timestamp(person.updatedAtMs + 3_600_000) : null,
    password_changed_at: null,
    created_at: timestamp(person.createdAtMs),
    updated_at: timestamp(person.updatedAtMs),
  };
}

/** `GET /api/2/users/{id}` tells more, the roles among it. */
export function detailed(person: Person, roleIds: readonly number[]) {
  return {
    ...listed(person),
    title: person.title ?? null,
    department: person.department ?? null,
    company: person.company ?? null,
    comment: null,
    role_ids: roleIds,
    trusted_idp_id: null,
    manager_ad_id: null,
    manager_user_id: person.managerUserId ?? null,
    userprincipalname: null,
    preferred_locale_code: null,
    custom_attributes: person.customAttributes ?? {},
  };
}

/** Version 1 lists all of it, and calls the roles `role_id`. */
export function versionOne(person: Person, roleIds: readonly number[]) {
  const { role_ids: ids, ...rest } = detailed(person, roleIds);
  return { ...rest, role_id: ids, notes: null, openid_name: null, locale_code: null };
}

const made = new WeakMap<Person, Buffer>();

/** JSON of a listed person; made once a person, because people are values that a change replaces. */
export function listedJson(person: Person): Buffer {
  const known = made.get(person);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(listed(person)));
  made.set(person, bytes);
  return bytes;
}

/**
 * The person with only these fields, and always the id. What the listing leaves out comes only so: custom attributes, for one (onelogin-python-sdk,
 * issue 109).
 */
export function pickedJson(person: Person, fields: ReadonlySet<string>, roleIds: readonly number[]): Buffer {
  const entries = Object.entries(detailed(person, roleIds)).filter(
    ([name]) => name === 'id' || fields.has(name),
  );
  return Buffer.from(JSON.stringify(Object.fromEntries(entries)));
}

export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
