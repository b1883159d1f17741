import type { SyncRules } from '../../../../domain/sync-rules';
import type { RemovalPolicy, UserCondition } from '../../../../domain/user-rules';
import { isNumberUpTo } from '../../../words/number-text';
import type { FieldErrors } from '../../connector-form/field-errors';
import { errorsAmong, missing } from '../found-errors';
import { linesOf, textOf } from '../lines';
import { rowsOf, valuesOf, type Row } from '../rows';

/** `group` counts only for `grant`; it is kept while another effect is tried. */
export interface ConditionDraft {
  readonly attribute: string;
  /** One a line. */
  readonly values: string;
  readonly effect: UserCondition['effect']['kind'];
  readonly group: string;
}

/** What the tab "People" edits. Numbers are still text, lists have one entry a line. */
export interface PeopleDraft {
  readonly conditions: readonly Row<ConditionDraft>[];
  readonly left: RemovalPolicy['left'];
  readonly inactive: RemovalPolicy['inactive'];
  readonly outOfScope: RemovalPolicy['outOfScope'];
  readonly graceHours: string;
  readonly fastLane: boolean;
  readonly keepPeople: string;
  readonly keepGroups: string;
}

export function peopleDraftOf({ conditions, removal }: SyncRules): PeopleDraft {
  return {
    conditions: rowsOf(conditions.map(conditionDraftOf)),
    left: removal.left,
    inactive: removal.inactive,
    outOfScope: removal.outOfScope,
    graceHours: String(removal.graceHours),
    fastLane: removal.fastLane,
    keepPeople: textOf(removal.keepPeople),
    keepGroups: textOf(removal.keepGroups),
  };
}

function conditionDraftOf({ attribute, values, effect }: UserCondition): ConditionDraft {
  return {
    attribute,
    values: textOf(values),
    effect: effect.kind,
    group: effect.kind === 'grant' ? effect.group : '',
  };
}

export function peopleRulesOf(draft: PeopleDraft): Pick<SyncRules, 'conditions' | 'removal'> {
  const { left, inactive, outOfScope, fastLane } = draft;
  return {
    conditions: valuesOf(draft.conditions).map(conditionOf),
    removal: {
      left,
      inactive,
      outOfScope,
      graceHours: Number(draft.graceHours),
      fastLane,
      keepPeople: linesOf(draft.keepPeople),
      keepGroups: linesOf(draft.keepGroups),
    },
  };
}

function conditionOf({ attribute, values, effect, group }: ConditionDraft): UserCondition {
  return {
    attribute,
    values: linesOf(values),
    effect: effect === 'grant' ? { kind: effect, group } : { kind: effect },
  };
}

const longestGraceHours = 2160;

export function peopleErrors(draft: PeopleDraft): FieldErrors<string> {
  return errorsAmong([
    ...draft.conditions.flatMap(({ value }, at) => [
      [`conditions.${at}.attribute`, missing(value.attribute, 'Enter the name of the attribute.')] as const,
      [`conditions.${at}.values`, missing(value.values, 'Enter at least one value.')] as const,
      [
        `conditions.${at}.effect.group`,
        value.effect === 'grant' ? missing(value.group, 'Enter the name of a group.') : undefined,
      ] as const,
    ]),
    [
      'removal.graceHours',
      isNumberUpTo(draft.graceHours, longestGraceHours)
        ? undefined
        : 'Enter a number of hours from 0 to 2160.',
    ],
  ]);
}

/** The places that can show an error. */
export function peopleFields(draft: PeopleDraft): readonly string[] {
  return [
    'conditions',
    'removal.graceHours',
    'removal.keepPeople',
    'removal.keepGroups',
    ...draft.conditions.flatMap((_, at) => [
      `conditions.${at}.attribute`,
      `conditions.${at}.values`,
      `conditions.${at}.effect.group`,
    ]),
  ];
}
