import * as z from 'zod';

/**
 * What is believed of Graph's answers, as far as it is used. Shapes: Graph's metadata of v1.0 (types `user`, `group`), and
 * learn.microsoft.com/graph/delta-query-groups for `members@delta`. A property that was never set is left out, one that lost its value is null.
 */
const id = z.string().min(1);
const text = z.string().nullish();
const flag = z.boolean().nullish();

export const token = z.object({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().positive(),
});

export const signInError = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  error_codes: z.array(z.int()).optional(),
});

export const graphError = z.object({
  error: z.object({ code: z.string(), message: z.string().default('') }),
});

const links = {
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
};
const removed = z.object({ reason: z.string().optional() }).optional();

const user = z.object({
  id,
  displayName: text,
  mail: text,
  userPrincipalName: text,
  accountEnabled: flag,
  userType: text,
  '@removed': removed,
});
/** Besides, what `userPageWith` lets through. */
export type GraphUser = z.infer<typeof user> & { readonly [property: string]: unknown };

const member = z.object({ id, '@odata.type': z.string().optional(), '@removed': removed });
export type GraphMember = z.infer<typeof member>;

/**
 * The same as a list of `member`, without a copy of each: a large tenant has hundreds of thousands of memberships, and copying them costs as much as
 * reading the JSON.
 */
const memberList = z.custom<readonly GraphMember[]>((value) => Array.isArray(value) && value.every(isMember));

function isMember(value: unknown): value is GraphMember {
  if (typeof value !== 'object' || value === null || !('id' in value)) return false;
  const { id: own, '@odata.type': type, '@removed': gone } = value as Readonly<Record<string, unknown>>;
  return (
    typeof own === 'string' &&
    own !== '' &&
    (type === undefined || typeof type === 'string') &&
    (gone === undefined || (typeof gone === 'object' && gone !== null))
  );
}

const group = z.object({
  id,
  displayName: text,
  securityEnabled: flag,
  mailEnabled: flag,
  groupTypes: z.array(z.string()).nullish(),
  onPremisesSyncEnabled: flag,
  'members@delta': memberList.optional(),
  '@removed': removed,
});
export type GraphGroup = z.infer<typeof group>;

export const userPage = z.object({ ...links, value: z.array(user) });

/** The same with all that comes besides, where attributes are asked for. */
export function userPageWith(
  attributes: readonly string[],
): z.ZodType<Links & { readonly value: readonly GraphUser[] }> {
  return attributes.length === 0 ? userPage : z.object({ ...links, value: z.array(user.loose()) });
}

export const groupPage = z.object({ ...links, value: z.array(group) });
export const memberPage = z.object({
  ...links,
  value: z.array(member.extend({ userPrincipalName: text })),
});

/** What a user is in: groups, roles and administrative units. */
export const memberOfPage = z.object({
  ...links,
  value: z.array(group.extend({ '@odata.type': z.string() })),
});

export type Links = Pick<z.infer<typeof userPage>, '@odata.nextLink' | '@odata.deltaLink'>;

export const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.unknown()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});
