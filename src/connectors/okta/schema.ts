import * as z from 'zod';
import { believe as believeOf, jsonBody as jsonBodyOf } from '../../http/believe';
import type { HttpResponse } from '../../http/request';

/**
 * What is believed of Okta's answers. Unknown fields are let through; a field that is used must be there, because a list that came without it
 * would look like a directory in which everybody left. Shapes: okta-management 2026.06.3.
 */
const id = z.string().min(1);
const text = z.string().nullish();

const profile = z.object({
  firstName: text,
  lastName: text,
  displayName: text,
  login: text,
  email: text,
});
const user = z.object({ id, status: z.string(), profile });
/** Besides, what `userListWith` lets through. */
export type OktaUser = z.infer<typeof user> & {
  readonly profile: { readonly [attribute: string]: unknown };
};
export const userList = z.array(user);

/** The same with whole profiles, where attributes are asked for. */
export function userListWith(attributes: readonly string[]): z.ZodType<OktaUser[]> {
  return attributes.length === 0 ? userList : z.array(user.extend({ profile: profile.loose() }));
}

export const itemList = z.array(z.unknown());

/** `GET /api/v1/meta/schemas/user/default`: what the profiles of people hold, by name. */
const properties = z.object({ properties: z.record(z.string(), z.unknown()) });
export const userSchema = z.object({
  definitions: z.object({ base: properties, custom: properties.optional() }),
});

/** A member of a group comes as a whole user; mostly only who it is matters. */
export const memberList = z.array(z.object({ id, status: z.string() }));

const group = z.object({
  id,
  type: z.string().min(1),
  lastUpdated: z.string(),
  lastMembershipUpdated: text,
  profile: z.object({ name: z.string() }),
});
export type OktaGroup = z.infer<typeof group>;
export const groupList = z.array(group);

const logEvent = z.object({
  eventType: z.string(),
  published: z.string(),
  outcome: z.object({ result: text }).nullish(),
  target: z.array(z.object({ id: z.string(), type: z.string() })).nullish(),
});
export type OktaEvent = z.infer<typeof logEvent>;
export const eventList = z.array(logEvent);

/** `POST /oauth2/v1/token`. `expires_in` is in seconds. */
export const tokenAnswer = z.object({
  token_type: z.string(),
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
/** Its refusals (RFC 6749 section 5.2). */
export const tokenRefusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** `errorCode` E0000011 and the like, with Okta's words. */
export const refusalBody = z.object({
  errorCode: z.string(),
  errorSummary: z.string(),
  errorCauses: z.array(z.object({ errorSummary: z.string() })).optional(),
});

/** `what` names the call in the failure: "users". */
export function jsonBody(response: HttpResponse, what: string): unknown {
  return jsonBodyOf(response.text, { apiLabel: 'Okta', what });
}

export function believe<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
  return believeOf(schema, body, { apiLabel: 'Okta', what });
}
