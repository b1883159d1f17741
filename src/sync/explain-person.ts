import type { DirectoryUser } from '../domain/directory';
import type { ExplanationStep } from '../domain/explanation';
import type { AmbiguousReason, UnmatchedReason } from '../domain/plan';
import type { Explaining } from './explain-places';
import { nobody, passedSteps, scopeOf } from './explain-scope';
import { step } from './explain-step';
import { takesPart } from './snapshot';

/** What is known of one person, whatever the group. */
export interface PersonFacts {
  readonly user: DirectoryUser | undefined;
  readonly userId: string | undefined;
  readonly accountId: string | undefined;
  readonly displayName: string;
  readonly takesPart: boolean;
  /** Why they take no part, as the end of a sentence. */
  readonly obstacle: string | undefined;
  /** Why no account is known for them, as the end of a sentence. */
  readonly unpaired: string | undefined;
  readonly steps: readonly ExplanationStep[];
}

export interface PersonIds {
  readonly userId?: string;
  readonly accountId?: string;
}

/** Made once for an explanation; asked for each person. */
export function personTeller(explaining: Explaining): (ids: PersonIds) => PersonFacts {
  const { world, plan } = explaining;
  const scope = scopeOf(explaining);
  const accounts = accountsOf(explaining);
  return ({ userId, accountId: given }) => {
    const user = userId === undefined ? undefined : world.records.users.get(userId);
    const passed = user === undefined ? nobody(userId, scope) : passedSteps(user, scope);
    const account = userId === undefined ? { accountId: given } : accountOf(userId, { explaining, accounts });
    return {
      user,
      userId,
      accountId: account.accountId,
      displayName: user?.displayName ?? nameOnSite(account.accountId, explaining) ?? userId ?? '',
      takesPart: user !== undefined && takesPart(plan.snapshot, user),
      obstacle: passed.obstacle,
      unpaired: account.unpaired,
      steps: account.step === undefined ? passed.steps : [...passed.steps, account.step],
    };
  };
}

/** The id of an account whose name nobody told. */
export function nameOnSite(
  accountId: string | undefined,
  { siteNames }: Pick<Explaining, 'siteNames'>,
): string | undefined {
  return accountId === undefined ? undefined : (siteNames?.get(accountId) ?? accountId);
}

interface Accounts {
  readonly explaining: Explaining;
  readonly accounts: ReadonlyMap<string, UnmatchedReason | AmbiguousReason>;
}

/** Why people have no account, by directory id, as the last run found. */
function accountsOf({ world }: Explaining): Accounts['accounts'] {
  return new Map((world.last?.unpaired ?? []).map(({ userId, reason }) => [userId, reason]));
}

interface AccountFacts {
  readonly accountId?: string | undefined;
  readonly unpaired?: string;
  readonly step?: ExplanationStep;
}

function accountOf(userId: string, { explaining, accounts }: Accounts): AccountFacts {
  const accountId = explaining.world.links.people.get(userId);
  const isTaken = explaining.plan.matches.get(userId)?.kind === 'ambiguous';
  if (accountId !== undefined && !isTaken)
    return { accountId, step: step('account', 'yes', `Paired with the Atlassian account ${accountId}.`) };
  const reason = isTaken ? 'account-taken' : accounts.get(userId);
  if (reason === undefined)
    return {
      unpaired: 'no sync has paired them with an account yet',
      step: step(
        'account',
        'info',
        'Not paired with an account yet; the next sync looks for one by the e-mail address.',
      ),
    };
  return {
    unpaired: unpairedWords[reason],
    step: step('account', 'no', `Not paired with an account: ${unpairedWords[reason]}.`),
  };
}

const unpairedWords: Record<UnmatchedReason | AmbiguousReason, string> = {
  'no-email': 'the directory has no e-mail address of them',
  'no-account': 'no account shows their e-mail address',
  'account-inactive': 'the account with their e-mail address is deactivated',
  'email-shared-in-directory': 'somebody else in the directory has the same e-mail address',
  'email-shared-by-accounts': 'several accounts show their e-mail address',
  'account-taken': 'their account is paired with somebody else',
};
