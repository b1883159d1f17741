import type { DirectoryUser } from '../domain/directory';
import type { PersonExample, RuleExample } from '../domain/rule-examples';
import type { RuleFault } from '../domain/rule-fault';
import type { SyncRules } from '../domain/sync-rules';
import { groupNameKey, maxGroupNameLength } from '../domain/target';
import type { UserCondition } from '../domain/user-rules';
import { failedCondition, grantedGroups } from './conditions';
import { compileMapping, uniqueNames, type GroupMapper } from './renames';

type ExampleRules = Pick<SyncRules, 'mapping' | 'conditions' | 'examples'>;

interface Asked {
  readonly mapper: GroupMapper;
  readonly rules: ExampleRules;
}

/**
 * The examples that come out otherwise than expected, with what comes out instead. An example is looked at by itself: its groups are known by name
 * (or by the id that stands in place of one), and what other groups of the directory lead to the same name is not asked. A person takes part by their
 * status and the conditions; required groups and filters belong to the settings of the directory and are no part of it.
 *
 * @throws FailureError `settings-rejected` for a rename that cannot be run
 */
export function exampleFaults(rules: ExampleRules): readonly RuleFault[] {
  const asked = { mapper: compileMapping(rules.mapping), rules };
  return rules.examples.flatMap((example, place) => {
    const fault = exampleFault(example, asked);
    return fault === undefined
      ? []
      : [
          {
            field: `examples.${place}.${fault.part}`,
            message: `The example "${example.name}" ${fault.message}`,
          },
        ];
  });
}

interface ExampleFault {
  readonly part: 'leadsTo' | 'takesPart' | 'isIn';
  readonly message: string;
}

function exampleFault(example: RuleExample, asked: Asked): ExampleFault | undefined {
  if (example.kind === 'person') return personFault(example, asked);
  const { more, less } = differences(leadsTo(example.name, asked), example.leadsTo);
  if (more === '' && less === '') return undefined;
  if (less === '') return { part: 'leadsTo', message: `leads to ${more}, and should not.` };
  return {
    part: 'leadsTo',
    message: more === '' ? `does not lead to ${less}.` : `leads to ${more}, not to ${less}.`,
  };
}

function personFault(example: PersonExample, asked: Asked): ExampleFault | undefined {
  const person = personOf(example);
  const obstacle = obstacleOf(person, asked.rules.conditions);
  if ((obstacle === undefined) !== example.takesPart)
    return {
      part: 'takesPart',
      message: obstacle === undefined ? 'takes part, and should not.' : `takes no part, because ${obstacle}.`,
    };
  const groups = obstacle === undefined ? groupsOf(person, example, asked) : [];
  const { more, less } = differences(groups, example.isIn);
  if (more === '' && less === '') return undefined;
  if (less === '') return { part: 'isIn', message: `is in ${more}, and should not be.` };
  return { part: 'isIn', message: more === '' ? `is not in ${less}.` : `is in ${more}, not in ${less}.` };
}

function personOf({ name, email, status, attributes }: PersonExample): DirectoryUser {
  return {
    id: name,
    displayName: name,
    status,
    reportedStatus: status,
    attributes,
    ...(email === undefined ? {} : { email }),
  };
}

/** Why the person takes no part. */
function obstacleOf(person: DirectoryUser, conditions: readonly UserCondition[]): string | undefined {
  if (person.status === 'staged') return 'the account is not activated yet';
  if (person.status === 'inactive') return 'the account is inactive';
  const failed = failedCondition(person, conditions);
  if (failed === undefined) return undefined;
  const { index, condition } = failed;
  return `condition ${index + 1}, on "${condition.attribute}", keeps them out`;
}

function groupsOf(
  person: DirectoryUser,
  { groups }: PersonExample,
  { mapper, rules }: Asked,
): readonly string[] {
  return [
    ...groups.flatMap((name) => leadsTo(name, { mapper, rules })),
    ...grantedGroups(person, rules.conditions).map(({ group }) => group),
    ...rules.mapping.everyone,
  ];
}

/** Without names that no group can have: they lead nowhere. */
function leadsTo(name: string, { mapper }: Asked): readonly string[] {
  return mapper
    .map({ id: name, name })
    .leadsTo.filter((each) => groupNameKey(each) !== '' && each.length <= maxGroupNameLength);
}

/** What there is besides what was expected, and what is missing of it. */
function differences(found: readonly string[], expected: readonly string[]) {
  return { more: quoted(without(found, expected)), less: quoted(without(expected, found)) };
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const keys = new Set(others.map(groupNameKey));
  return uniqueNames(names).filter((name) => !keys.has(groupNameKey(name)));
}

const mostNamed = 5;

function quoted(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const parts = names.slice(0, mostNamed).map((name) => `"${name}"`);
  if (more > 0) parts.push(`${more} more`);
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
