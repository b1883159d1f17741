import { FailureError } from '../domain/failure';
import type { RuleFault } from '../domain/rule-fault';
import type { SyncRules } from '../domain/sync-rules';
import { groupNameKey, maxGroupNameLength } from '../domain/target';
import { conditionFaults } from './check-conditions';
import { exampleFaults } from './check-examples';
import { mappingFaults } from './check-mapping';
import { doubledEntries } from './doubled-entries';

/**
 * Refuses rules that cannot be followed or cannot be meant, and rules whose examples come out otherwise. Only what is saved anew is looked at, so that
 * no stored connection is broken by a new check.
 *
 * @throws FailureError `settings-rejected` for the first fault, with the field `rules.<field>`
 */
export function checkRules(rules: SyncRules): void {
  const [fault] = ruleFaults(rules);
  if (fault === undefined) return;
  throw new FailureError({
    kind: 'settings-rejected',
    field: `rules.${fault.field}`,
    message: fault.message,
  });
}

/** All faults. The examples are tried only once the renames can be run. */
export function ruleFaults(rules: SyncRules): readonly RuleFault[] {
  const { mapping, conditions } = rules;
  const inMapping = mappingFaults(mapping);
  const runs = !inMapping.some(({ field }) => field.startsWith('mapping.renames.'));
  return [
    ...inMapping,
    ...nothingLeft(rules),
    ...conditionFaults(conditions),
    ...existingFaults(rules),
    ...driftFaults(rules),
    ...keepFaults(rules),
    ...doubledExamples(rules),
    ...(runs ? exampleFaults(rules) : []),
  ];
}

function nothingLeft({ mapping, conditions }: SyncRules): readonly RuleFault[] {
  const { unnamed, renames, map, everyone } = mapping;
  const named = renames.length + map.length + everyone.length;
  const isGranted = conditions.some(({ effect }) => effect.kind === 'grant');
  if (unnamed === 'keep' || named > 0 || isGranted) return [];
  return [
    {
      field: 'mapping.unnamed',
      message:
        'Groups that no rule names are dropped, and no rule names any. Add a rename or an entry first.',
    },
  ];
}

function decisionField(place: number): string {
  return `existingGroups.decisions.${place}.group`;
}

function existingFaults(rules: SyncRules): readonly RuleFault[] {
  const { decisions } = rules.existingGroups;
  const kept = new Set(rules.removal.keepGroups.map(groupNameKey));
  return [
    ...suffixFaults(rules),
    ...doubledEntries(
      decisions.map(({ group }) => group),
      decisionField,
      (group) => `"${group}" is decided twice. Delete one of the two.`,
    ),
    ...decisions.flatMap(({ group, decision }, place) =>
      decision === 'adopt' && kept.has(groupNameKey(group))
        ? [
            {
              field: decisionField(place),
              message: losesNobody(group, 'adopting it takes out who is not wanted'),
            },
          ]
        : [],
    ),
  ];
}

function suffixFaults({ existingGroups, mapping, conditions }: SyncRules): readonly RuleFault[] {
  const { policy, suffix, decisions } = existingGroups;
  const field = 'existingGroups.suffix';
  if (suffix.trim() === '')
    return [{ field, message: 'The suffix is only space, so the name would be the same. Enter a text.' }];
  const decided = new Map(decisions.map(({ group, decision }) => [groupNameKey(group), decision]));
  const named = [
    ...decisions.map(({ group }) => group),
    ...mapping.map.flatMap(({ to }) => to),
    ...mapping.everyone,
    ...mapping.merged,
    ...conditions.flatMap(({ effect }) => (effect.kind === 'grant' ? [effect.group] : [])),
  ];
  const tooLong = named.find(
    (name) =>
      (decided.get(groupNameKey(name)) ?? policy) === 'suffix' &&
      name.length + suffix.length > maxGroupNameLength,
  );
  if (tooLong === undefined) return [];
  const message = `"${tooLong}" has more than ${maxGroupNameLength} characters with the suffix, and no group can have such a name. Shorten one of them.`;
  return [{ field, message }];
}

function driftField(place: number): string {
  return `drift.groups.${place}.group`;
}

function driftFaults({ drift, removal }: SyncRules): readonly RuleFault[] {
  const kept = new Set(removal.keepGroups.map(groupNameKey));
  return [
    ...doubledEntries(
      drift.groups.map(({ group }) => group),
      driftField,
      (group) => `"${group}" has two policies. Delete one of the two.`,
    ),
    ...drift.groups.flatMap(({ group, policy }, place) =>
      policy === 'repair' && kept.has(groupNameKey(group))
        ? [{ field: driftField(place), message: losesNobody(group, 'repairing it takes out who was put in') }]
        : [],
    ),
  ];
}

function losesNobody(group: string, but: string): string {
  return `"${group}" is listed among the groups that lose nobody, and ${but}. Delete one of the two.`;
}

/** Messages do not repeat who is listed: an entry may be somebody's e-mail address. */
function keepFaults({ removal }: SyncRules): readonly RuleFault[] {
  return [
    ...doubledEntries(
      removal.keepPeople,
      (place) => `removal.keepPeople.${place}`,
      () => 'Somebody is listed twice. Delete one of the two.',
    ),
    ...doubledEntries(removal.keepGroups, (place) => `removal.keepGroups.${place}`),
  ];
}

function doubledExamples({ examples }: SyncRules): readonly RuleFault[] {
  return doubledEntries(
    examples.map(({ kind, name }) => `${kind} ${name}`),
    (place) => `examples.${place}.name`,
    (example) =>
      `There are two examples for the ${example.replace(' ', ' "')}". Delete one, or give it another name.`,
  );
}
