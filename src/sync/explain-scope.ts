import type { DirectoryGroup, DirectoryUser } from '../domain/directory';
import type { ExplanationStep } from '../domain/explanation';
import { matchesPattern } from '../domain/pattern';
import { peopleRulesOf, type PeopleRules } from '../domain/people-rules';
import { failedCondition } from './conditions';
import type { Explaining } from './explain-places';
import { step } from './explain-step';
import { unreadSentence } from './preview-unknown';
import { missingPeople } from './removals';
import { memberLists, scopeTests, type MembersOf, type ScopeTest } from './snapshot';
import { quoted } from './words';

/** What decides whether people take part; made once for an explanation. */
export interface Scope {
  readonly explaining: Explaining;
  readonly rules: PeopleRules;
  readonly members: MembersOf;
  readonly tests: readonly ScopeTest[];
}

export function scopeOf(explaining: Explaining): Scope {
  const { world, plan } = explaining;
  const rules = peopleRulesOf(plan.settings.configuration, plan.settings.rules);
  const members = memberLists(world.records, rules);
  const tests = scopeTests({ selection: plan.settings.selection, rules, members });
  return { explaining, rules, members, tests };
}

export interface Passed {
  readonly steps: readonly ExplanationStep[];
  readonly obstacle: string | undefined;
}

/** Of somebody whom the directory does not have, or who was not read. */
export function nobody(userId: string | undefined, { explaining }: Scope): Passed {
  if (userId === undefined)
    return {
      obstacle: 'nobody in the directory is paired with this account',
      steps: [step('directory', 'no', 'Nobody in the directory is paired with this account.')],
    };
  const { mayBeThere, gone } = missingPeople(
    explaining.plan.settings.configuration,
    explaining.world.last?.gone,
  );
  if (mayBeThere && !gone.has(userId))
    return {
      obstacle: 'they are outside what the settings let the app read, or gone',
      steps: [
        step(
          'scope',
          'no',
          'The last read did not bring this person: they are outside the required groups or the query of the settings, or gone.',
        ),
      ],
    };
  return {
    obstacle: 'the directory does not have them any more',
    steps: [step('directory', 'no', 'The directory does not have this person any more.')],
  };
}

/** From the directory to taking part, step by step. */
export function passedSteps(user: DirectoryUser, scope: Scope): Passed {
  const told = [
    { step: step('directory', 'yes', `The directory has this person, under the ID ${user.id}.`) },
    statusOf(user),
    ...scope.tests.map((test) => testOf(user, test, scope)),
  ];
  const everybody =
    scope.tests.length === 0
      ? [step('scope', 'yes', 'Everybody takes part: nothing is required and nothing is filtered.')]
      : [];
  const unread = unreadSentence(scope.explaining.unread);
  const obstacle = told.find((each) => each.obstacle !== undefined)?.obstacle;
  return {
    steps: [
      ...told.map((each) => each.step),
      ...everybody,
      ...(unread === undefined ? [] : [step('condition', 'info', unread)]),
    ],
    obstacle,
  };
}

interface Told {
  readonly step: ExplanationStep;
  readonly obstacle?: string;
}

function statusOf({ status, reportedStatus }: DirectoryUser): Told {
  if (status === 'active')
    return {
      step: step(
        'status',
        'yes',
        `The account in the directory is active; its status there is "${reportedStatus}".`,
      ),
    };
  const what = status === 'staged' ? 'not activated yet' : 'not active';
  return {
    step: step(
      'status',
      'no',
      `The account in the directory is ${what}; its status there is "${reportedStatus}".`,
    ),
    obstacle: `their account in the directory is ${what} ("${reportedStatus}")`,
  };
}

function testOf(user: DirectoryUser, test: ScopeTest, scope: Scope): Told {
  const isIn = test.lets(user);
  const { message, obstacle } = tellers[test.rule](user, scope, isIn);
  const name = test.rule === 'conditions' ? 'condition' : 'scope';
  return { step: step(name, isIn ? 'yes' : 'no', message), ...(isIn ? {} : { obstacle }) };
}

interface Words {
  readonly message: string;
  readonly obstacle: string;
}

const tellers: Record<ScopeTest['rule'], (user: DirectoryUser, scope: Scope, isIn: boolean) => Words> = {
  'required-groups': tellRequired,
  'excluded-groups': tellExcluded,
  emails: tellEmails,
  guests: (_user, _scope, isIn) => ({
    message: isIn ? 'Is no guest.' : 'Is a guest of another organization, and guests are left out.',
    obstacle: 'they are a guest, and guests are left out',
  }),
  conditions: (user, { rules }, isIn) => tellConditions(user, rules, isIn),
};

function tellRequired(user: DirectoryUser, scope: Scope, isIn: boolean): Words {
  const { required = [], requiredEach } = scope.explaining.plan.settings.selection;
  const [all, had] = [quoted(required.map(({ name }) => name)), quoted(namesWith(user, required, scope))];
  const none = requiredEach === undefined ? 'in none' : 'not in all';
  return {
    message: isIn ? `Is in the required groups: ${had}.` : `Is ${none} of the required groups: ${all}.`,
    obstacle: `they are ${none} of the required groups`,
  };
}

function tellExcluded(user: DirectoryUser, scope: Scope, isIn: boolean): Words {
  const { excluded = [] } = scope.explaining.plan.settings.selection;
  const had = quoted(namesWith(user, excluded, scope));
  return {
    message: isIn ? 'Is in none of the excluded groups.' : `Is in an excluded group: ${had}.`,
    obstacle: `they are in an excluded group: ${had}`,
  };
}

function namesWith(
  user: DirectoryUser,
  groups: readonly DirectoryGroup[],
  { members }: Scope,
): readonly string[] {
  return groups.filter(({ id }) => members(id).includes(user.id)).map(({ name }) => name);
}

function tellEmails({ email }: DirectoryUser, { rules: { emails } }: Scope, isIn: boolean): Words {
  const pattern = emails?.patterns.find((each) => email !== undefined && matchesPattern(each, email));
  const by = pattern === undefined ? 'no pattern matches it' : `the pattern "${pattern}" matches it`;
  return {
    message: `The filter of e-mail addresses ${isIn ? 'lets this person in' : 'leaves this person out'}: ${email === undefined ? 'there is no address' : by}.`,
    obstacle: 'the filter of e-mail addresses leaves them out',
  };
}

function tellConditions(user: DirectoryUser, { conditions }: PeopleRules, isIn: boolean): Words {
  const failed = failedCondition(user, conditions)?.condition;
  if (isIn || failed === undefined) return { message: 'The conditions on attributes are met.', obstacle: '' };
  const wish = failed.effect.kind === 'include' ? 'must be' : 'must not be';
  const rule = `"${failed.attribute}" ${wish} ${quoted(failed.values, 'or')}`;
  return {
    message: `A condition leaves this person out: ${rule}.`,
    obstacle: `a condition leaves them out (${rule})`,
  };
}
