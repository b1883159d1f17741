import type { ExplainedPerson, Explanation } from '../domain/explanation';
import { compare } from './compare';
import { explainGroup, mostListed, peopleByAccount, readAt } from './explain-group';
import { explainMembership } from './explain-membership';
import { personTeller, type PersonFacts, type PersonIds } from './explain-person';
import { placesOf, type Explaining, type Place } from './explain-places';
import { sourceTeller } from './explain-source';

/** Ids as `findSubjects` gives them. Of a person: the directory's, or the account where the directory has none. Of a group: the directory's or the site's. */
export interface Asked {
  readonly userId?: string;
  readonly groupId?: string;
}

/** Undefined where nothing is known of the person, or of the group. Pure. */
export function explain({ userId, groupId }: Asked, explaining: Explaining): Explanation | undefined {
  const places = placesOf(explaining);
  const meant = groupId === undefined ? undefined : placesWith(groupId, places);
  if (userId === undefined)
    return groupId === undefined ? undefined : explainGroup(groupId, meant ?? [], explaining);
  const ids = idsOf(userId, explaining, places);
  if (ids === undefined || meant?.length === 0) return undefined;
  return explainPerson(ids, { places: meant ?? places, isEachMeant: meant !== undefined, explaining });
}

/** The group on the site, and each that the directory group leads to. */
function placesWith(groupId: string, places: readonly Place[]): readonly Place[] {
  return places.filter(
    (place) =>
      place.groupId === groupId ||
      place.sourceId === groupId ||
      place.wanted?.sources.includes(groupId) === true,
  );
}

function idsOf(id: string, explaining: Explaining, places: readonly Place[]): PersonIds | undefined {
  const { world } = explaining;
  if (world.records.users.has(id) || world.links.people.has(id)) return { userId: id };
  const userId = peopleByAccount(explaining).get(id);
  if (userId !== undefined) return { userId };
  return places.some(({ present, ours }) => present.has(id) || ours.has(id)) ? { accountId: id } : undefined;
}

interface PersonInput {
  readonly places: readonly Place[];
  /** Also where the person has nothing to do with the group. */
  readonly isEachMeant: boolean;
  readonly explaining: Explaining;
}

function explainPerson(ids: PersonIds, { places, isEachMeant, explaining }: PersonInput): Explanation {
  const person = personTeller(explaining)(ids);
  const sourceOf = sourceTeller(explaining);
  const facts = places.map((place) => ({ place, person, source: sourceOf(place, person) }));
  const { accountId = '' } = person;
  const meant = facts.filter(
    ({ place, source }) =>
      isEachMeant || source.belongs || place.present.has(accountId) || place.ours.has(accountId),
  );
  const memberships = meant
    .toSorted((a, b) => compare(a.place.name, b.place.name))
    .map((each) => explainMembership(each, explaining));
  return {
    subject: { kind: 'person', person: subjectOf(person) },
    steps: person.steps,
    memberships: memberships.slice(0, mostListed),
    membershipCount: memberships.length,
    ...readAt(explaining),
  };
}

function subjectOf({ user, userId, accountId, displayName }: PersonFacts): ExplainedPerson {
  return {
    ...(userId === undefined ? {} : { userId }),
    ...(accountId === undefined ? {} : { accountId }),
    displayName,
    ...(user?.email === undefined ? {} : { email: user.email }),
  };
}
