import type { DirectoryGroup } from '../domain/directory';
import type { ExplanationStep } from '../domain/explanation';
import type { ReadingRecords } from '../domain/stores';
import { groupNameKey } from '../domain/target';
import { grantedGroups } from './conditions';
import { ruleSource } from './desired';
import type { Explaining, Place } from './explain-places';
import type { PersonFacts } from './explain-person';
import { step } from './explain-step';
import { mapGroups, type MappedGroups } from './map-groups';
import { quoted } from './words';

/** What leads a person to a group, or does not. */
export interface SourceFacts {
  /** The directory or a rule has them in it, whether they take part or not. */
  readonly belongs: boolean;
  /** By what, as the end of a sentence; empty where nothing does. */
  readonly clause: string;
  readonly steps: readonly ExplanationStep[];
}

/** Made once for an explanation. */
export function sourceTeller(explaining: Explaining): (place: Place, person: PersonFacts) => SourceFacts {
  const { snapshot, settings } = explaining.plan;
  const mapped = mapGroups(snapshot.groups.values(), settings.rules.mapping);
  return (place, person) => {
    const { wanted } = place;
    if (wanted === undefined)
      return {
        belongs: false,
        clause: '',
        steps: [step('source', 'no', 'Nothing in the directory and no rule leads to this group any more.')],
      };
    const sources = wanted.sources.flatMap((id) => snapshot.groups.get(id) ?? []);
    const told = [
      ...tellGroups(sources, person, explaining),
      ...tellEverybody(place),
      ...tellGrants(place, person, explaining),
    ];
    const yes = told.filter(({ answer }) => answer === 'yes');
    const shown = yes.length > 0 ? yes : told;
    return {
      belongs: yes.length > 0,
      clause: yes[0]?.clause ?? '',
      steps: [
        ...shown.slice(0, mostShown).map(({ answer, message }) => step('source', answer, message)),
        ...mappingSteps(
          shown.flatMap(({ group }) => group ?? []),
          mapped,
          explaining,
        ),
        ...collisionSteps(place, mapped),
      ],
    };
  };
}

const mostShown = 3;

interface Told {
  readonly answer: 'yes' | 'no';
  readonly message: string;
  readonly clause: string;
  readonly group?: DirectoryGroup;
}

function tellGroups(
  sources: readonly DirectoryGroup[],
  { userId = '' }: PersonFacts,
  explaining: Explaining,
): readonly Told[] {
  return sources.map((group): Told => {
    const name = sourceWords(group);
    const isMember = explaining.plan.snapshot.members.get(group.id)?.includes(userId) === true;
    if (!isMember) return { answer: 'no', message: `Is not in the ${name}.`, clause: '', group };
    const through = nestedGroup(group.id, userId, explaining);
    const by = through === undefined ? '' : `, through the group "${through}" that is in it`;
    return {
      answer: 'yes',
      message: `Is in the ${name}${by}.`,
      clause: `they are in the ${name}${by}, which leads to it`,
      group,
    };
  });
}

/** What the directory calls it. */
export function sourceWords({ kind, name }: DirectoryGroup): string {
  return `${kind === 'role' ? 'role' : 'group'} "${name}"`;
}

/** The group in the group by which somebody is a member who is none directly. */
function nestedGroup(
  groupId: string,
  userId: string,
  { world: { records } }: Explaining,
): string | undefined {
  const has = (id: string) => records.members.get(id)?.includes(userId) === true;
  if (has(groupId)) return undefined;
  for (const id of groupsIn(groupId, records)) if (has(id)) return records.groups.get(id)?.name;
  return undefined;
}

function* groupsIn(groupId: string, { members, groups }: ReadingRecords): Generator<string> {
  const [seen, open] = [new Set([groupId]), [groupId]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const nested = (members.get(at) ?? []).filter((id) => groups.has(id) && !seen.has(id));
    for (const id of nested) seen.add(id);
    open.push(...nested);
    yield* nested;
  }
}

function tellEverybody({ wanted }: Place): readonly Told[] {
  if (wanted?.people !== 'everybody') return [];
  const message = 'Everybody who takes part gets this group.';
  return [{ answer: 'yes', message, clause: 'everybody who takes part gets this group' }];
}

function tellGrants({ sourceId, name }: Place, { user }: PersonFacts, { plan }: Explaining): readonly Told[] {
  const { conditions } = plan.settings.rules;
  const held = new Set(user === undefined ? [] : grantedGroups(user, conditions).map(({ index }) => index));
  return conditions.flatMap(({ effect, attribute, values }, index): readonly Told[] => {
    const isHere = effect.kind === 'grant' && sourceId === ruleSource(effect.group);
    if (!isHere) return [];
    const rule = `the condition on "${attribute}" (${quoted(values, 'or')})`;
    return held.has(index)
      ? [
          {
            answer: 'yes',
            message: `Meets ${rule}, which grants "${name}".`,
            clause: `${rule} grants it to them`,
          },
        ]
      : [{ answer: 'no', message: `Does not meet ${rule}, which grants "${name}".`, clause: '' }];
  });
}

/** How the directory groups come to the name of this group. */
export function mappingSteps(
  groups: readonly DirectoryGroup[],
  { mapped }: Pick<MappedGroups, 'mapped'>,
  { plan }: Explaining,
): readonly ExplanationStep[] {
  return groups.slice(0, mostShown).flatMap((group) => {
    const found = mapped.get(group.id);
    if (found === undefined) return [];
    const renames = found.steps.map(({ rule, result }, place) =>
      step(
        'rename',
        'info',
        `Rename ${rule + 1} makes "${result}" of "${found.steps[place - 1]?.result ?? group.name}".`,
      ),
    );
    const entry = plan.settings.rules.mapping.map[found.entry ?? -1];
    const byMap =
      entry === undefined
        ? []
        : [step('map', 'info', `The map leads "${entry.from}" to ${quoted(entry.to)}.`)];
    const dropped =
      found.why === 'dropped'
        ? [step('map', 'no', `No rule names "${group.name}", and groups that no rule names are dropped.`)]
        : [];
    return [...renames, ...byMap, ...dropped];
  });
}

export function collisionSteps(
  { name, left }: Place,
  { collisions }: Pick<MappedGroups, 'collisions'>,
): readonly ExplanationStep[] {
  const met = collisions.find((collision) => groupNameKey(collision.name) === groupNameKey(name));
  if (met === undefined) return [];
  const names = quoted(met.sources.map((source) => source.name));
  const end =
    left === 'name-shared'
      ? 'Until that is decided, this one is left alone.'
      : 'This one goes on, because it was linked first.';
  return [
    step(
      'collision',
      left === 'name-shared' ? 'no' : 'info',
      `Several groups lead to this name: ${names}. ${end}`,
    ),
  ];
}
