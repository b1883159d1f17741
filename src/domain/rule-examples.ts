import * as z from 'zod';

const groupName = z.string().trim().min(1, 'Enter the name of a group.').max(1000);

/** A directory group and the Atlassian groups that it must lead to; none: the rules drop it. */
const groupExample = z.strictObject({
  kind: z.literal('group'),
  name: groupName,
  leadsTo: z.array(groupName).max(20),
});

/** A person as the directory has them, and what the rules must make of them. */
const personExample = z.strictObject({
  kind: z.literal('person'),
  /** What the administrator calls this example. */
  name: z.string().trim().min(1, 'Enter a name.').max(200),
  email: z.string().trim().max(320).exactOptional(),
  status: z.enum(['active', 'staged', 'inactive']),
  attributes: z.record(z.string().max(200), z.array(z.string().max(500)).max(50)),
  /** Names of the directory groups that they are in. */
  groups: z.array(groupName).max(100),
  takesPart: z.boolean(),
  /** The Atlassian groups that they must be in: these and no others. */
  isIn: z.array(groupName).max(100),
});

/** What an administrator expects of the rules; looked at on every save. */
export const ruleExample = z.discriminatedUnion('kind', [groupExample, personExample]);
export type RuleExample = z.infer<typeof ruleExample>;
export type PersonExample = Extract<RuleExample, { readonly kind: 'person' }>;
