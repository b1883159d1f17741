import type { SyncRules } from '../../../domain/sync-rules';
import type { FieldErrors } from '../connector-form/field-errors';
import {
  groupsDraftOf,
  groupsErrors,
  groupsFields,
  groupsRulesOf,
  type GroupsDraft,
} from './groups/groups-draft';
import {
  peopleDraftOf,
  peopleErrors,
  peopleFields,
  peopleRulesOf,
  type PeopleDraft,
} from './people/people-draft';
import {
  safetyDraftOf,
  safetyErrors,
  safetyFields,
  safetyRulesOf,
  type SafetyDraft,
} from './safety/safety-draft';

/** The rules as they stand in three tabs. They are saved together: an example that a changed rename breaks can only be saved with it. */
export interface RulesDraft {
  readonly groups: GroupsDraft;
  readonly people: PeopleDraft;
  readonly safety: SafetyDraft;
}

export const rulesTabs = ['groups', 'people', 'safety'] as const;
export type RulesTab = (typeof rulesTabs)[number];

export function rulesDraftOf(rules: SyncRules): RulesDraft {
  return { groups: groupsDraftOf(rules), people: peopleDraftOf(rules), safety: safetyDraftOf(rules) };
}

/** Whether missing groups are created stands in another tab. */
export function rulesOf(
  draft: RulesDraft,
  { createMissingGroups }: Pick<SyncRules, 'createMissingGroups'>,
): SyncRules {
  return {
    createMissingGroups,
    ...groupsRulesOf(draft.groups),
    ...peopleRulesOf(draft.people),
    ...safetyRulesOf(draft.safety),
  };
}

/** What can be seen to be wrong without asking the server, by the path below the rules. */
export function rulesErrors({ groups, people, safety }: RulesDraft): FieldErrors<string> {
  return { ...groupsErrors(groups), ...peopleErrors(people), ...safetyErrors(safety) };
}

export function rulesFields({ groups, people, safety }: RulesDraft): readonly string[] {
  return [...groupsFields(groups), ...peopleFields(people), ...safetyFields(safety)];
}

const parts: Readonly<Record<string, RulesTab>> = {
  mapping: 'groups',
  existingGroups: 'groups',
  drift: 'groups',
  conditions: 'people',
  removal: 'people',
  limits: 'safety',
  approvals: 'safety',
  examples: 'safety',
};

/** The tab on which a path below the rules stands. */
export function tabOf(path: string): RulesTab | undefined {
  return parts[path.split('.')[0] ?? ''];
}
