import * as z from 'zod';
import { believe as believeAnswer, jsonBody as bodyOf } from '../../http/believe';
import type { HttpResponse } from '../../http/request';

const apiLabel = 'OneLogin';

/**
 * What is believed of OneLogin's answers. Unknown fields are let through; a field that is used must be there, because a list that came
 * without it would look like a directory in which everybody left. Shapes: OneLogin's OpenAPI document 3.1.1 and its developer pages.
 */
const id = z.int().min(0);
const text = z.string().nullish();
/** A number, also where it comes as text, as in headers. */
const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);

export const token = z.object({
  access_token: z.string().min(1),
  /** The same token is given out again until it ends, so its age may be anything up to `expires_in`. */
  created_at: z.string().optional(),
  /** Seconds from `created_at`. */
  expires_in: z.number().positive(),
});

export const rateLimit = z.object({
  data: z.object({
    'X-RateLimit-Limit': wholeNumber,
    'X-RateLimit-Remaining': wholeNumber,
    /** Seconds left, not a time. */
    'X-RateLimit-Reset': wholeNumber,
  }),
});

const user = z.object({
  id,
  email: z.string().nullable(),
  username: text,
  firstname: text,
  lastname: text,
  status: z.int(),
  state: z.int(),
  group_id: id.nullable(),
  /** Distinguished names, separated by semicolons. */
  member_of: z.string().nullable(),
  /** Version 1 only: the ids of the user's roles. */
  role_id: z.array(id).nullish(),
});
/** Besides, what `userListWith` lets through. */
export type OneLoginUser = z.infer<typeof user> & { readonly [field: string]: unknown };
export const userList = z.array(user);

/** The same with all that comes besides, where attributes are asked for; undefined is what does not come. */
export function userListWith(attributes: readonly string[]): z.ZodType<readonly OneLoginUser[]> {
  return attributes.length === 0 ? userList : z.array(user.loose());
}

/** `GET /api/2/users/{id}`: the roles stand on the person's own record there. */
export const userRoles = z.object({ role_ids: z.array(id) });

/** `GET /api/2/users/custom_attributes`, and what the envelope of version 1 holds. */
export const customAttributeList = z.array(z.object({ shortname: z.string() }));
export const customAttributeNames = z.array(z.union([z.string(), z.array(z.string())]));

const role = z.object({ id, name: z.string().nullable() });
/** A role asked for with `fields=users`. */
const roleWithUsers = role.extend({ users: z.array(id) });
export type OneLoginRole = z.infer<typeof roleWithUsers>;
export const roleList = z.array(role);
export const roleListWithUsers = z.array(roleWithUsers);
const group = z.object({ id, name: z.string().nullable() });
export const groupList = z.array(group);
/** A page whose items are looked at later. */
export const itemList = z.array(z.unknown());

/** Version 1 wraps every list and pages in the body. */
const envelope = z.object({
  status: z.object({ error: z.boolean() }).optional(),
  pagination: z.object({ after_cursor: z.string().nullish() }).nullish(),
  data: itemList,
});

export interface EnvelopePage {
  readonly after: string | undefined;
  readonly data: readonly unknown[];
}

/** `what` names the call in the failure: "users". Throws `incomplete-read` for a body that is not JSON. */
export function jsonBody(response: HttpResponse, what: string): unknown {
  return bodyOf(response.text, { apiLabel, what });
}

/** Throws `unexpected-response` with the path of what is wrong, never its value. */
export function believe<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
  return believeAnswer(schema, body, { apiLabel, what });
}

/** Opens a version 1 envelope. */
export function openEnvelope(body: unknown, what: string): EnvelopePage {
  const { status, pagination, data } = believe(envelope, body, what);
  if (status?.error === true) believe(z.never(), body, what);
  return { after: pagination?.after_cursor || undefined, data };
}
