import * as z from 'zod';
import {
  defaultDrift,
  defaultExistingGroups,
  defaultMapping,
  driftRules,
  existingGroups,
  groupMapping,
} from './group-rules';
import { ruleExample } from './rule-examples';
import { defaultEmptiedGroups, defaultLimits, defaultUsual, safetyLimits } from './safety-limits';
import { defaultRemovalPolicy, removalPolicy, userConditions } from './user-rules';

/**
 * Everything that an administrator decides between directory and site. Parts that an earlier version did not have are filled in with what that version
 * did, so that stored connections and older documents stay what they were.
 */
export const syncRules = z.strictObject({
  createMissingGroups: z.boolean(),
  mapping: groupMapping.default(defaultMapping),
  conditions: userConditions.default([]),
  existingGroups: existingGroups.default(defaultExistingGroups),
  removal: removalPolicy.default(defaultRemovalPolicy),
  drift: driftRules.default(defaultDrift),
  limits: safetyLimits,
  /** How many administrators must approve what is held. With 2, the second must be somebody else. */
  approvals: z.literal([1, 2]).default(1),
  examples: z.array(ruleExample).max(200, 'At most 200 examples.').default([]),
});
export type SyncRules = z.infer<typeof syncRules>;

export const defaultRules: SyncRules = {
  createMissingGroups: true,
  mapping: defaultMapping,
  conditions: [],
  existingGroups: defaultExistingGroups,
  removal: defaultRemovalPolicy,
  drift: defaultDrift,
  limits: { ...defaultLimits, emptiedGroups: defaultEmptiedGroups, usual: defaultUsual },
  approvals: 1,
  examples: [],
};

/** Names of the attributes of people that the rules look at, each once, in order. */
export function attributesOf({ conditions }: Pick<SyncRules, 'conditions'>): readonly string[] {
  return [...new Set(conditions.map(({ attribute }) => attribute))].toSorted();
}
