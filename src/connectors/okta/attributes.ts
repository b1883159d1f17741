import type { DirectoryUser } from '../../domain/directory';
import { attributeRejected, attributesOf } from '../../http/attribute-values';
import { quoted } from '../../http/wording';
import type { OktaClient } from './client';
import { listPage } from './listing';
import { usersEndpoint } from './users-endpoint';
import { believe, itemList, jsonBody, userSchema, type OktaUser } from './schema';

const prefix = 'profile.';

/** As Okta's profiles call it; in a rule it may stand with `profile.` in front. */
function profileName(attribute: string): string {
  return attribute.startsWith(prefix) ? attribute.slice(prefix.length) : attribute;
}

/** Okta leaves out of a profile what has no value, and what does not exist. */
export function attributesIn(
  { profile }: OktaUser,
  attributes: readonly string[],
): Pick<DirectoryUser, 'attributes'> {
  return attributesOf(attributes, (name) => profile[profileName(name)]);
}

/**
 * Whether people can have these attributes. Throws `settings-rejected` for those that are in no profile. Gives those of which that cannot be told: nobody has
 * a value, and the app may not read the profile's schema (for a service app that takes the scope okta.schemas.read). Costs one call, and one for
 * each attribute that the schema does not tell; `schema-only`: that call alone, where the schema may not be read.
 */
export async function refuseUnknownAttributes(
  client: OktaClient,
  effort: 'schema-only' | 'full' = 'full',
): Promise<readonly string[]> {
  if (client.attributes.length === 0) return [];
  const inSchema = await schemaNames(client);
  if (inSchema === undefined && effort === 'schema-only') return [];
  const untold = client.attributes.filter((name) => inSchema?.has(profileName(name)) !== true);
  const answers = await Promise.all(untold.map((name) => whoHas(client, profileName(name))));
  const unused = untold.filter((_, place) => answers[place] === 'nobody');
  const unknown = untold.filter((name, place) => answers[place] === 'refused' || isUnknown(name));
  if (unknown.length === 0) return unused;
  throw attributeRejected(
    `Okta's user profile has no attribute called ${quoted(unknown)}, which a condition names, and nobody has a value for it. Correct the name: it is the ` +
      '"variable name" in Okta under Directory > Profile Editor > User.',
  );

  function isUnknown(name: string): boolean {
    return inSchema !== undefined && unused.includes(name);
  }
}

/** Those of these attributes of which nobody has a value that the app can see. Costs a call for each. */
export async function attributesOfNobody(
  client: OktaClient,
  names: readonly string[],
): Promise<readonly string[]> {
  const answers = await Promise.all(names.map((name) => whoHas(client, profileName(name))));
  return names.filter((_, place) => answers[place] === 'nobody');
}

/** Names of the default user type; others may have more. Undefined where the app may not read them. */
async function schemaNames(client: OktaClient): Promise<ReadonlySet<string> | undefined> {
  const what = "the user profile's schema";
  const path = '/api/v1/meta/schemas/user/default';
  const response = await client.get({ path, endpoint: 'schemas', what, accept: [403, 404] });
  if (response.status !== 200) return undefined;
  const { base, custom } = believe(userSchema, jsonBody(response, what), what).definitions;
  return new Set([...Object.keys(base.properties), ...Object.keys(custom?.properties ?? {})]);
}

/** Asked of `search`, which takes any attribute of any user type ("List all users"). */
async function whoHas(client: OktaClient, name: string): Promise<'somebody' | 'nobody' | 'refused'> {
  if (!/^\w+$/.test(name)) return 'refused';
  const query = `search=${encodeURIComponent(`profile.${name} pr`)}`;
  const answer = await listPage(client, { ...usersEndpoint, sizes: [1], query }, undefined);
  if (answer.kind !== 'page') return 'refused';
  return believe(itemList, answer.body, 'users').length > 0 ? 'somebody' : 'nobody';
}
