import type { RuleFault } from '../domain/rule-fault';
import { groupNameKey } from '../domain/target';
import type { UserCondition } from '../domain/user-rules';
import { doubledEntries } from './doubled-entries';

/** What in the conditions on people cannot be meant; fields are paths below the rules. */
export function conditionFaults(conditions: readonly UserCondition[]): readonly RuleFault[] {
  const included = valuesByAttribute(conditions);
  const seen = new Set<string>();
  return conditions.flatMap((condition, place) => {
    const values = `conditions.${place}.values`;
    const same = signature(condition);
    const isDoubled = seen.has(same);
    seen.add(same);
    if (isDoubled)
      return [{ field: values, message: 'The same condition stands above. Delete one of the two.' }];
    const star = starFault(condition) ?? bothFault(condition, included);
    return [
      ...doubledEntries(condition.values, () => values),
      ...(star === undefined ? [] : [{ field: values, message: star }]),
    ];
  });
}

function signature({ attribute, values, effect }: UserCondition): string {
  const group = effect.kind === 'grant' ? groupNameKey(effect.group) : '';
  return JSON.stringify([attribute, effect.kind, group, values.map(groupNameKey).toSorted()]);
}

/** A star alone is every value. In what includes or grants it can be meant: whoever has the attribute at all. */
function starFault({ attribute, values, effect }: UserCondition): string | undefined {
  const star = values.find((value) => /^\*+$/.test(value));
  if (star === undefined) return undefined;
  if (effect.kind === 'exclude')
    return `"${star}" is everybody who has the attribute "${attribute}", and none of them would take part. Name the values.`;
  return values.length === 1
    ? undefined
    : `"${star}" is every value, so the others beside it decide nothing. Delete it, or the others.`;
}

/** By attribute, what the conditions that include name. */
function valuesByAttribute(conditions: readonly UserCondition[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byAttribute = new Map<string, Set<string>>();
  for (const { attribute, values, effect } of conditions) {
    if (effect.kind !== 'include') continue;
    const known = byAttribute.get(attribute) ?? new Set();
    byAttribute.set(attribute, known);
    for (const value of values) known.add(groupNameKey(value));
  }
  return byAttribute;
}

function bothFault(
  { attribute, values, effect }: UserCondition,
  included: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  if (effect.kind !== 'exclude') return undefined;
  const both = values.find((value) => included.get(attribute)?.has(groupNameKey(value)));
  return both && `"${both}" is included and excluded at once, and excluding counts. Delete one of the two.`;
}
