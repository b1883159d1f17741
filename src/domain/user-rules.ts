import * as z from 'zod';
import { maxGroupNameLength } from './target';

const name = z.string().trim().min(1, 'Enter a name.').max(maxGroupNameLength);

/**
 * What an attribute of people decides. `include`: only who has one of the values takes part (several of these: all must hold). `exclude`: who has one
 * takes no part. `grant`: who has one and takes part is in the Atlassian group. A person without the attribute has none of the values.
 */
const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('include') }),
  z.strictObject({ kind: z.literal('exclude') }),
  z.strictObject({ kind: z.literal('grant'), group: name }),
]);

const userCondition = z.strictObject({
  /** As the directory calls it: `department`, `employeeType`; `docs/connectors/<kind>.md` lists what can be read. */
  attribute: z.string().trim().min(1, 'Enter the name of the attribute.').max(200, 'At most 200 characters.'),
  /** Texts in which `*` stands for any characters. Compared without case and surrounding space. */
  values: z
    .array(z.string().trim().min(1, 'A value is empty.').max(500, 'A value has at most 500 characters.'))
    .min(1, 'Enter at least one value.')
    .max(500, 'At most 500 values.'),
  effect,
});
export type UserCondition = z.infer<typeof userCondition>;
export const userConditions = z.array(userCondition).max(100, 'At most 100 conditions.');

const keepOrRemove = z.enum(['remove', 'keep']);

/** What becomes of memberships that the app manages, when the person no longer has a right to them. */
export const removalPolicy = z.strictObject({
  /** People who are gone from the directory. */
  left: keepOrRemove,
  /** People whose account there is suspended, deprovisioned or not activated. */
  inactive: keepOrRemove,
  /** Active people whom the filters, required groups or conditions no longer let in. */
  outOfScope: keepOrRemove,
  /** Hours between the first run that would remove a membership and the one that does. 0: at once. */
  graceHours: z.number().min(0).max(2160, 'At most 2160 hours (90 days).'),
  /** People who are inactive or have left lose their memberships at once, whatever `graceHours` says. */
  fastLane: z.boolean(),
  /** People who lose nothing: e-mail addresses, directory ids or Atlassian account ids. */
  keepPeople: z.array(name).max(1000, 'At most 1000 people.'),
  /** Atlassian groups that lose nobody. */
  keepGroups: z.array(name).max(1000, 'At most 1000 groups.'),
});
export type RemovalPolicy = z.infer<typeof removalPolicy>;

export const defaultRemovalPolicy: RemovalPolicy = {
  left: 'remove',
  inactive: 'remove',
  outOfScope: 'remove',
  graceHours: 0,
  fastLane: true,
  keepPeople: [],
  keepGroups: [],
};
