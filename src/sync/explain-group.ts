import type { ExplainedGroup, Explanation, ExplanationStep } from '../domain/explanation';
import type { DirectoryGroup } from '../domain/directory';
import { compare } from './compare';
import { ruleSource } from './desired';
import { explainMembership, targetSteps } from './explain-membership';
import { personTeller, type PersonIds } from './explain-person';
import type { Explaining, Place } from './explain-places';
import { collisionSteps, mappingSteps, sourceTeller, sourceWords } from './explain-source';
import { step } from './explain-step';
import { mapGroups } from './map-groups';
import { counted, quoted } from './words';

/** Memberships that are told in full; their number tells all. */
export const mostListed = 200;

/** A group with its members; of a directory group, those of every group that it leads to. */
export function explainGroup(
  groupId: string,
  places: readonly Place[],
  explaining: Explaining,
): Explanation | undefined {
  const own = explaining.world.records.groups.get(groupId);
  const [first] = places;
  const name = first?.name ?? own?.name;
  if (name === undefined) return undefined;
  const members = listed(places, explaining);
  return {
    subject: {
      kind: 'group',
      group: {
        name,
        ...(first?.groupId === undefined ? {} : { groupId: first.groupId }),
        sources: places.flatMap((place) => sourcesOf(place, explaining)),
      },
    },
    steps: groupSteps(own, places, explaining),
    memberships: told(members.slice(0, mostListed), explaining),
    membershipCount: members.length,
    ...readAt(explaining),
  };
}

interface Member {
  readonly place: Place;
  readonly ids: PersonIds;
  readonly name: string;
}

function listed(places: readonly Place[], explaining: Explaining): readonly Member[] {
  const people = peopleByAccount(explaining);
  return places
    .flatMap((place) =>
      peopleIn(place, people, explaining).map((ids) => ({ place, ids, name: nameOf(ids, explaining) })),
    )
    .toSorted((a, b) => compare(a.name, b.name));
}

function told(members: readonly Member[], explaining: Explaining): Explanation['memberships'] {
  const [tell, sourceOf] = [personTeller(explaining), sourceTeller(explaining)];
  return members.map(({ place, ids }) => {
    const person = tell(ids);
    return explainMembership({ place, person, source: sourceOf(place, person) }, explaining);
  });
}

export function readAt({ world: { reading, last } }: Explaining): Pick<Explanation, 'readAtMs' | 'siteAtMs'> {
  return { readAtMs: reading.readAtMs, ...(last === undefined ? {} : { siteAtMs: last.atMs }) };
}

/** Who is behind an account; of two who lead to one, the one who has it. */
export function peopleByAccount({ world, plan }: Explaining): ReadonlyMap<string, string> {
  const people = new Map([...world.links.people].map(([userId, accountId]) => [accountId, userId]));
  for (const [userId, match] of plan.matches)
    if (match.kind === 'matched') people.set(match.accountId, userId);
  return people;
}

function nameOf({ userId, accountId }: PersonIds, { world }: Explaining): string {
  const user = userId === undefined ? undefined : world.records.users.get(userId);
  return user?.displayName ?? accountId ?? userId ?? '';
}

/** Everybody who is in the group, should be, or whom the ledger has in it. */
function peopleIn(
  { present, ours, wanted }: Place,
  people: ReadonlyMap<string, string>,
  { plan }: Explaining,
): readonly PersonIds[] {
  const accountIds = [...new Set([...present, ...ours.keys()])];
  const strangers = accountIds.filter((accountId) => !people.has(accountId));
  const takesPart = new Set(plan.participants);
  const members = (wanted?.sources ?? []).flatMap((id) => plan.snapshot.members.get(id) ?? []);
  const byRule = wanted?.people ?? [];
  const userIds = new Set([
    ...accountIds.flatMap((accountId) => people.get(accountId) ?? []),
    ...members.filter((userId) => takesPart.has(userId)),
    ...(byRule === 'everybody' ? takesPart : byRule),
  ]);
  return [...[...userIds].map((userId) => ({ userId })), ...strangers.map((accountId) => ({ accountId }))];
}

function sourcesOf({ sourceId, wanted }: Place, { plan }: Explaining): ExplainedGroup['sources'] {
  const grants = plan.settings.rules.conditions.filter(
    ({ effect }) => effect.kind === 'grant' && ruleSource(effect.group) === sourceId,
  );
  return [
    ...(wanted?.sources ?? []).flatMap((id) => plan.snapshot.groups.get(id) ?? []).map(sourceWords),
    ...(wanted?.people === 'everybody' ? ['everybody who takes part'] : []),
    ...grants.map(({ attribute, values }) => `people whose "${attribute}" is ${quoted(values, 'or')}`),
  ];
}

/** Sources that are told one by one. */
const sourcesTold = 20;

function groupSteps(
  own: DirectoryGroup | undefined,
  places: readonly Place[],
  explaining: Explaining,
): readonly ExplanationStep[] {
  const { snapshot, settings } = explaining.plan;
  const mapped = mapGroups(snapshot.groups.values(), settings.rules.mapping);
  const sources = places.flatMap(({ wanted }) => wanted?.sources ?? []);
  const shown =
    own === undefined ? [...new Set(sources)].flatMap((id) => snapshot.groups.get(id) ?? []) : [own];
  return [
    ...shown.slice(0, sourcesTold).map((group) => sourceStep(group, explaining)),
    ...mappingSteps(shown, mapped, explaining),
    ...places.flatMap((place) => [
      ...collisionSteps(place, mapped),
      ...targetSteps(place),
      ...limitSteps(place, explaining),
    ]),
  ];
}

function sourceStep(group: DirectoryGroup, { plan: { snapshot } }: Explaining): ExplanationStep {
  const members = snapshot.members.get(group.id);
  const name = sourceWords(group);
  if (members === undefined) return step('source', 'no', `The settings do not choose the ${name}.`);
  const verb = members.length === 1 ? 'person is' : 'people are';
  return step('source', 'yes', `${counted(members.length, verb, verb)} in the ${name}.`);
}

function limitSteps(
  { sourceId, plan }: Place,
  { plan: { verdict } }: Explaining,
): readonly ExplanationStep[] {
  if (plan === undefined) return [];
  const { add, remove, waiting = [] } = plan;
  const counts = `The next sync adds ${add.length} here and removes ${remove.length}; ${counted(waiting.length, 'removal waits', 'removals wait')} for the grace period.`;
  const held = verdict.reasons.filter((reason) => reason.sourceId === sourceId);
  return [step('plan', 'info', counts), ...held.map(({ message }) => step('plan', 'no', message))];
}
