import type { DirectoryUser } from '../domain/directory';
import { matchesPattern } from '../domain/pattern';
import type { UserCondition } from '../domain/user-rules';

export interface FailedCondition {
  /** Place in the conditions. */
  readonly index: number;
  readonly condition: UserCondition;
}

/** A group that a condition grants: `index` is the condition's place. */
export interface GrantedGroup {
  readonly index: number;
  readonly group: string;
}

/** Whether the conditions let the person take part. Those that grant groups have no say in it. */
export function passesConditions(user: DirectoryUser, conditions: readonly UserCondition[]): boolean {
  return failedCondition(user, conditions) === undefined;
}

/** The first condition that keeps the person out, if one does. */
export function failedCondition(
  user: DirectoryUser,
  conditions: readonly UserCondition[],
): FailedCondition | undefined {
  const index = conditions.findIndex((condition) => keepsOut(user, condition));
  const condition = conditions[index];
  return condition === undefined ? undefined : { index, condition };
}

/**
 * What the person is granted by their attributes, in the order of the conditions; two may grant the same group. Whether the person takes part at
 * all is another question: ask `passesConditions` first.
 */
export function grantedGroups(
  user: DirectoryUser,
  conditions: readonly UserCondition[],
): readonly GrantedGroup[] {
  return conditions.flatMap((condition, index) =>
    condition.effect.kind === 'grant' && holds(user, condition)
      ? [{ index, group: condition.effect.group }]
      : [],
  );
}

function keepsOut(user: DirectoryUser, condition: UserCondition): boolean {
  const { kind } = condition.effect;
  return kind !== 'grant' && holds(user, condition) === (kind === 'exclude');
}

function holds(user: DirectoryUser, { attribute, values }: UserCondition): boolean {
  const had = attributeOf(user, attribute);
  return values.some((pattern) => had.some((value) => matchesPattern(pattern, value)));
}

/** Own properties alone: an attribute may be called `constructor`. */
function attributeOf({ attributes = {} }: DirectoryUser, name: string): readonly string[] {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? []) : [];
}
