import * as z from 'zod';
import { maxGroupNameLength } from './target';

const atlassianName = z
  .string()
  .trim()
  .min(1, 'Enter the name of a group.')
  .max(maxGroupNameLength, `At most ${maxGroupNameLength} characters.`);

const rename = z.strictObject({
  /** `text`: every place where `search` stands, with its case. `expression`: every match of a regular expression in RE2's syntax. */
  kind: z.enum(['text', 'expression']),
  search: z.string().min(1, 'Enter what to search for.').max(500, 'At most 500 characters.'),
  /** In an expression, `$1` and `${name}` stand for its groups. */
  replace: z.string().max(500, 'At most 500 characters.'),
});
export type RenameRule = z.infer<typeof rename>;

const mapEntry = z.strictObject({
  /** A directory group: its name, its id, or the name that the renames give it. */
  from: z.string().trim().min(1, 'Enter the name or the id of a group.').max(1000),
  to: z.array(atlassianName).min(1, 'Enter at least one group.').max(20, 'At most 20 groups.'),
});
export type MapEntry = z.infer<typeof mapEntry>;

/** Which Atlassian groups a directory group leads to. `docs/sync-rules.md` explains each part with examples. */
export const groupMapping = z.strictObject({
  /** One after the other, each on what the one before it made. */
  renames: z.array(rename).max(50, 'At most 50 renames.'),
  /** A group that is named here goes to these groups and to no other. */
  map: z.array(mapEntry).max(2000, 'At most 2000 entries.'),
  /** Atlassian groups that everybody gets who takes part. */
  everyone: z.array(atlassianName).max(20, 'At most 20 groups.'),
  /** What becomes of groups that no rename changes and no entry of the map names. */
  unnamed: z.enum(['keep', 'drop']),
  /** Atlassian groups that several directory groups may lead to by their names. Others are left alone until that is decided. */
  merged: z.array(atlassianName).max(2000, 'At most 2000 groups.'),
});
export type GroupMapping = z.infer<typeof groupMapping>;

export const defaultMapping: GroupMapping = {
  renames: [],
  map: [],
  everyone: [],
  unnamed: 'keep',
  merged: [],
};

/**
 * What becomes of an Atlassian group that has the right name and that no connection has linked yet.
 * `use`: its members stay whatever the directory says; the app adds, and removes what it added. `adopt`: its members are managed from then on, and
 * who is not wanted goes. `ask`: it is left alone until somebody decides. `skip`: left alone. `suffix`: another group is used or created, with
 * `suffix` behind its name.
 */
const existingDecision = z.enum(['adopt', 'use', 'skip', 'suffix']);
export type ExistingDecision = z.infer<typeof existingDecision>;

export const existingGroups = z.strictObject({
  policy: z.enum(['ask', ...existingDecision.options]),
  suffix: z.string().min(1, 'Enter the suffix.').max(50, 'At most 50 characters.'),
  decisions: z
    .array(z.strictObject({ group: atlassianName, decision: existingDecision }))
    .max(2000, 'At most 2000 decisions.'),
  /** Sources whose Atlassian group was released or handed over: they lead nowhere until they are taken off this list. `group`: its name then. */
  released: z
    .array(z.strictObject({ sourceId: z.string().min(1).max(1000), group: atlassianName }))
    .max(2000, 'At most 2000 groups.')
    .default([]),
});
export type ExistingGroups = z.infer<typeof existingGroups>;

export const defaultExistingGroups: ExistingGroups = {
  policy: 'use',
  suffix: ' (directory)',
  decisions: [],
  released: [],
};

/**
 * What becomes of memberships that somebody changed by hand in a managed group, since the last run.
 * `put-back`: who was taken out is added again; who was put in stays. `repair`: who was put in is taken out as well. `report`: both are listed and
 * nothing is done. `accept`: both stay so and are not listed again.
 */
const driftPolicy = z.enum(['put-back', 'repair', 'report', 'accept']);
export type DriftPolicy = z.infer<typeof driftPolicy>;

export const driftRules = z.strictObject({
  policy: driftPolicy,
  /** Atlassian groups with a policy of their own. */
  groups: z
    .array(z.strictObject({ group: atlassianName, policy: driftPolicy }))
    .max(2000, 'At most 2000 groups.'),
});
export type DriftRules = z.infer<typeof driftRules>;

export const defaultDrift: DriftRules = { policy: 'put-back', groups: [] };
