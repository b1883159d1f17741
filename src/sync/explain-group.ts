import type { ExplainedGroup, Explanation, ExplanationStep } from '../domain/explanation';
import type { DirectoryGroup } from '../domain/directory';
import type { GroupPlan } from '../domain/plan';
import { compare } from './compare';
import { ruleSource } from './desired';
import { explainMembership, targetSteps } from './explain-membership';
import { nameOnSite, personTeller, type PersonIds } from './explain-person';
import { heldSteps } from './explain-outcome';
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

function nameOf({ userId, accountId }: PersonIds, explaining: Explaining): string {
  const user = userId === undefined ? undefined : explaining.world.records.users.get(userId);
  return user?.displayName ?? nameOnSite(accountId, explaining) ?? userId ?? '';
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
      ...heldSteps(place, explaining.lastRun),
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
  { sourceId, plan, held }: Place,
  { plan: { verdict } }: Explaining,
): readonly ExplanationStep[] {
  if (plan === undefined) return [];
  const isHere = ({ what, scope, sourceId: id }: (typeof verdict.reasons)[number]) =>
    id === sourceId || (scope === 'run' && (what === 'additions' ? held.add : held.remove));
  const reasons = verdict.reasons.filter(isHere);
  return [
    step('plan', 'info', countWords(plan, held)),
    ...reasons.map(({ message }) => step('plan', 'no', message)),
  ];
}

/** What the next sync does here, and what it only does once that is approved. */
function countWords({ add, remove, waiting = [] }: GroupPlan, held: Place['held']): string {
  const [added, removed] = [held.add ? 0 : add.length, held.remove ? 0 : remove.length];
  const approval = [
    ...(held.add ? [counted(add.length, 'addition')] : []),
    ...(held.remove ? [counted(remove.length, 'removal')] : []),
  ];
  const count = (held.add ? add.length : 0) + (held.remove ? remove.length : 0);
  const parts = [
    `The next sync adds ${added} here and removes ${removed}`,
    ...(count === 0 ? [] : [`${approval.join(' and ')} ${count === 1 ? 'waits' : 'wait'} for approval`]),
    `${counted(waiting.length, 'removal waits', 'removals wait')} for the grace period`,
  ];
  return `${parts.join('; ')}.`;
}
