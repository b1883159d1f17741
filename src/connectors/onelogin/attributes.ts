import type { DirectoryUser } from '../../domain/directory';
import type { FailureError } from '../../domain/failure';
import { attributeRejected, attributesOf } from '../../http/attribute-values';
import { quoted } from '../../http/wording';
import type { OneLoginClient } from './client';
import type { Listing } from './listing';
import { believe, customAttributeList, customAttributeNames, jsonBody, openEnvelope } from './schema';
import type { OneLoginUser } from './schema';

/** The fields of a person that can be asked for (OneLogin's OpenAPI document 3.1.1, schema `user`). */
const known: ReadonlySet<string> = new Set(
  (
    'username email firstname lastname title department company comment group_id role_ids phone state status directory_id trusted_idp_id ' +
    'manager_ad_id manager_user_id samaccountname member_of userprincipalname distinguished_name external_id preferred_locale_code ' +
    'activated_at last_login invitation_sent_at created_at updated_at locked_until password_changed_at invalid_login_attempts'
  ).split(' '),
);

const custom = 'custom_attributes';
const customPrefix = `${custom}.`;

/** What every user record is asked for, where `fields` must be named. */
const usual = [
  'id',
  'username',
  'email',
  'firstname',
  'lastname',
  'status',
  'state',
  'group_id',
  'member_of',
] as const;

/**
 * The list of people with the attributes that rules name: it leaves title, department and custom attributes out unless `fields` asks for them
 * (developers.onelogin.com, "List Users"; onelogin-python-sdk, issue 109). Throws `settings-rejected` for a name that is no field of OneLogin's.
 */
export function withAttributes({ attributes }: OneLoginClient, listing: Listing): Listing {
  if (attributes.length === 0) return listing;
  const fields = `fields=${[...new Set([...usual, ...knownFieldsOf(attributes)])].join(',')}`;
  return { ...listing, filter: listing.filter === undefined ? fields : `${listing.filter}&${fields}` };
}

/** The fields go into the address, so nothing but OneLogin's own names does. */
function knownFieldsOf(attributes: readonly string[]): readonly string[] {
  const fields = [...new Set(attributes.map((name) => (name.startsWith(customPrefix) ? custom : name)))];
  const strange = fields.filter((field) => field !== custom && !known.has(field));
  if (strange.length > 0) throw unknown(strange);
  return fields;
}

/** Throws `settings-rejected` where the record does not have the field at all: the person would look like somebody without a value. */
export function attributesIn(
  user: OneLoginUser,
  attributes: readonly string[],
): Pick<DirectoryUser, 'attributes'> {
  return attributesOf(attributes, (name) => {
    const isCustom = name.startsWith(customPrefix);
    const value = user[isCustom ? custom : name];
    if (value === undefined) throw untold(name);
    if (!isCustom || typeof value !== 'object' || value === null) return value;
    return (value as Readonly<Record<string, unknown>>)[name.slice(customPrefix.length)];
  });
}

/**
 * Throws `settings-rejected` for attributes that OneLogin does not know. Costs a call where custom ones are among them, and another where version 2 of
 * it is not there.
 */
export async function refuseUnknownAttributes(client: OneLoginClient): Promise<void> {
  knownFieldsOf(client.attributes);
  const names = client.attributes.filter((name) => name.startsWith(customPrefix));
  if (names.length === 0) return;
  const shortNames = await customShortNames(client);
  const strange = names.filter((name) => shortNames?.has(name.slice(customPrefix.length)) === false);
  if (strange.length > 0) throw unknown(strange);
}

/** Undefined where this OneLogin does not list them. */
async function customShortNames(client: OneLoginClient): Promise<ReadonlySet<string> | undefined> {
  const what = 'custom attributes';
  const ask = (api: 1 | 2) =>
    client.get({ path: `/api/${api}/users/custom_attributes`, what, accept: [404] });
  const response = await ask(2);
  if (response.status === 200) {
    const listed = believe(customAttributeList, jsonBody(response, what), what);
    return new Set(listed.map(({ shortname }) => shortname));
  }
  const older = await ask(1);
  if (older.status === 404) return undefined;
  const { data } = openEnvelope(jsonBody(older, what), what);
  return new Set(believe(customAttributeNames, data, what).flat());
}

function unknown(names: readonly string[]): FailureError {
  return attributeRejected(
    `OneLogin has no attribute of people called ${quoted(names)}, which a condition names. Correct the name: OneLogin's own, such as "department" or ` +
      '"title", or "custom_attributes." with the short name of a custom field.',
  );
}

function untold(name: string): FailureError {
  return attributeRejected(
    `OneLogin's list of people does not tell the attribute "${name}", which a condition names. Use another attribute.`,
  );
}
