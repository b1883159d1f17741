import type { KeptReason, LeftGroup } from '../domain/plan';
import type { Origin } from '../domain/stores';
import type { Decision } from './explain-decision';
import type { Place } from './explain-places';
import type { PersonFacts } from './explain-person';
import type { SourceFacts } from './explain-source';
import { momentWords, quoted } from './words';

export interface VerdictInput {
  readonly place: Place;
  readonly person: PersonFacts;
  readonly source: SourceFacts;
  readonly decision: Decision;
  readonly present: boolean;
  readonly wanted: boolean;
  /** Why a change of this membership failed in the last run. */
  readonly failed: string | undefined;
  readonly othersNames: readonly string[];
}

/** Why somebody is in a group, or why not, in a sentence. */
export function verdictOf(input: VerdictInput): string {
  const { failed } = input;
  const clause = clauseOf(input);
  const tried =
    failed === undefined ? '' : ` The last run tried to change that, and the site refused: ${ended(failed)}`;
  return `${stateWords(input)}: ${clause}.${tried}`;
}

/** Somebody may be in a group by an account that nobody has paired them with; not in one that is still to be created. */
function stateWords({
  person: { displayName, accountId },
  place: { name, goal },
  present,
}: VerdictInput): string {
  return accountId === undefined && goal?.kind !== 'create'
    ? `${displayName} is not paired with an account, so whether they are in ${name} cannot be told`
    : `${displayName} is ${present ? '' : 'not '}in ${name}`;
}

function ended(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

type Kind = Decision['kind'];
type Of<K extends Kind> = Extract<Decision, { readonly kind: K }>;

function clauseOf(input: VerdictInput): string {
  // The table pairs the kind with its words.
  const tell = clauses[input.decision.kind] as (decision: Decision, input: VerdictInput) => string;
  return tell(input.decision, input);
}

/** Why it is as it is, and what becomes of it. */
const clauses: { readonly [K in Kind]: (decision: Of<K>, input: VerdictInput) => string } = {
  correct: (_, input) => `${why(input)}, ${howItCame(input)}`,
  nothing: (_, input) => `${why(input)}${isOurs(input) ? ', and somebody took them out already' : ''}`,
  add: ({ isHeld }, input) =>
    `${why(input)}, and ${isHeld ? 'the addition waits for approval' : 'the next sync adds them'}`,
  remove: ({ isHeld, cause }, input) =>
    `${cause === 'by-hand' ? putIn : why(input)}; ${isHeld ? 'the removal waits for approval' : 'the next sync removes them'}`,
  wait: ({ waiting }, input) => `${why(input)}; a sync after ${momentWords(waiting.untilMs)} removes them`,
  'by-hand': () => 'this connector did not put them in, and leaves that alone',
  unpaired: (_, input) => `${why(input)}, but ${input.person.unpaired ?? 'they have no account'}`,
  kept: obstacle,
  left: obstacle,
  undecided: obstacle,
  'sync-account': obstacle,
  'protected-person': obstacle,
  shared: obstacle,
  withheld: obstacle,
  'out-of-sight': obstacle,
};

const putIn = 'somebody put them in by hand, and changes by hand are repaired here';

function why(input: VerdictInput): string {
  return input.wanted ? input.source.clause : whyNot(input);
}

function isOurs({ place, person }: VerdictInput): boolean {
  return place.ours.has(person.accountId ?? '');
}

function obstacle(decision: Decision, input: VerdictInput): string {
  return `${why(input)}, but ${obstacleWords(decision)}`;
}

function howItCame({ place, person, othersNames }: VerdictInput): string {
  const origin = place.ours.get(person.accountId ?? '');
  if (origin !== undefined) return originWords(origin);
  return othersNames.length > 0
    ? `and the connector ${quoted(othersNames)} put them in`
    : 'and they were in it already: this connector did not put them in';
}

const how: Record<Origin['how'], string> = {
  added: 'since',
  adopted: 'and the group was taken over in',
  shared: 'which another connector made and this one wants too since',
  'handed-over': 'and another connector handed it over at',
};

function originWords({ how: way, atMs }: Origin): string {
  return `${how[way]} ${way === 'handed-over' ? '' : 'the run of '}${momentWords(atMs)}`;
}

/** Why nothing wants the person here. */
export function whyNot({ person, source, place }: Pick<VerdictInput, 'person' | 'source' | 'place'>): string {
  if (!person.takesPart && person.obstacle !== undefined) return person.obstacle;
  if (place.wanted === undefined) return 'nothing in the directory leads to this group any more';
  return source.belongs
    ? 'they take no part'
    : 'they are in no group that leads to it, and no rule grants it';
}

/** What stands against a change, as the end of a sentence; empty where nothing does. */
export function obstacleWords(decision: Decision): string {
  if (decision.kind === 'kept') return keptWords[decision.kept.reason];
  if (decision.kind === 'left') return `the group is left alone: ${leftWords[decision.reason]}`;
  if (decision.kind === 'shared') return `the connector ${quoted(decision.names)} wants them in it`;
  if (decision.kind === 'withheld')
    return `nobody is removed while the ledger of ${quoted(decision.names)} is damaged`;
  return plainObstacles[decision.kind] ?? '';
}

const plainObstacles: Readonly<Partial<Record<Kind, string>>> = {
  undecided: 'nobody has decided yet what becomes of the group of this name that is on the site',
  'sync-account': 'this is the sync account, whose own memberships are never changed',
  'protected-person': 'an administrator protected this person, whose memberships no connector changes',
  'out-of-sight': 'no run of this connector looks at the group any more',
};

const keptWords: Record<KeptReason, string> = {
  policy: 'the removal policy keeps people who have gone that way',
  person: 'they are listed among the people who lose nothing',
  group: 'the group is listed among those that lose nobody',
  rejected: 'an administrator rejected the change for good',
  drift: 'somebody changed it by hand, and that is left as it is here',
};

export const leftWords: Record<LeftGroup['reason'], string> = {
  'grants-administration': 'it grants administration',
  'default-group': 'it is a default group of a product',
  'externally-managed': 'another identity provider or a team owns it',
  'app-group': 'it belongs to apps or licences',
  'protected-here': 'an administrator protected it in the settings',
  'name-too-long': 'its name is longer than a group can have',
  'name-empty': 'its name is empty',
  'name-shared': 'several groups lead to its name',
  'linked-group-gone': 'it was linked, and the Atlassian group was deleted',
  'missing-and-not-created': 'it is not on the site, and creating groups is off',
  undecided: 'nobody has decided what becomes of it',
  skipped: 'it was decided to leave it alone',
  rejected: 'it is not on the site, and everybody who would be in it was rejected for good',
};
