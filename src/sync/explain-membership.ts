import type { ExplainedMembership, ExplanationStep } from '../domain/explanation';
import type { Origin } from '../domain/stores';
import { decide, othersOf, type Decision } from './explain-decision';
import { lastChange, outcomeSteps } from './explain-outcome';
import type { Explaining, Place } from './explain-places';
import type { PersonFacts } from './explain-person';
import type { SourceFacts } from './explain-source';
import { step } from './explain-step';
import { leftWords, obstacleWords, verdictOf } from './explain-verdict';
import { momentWords, quoted } from './words';

export interface MembershipFacts {
  readonly place: Place;
  readonly person: PersonFacts;
  readonly source: SourceFacts;
}

/** One person in one group: what is so, why, and what becomes of it. */
export function explainMembership(facts: MembershipFacts, explaining: Explaining): ExplainedMembership {
  const { place, person, source } = facts;
  const { accountId } = person;
  const wanted = person.takesPart && source.belongs;
  const present = accountId !== undefined && place.present.has(accountId);
  const decision = decide({ place, accountId, wanted }, explaining);
  const row = lastChange(facts, explaining.lastRun);
  const othersNames = othersOf(place, accountId, explaining.world);
  const isRefused = row?.outcome === 'failed' && wanted !== present;
  return {
    group: place.name,
    ...idsOf(facts),
    displayName: person.displayName,
    wanted,
    present,
    managed: accountId !== undefined && place.ours.has(accountId),
    verdict: verdictOf({
      ...facts,
      decision,
      present,
      wanted,
      failed: isRefused ? row.reason : undefined,
      othersNames,
    }),
    steps: [
      ...source.steps,
      ...targetSteps(place),
      ...ledgerSteps(facts, { othersNames, present }),
      ...decisionSteps(decision, facts, explaining),
      ...outcomeSteps(row, explaining.lastRun),
    ],
  };
}

function idsOf({
  place: { groupId },
  person: { accountId, userId },
}: MembershipFacts): Pick<ExplainedMembership, 'groupId' | 'accountId' | 'userId'> {
  return {
    ...(groupId === undefined ? {} : { groupId }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(userId === undefined ? {} : { userId }),
  };
}

function say(answer: ExplanationStep['answer'], message: string): readonly ExplanationStep[] {
  return [step('target', answer, message)];
}

/** Where the group is, and whether runs write to it. */
export function targetSteps({
  name,
  goal,
  left,
  wanted,
  plan,
  groupId,
  isUndecided,
}: Place): readonly ExplanationStep[] {
  if (left !== undefined) return say('no', `The group "${name}" is left alone: ${leftWords[left]}.`);
  if (isUndecided)
    return say(
      'no',
      `A group "${name}" is on the site already, and nobody has decided yet what becomes of it.`,
    );
  if (goal?.kind === 'create')
    return say('info', `The group "${name}" is not on the site; the next sync creates it.`);
  if (goal === undefined || wanted === undefined)
    return say(
      'no',
      plan === undefined
        ? `No run looks at the group "${name}" any more.`
        : `Nothing leads to the group "${name}" any more; whatever would be taken away there waits for approval.`,
    );
  return say(
    'yes',
    `Leads to the group "${name}" on the site${groupId === undefined ? '' : `, under the ID ${groupId}`}.`,
  );
}

const made: Record<Origin['how'], string> = {
  added: 'This connector added the membership',
  adopted: 'This connector took the membership over with the group',
  shared: 'Another connector made the membership, and this one wants it too',
  'handed-over': 'The membership was handed over from another connector',
};

interface Known {
  readonly othersNames: readonly string[];
  readonly present: boolean;
}

function ledgerSteps(
  { place, person }: MembershipFacts,
  { othersNames, present }: Known,
): readonly ExplanationStep[] {
  const origin = place.ours.get(person.accountId ?? '');
  const ours =
    origin === undefined
      ? present
        ? [step('ledger', 'no', 'This connector did not make the membership.')]
        : []
      : [step('ledger', 'yes', `${made[origin.how]}: ${momentWords(origin.atMs)}, run ${origin.runId}.`)];
  const others =
    othersNames.length === 0
      ? []
      : [step('others', 'info', `The connector ${quoted(othersNames)} wants it too.`)];
  return [...ours, ...others];
}

function decisionSteps(
  decision: Decision,
  { place, person }: MembershipFacts,
  explaining: Explaining,
): readonly ExplanationStep[] {
  const steps = [...driftSteps(place, person)];
  if (decision.kind === 'kept') {
    const name = {
      policy: 'policy',
      person: 'policy',
      group: 'policy',
      rejected: 'rejected',
      drift: 'drift',
    } as const;
    const said = rejectedWords(decision, person, explaining) ?? sentence(obstacleWords(decision));
    steps.push(step(name[decision.kept.reason], 'no', said));
  }
  if (decision.kind === 'wait')
    steps.push(
      step(
        'policy',
        'info',
        `The grace period began at ${momentWords(decision.waiting.sinceMs)} and ends at ${momentWords(decision.waiting.untilMs)}.`,
      ),
    );
  return [
    ...steps,
    step(
      'plan',
      decision.kind === 'add' || decision.kind === 'remove' ? 'yes' : 'info',
      planWords(decision, place, explaining),
    ),
  ];
}

function driftSteps({ plan }: Place, { accountId }: PersonFacts): readonly ExplanationStep[] {
  const { putIn = [], takenOut = [] } = plan?.drift ?? {};
  if (accountId === undefined) return [];
  if (putIn.includes(accountId))
    return [step('drift', 'info', 'Somebody put this person in by hand since the last run.')];
  return takenOut.includes(accountId)
    ? [step('drift', 'info', 'Somebody took this person out by hand since the last run.')]
    : [];
}

function rejectedWords(
  { kept }: Extract<Decision, { kind: 'kept' }>,
  { accountId }: PersonFacts,
  { world }: Explaining,
): string | undefined {
  if (kept.reason !== 'rejected') return undefined;
  const entry = world.rejected.find((each) => each.accountId === accountId && each.change === kept.change);
  const when = entry === undefined ? '' : ` at ${momentWords(entry.atMs)}`;
  return `An administrator rejected the ${kept.change === 'add' ? 'addition' : 'removal'} for good${when}.`;
}

function planWords(decision: Decision, { name, plan }: Place, { plan: { verdict } }: Explaining): string {
  if (decision.kind === 'add' || decision.kind === 'remove') {
    const verb = decision.kind === 'add' ? 'adds this person' : 'removes this person';
    if (!decision.isHeld) return `The next sync ${verb}.`;
    const what = decision.kind === 'add' ? 'additions' : 'removals';
    const reason = verdict.reasons.find(
      (each) => each.what === what && (each.scope === 'run' || each.sourceId === plan?.sourceId),
    );
    return `The next sync ${verb} only once that is approved.${reason === undefined ? '' : ` ${reason.message}`}`;
  }
  if (decision.kind === 'wait')
    return `A sync after ${momentWords(decision.waiting.untilMs)} removes this person.`;
  return `The next sync changes nothing for this person in "${name}".`;
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
