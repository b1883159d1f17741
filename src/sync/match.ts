import { emailKey, type DirectoryUser } from '../domain/directory';
import type { Match } from '../domain/plan';

/** An account as the match needs it. */
export interface AccountHit {
  readonly accountId: string;
  readonly active: boolean;
}

export interface MatchInput {
  /** The people who take part. */
  readonly users: readonly DirectoryUser[];
  /** Account id by directory user id, from earlier runs. */
  readonly linked: ReadonlyMap<string, string>;
  /** Accounts by `emailKey`. */
  readonly accounts: ReadonlyMap<string, readonly AccountHit[]>;
}

/**
 * Pairs people with accounts: by stored id first, by e-mail second. One account goes to one person; whoever shares an address with
 * somebody else is ambiguous, because a guess would give one person another's access.
 */
export function matchPeople(input: MatchInput): ReadonlyMap<string, Match> {
  const matches = new Map(
    matchLinked(
      input.users.map(({ id }) => id),
      input.linked,
    ),
  );
  const taken = new Set(input.users.flatMap(({ id }) => input.linked.get(id) ?? []));
  const shared = sharedEmails(input.users);
  for (const user of input.users) {
    if (matches.has(user.id)) continue;
    const match = matchByEmail(user, shared, input.accounts);
    matches.set(user.id, match.kind === 'matched' && taken.has(match.accountId) ? accountTaken : match);
    if (match.kind === 'matched') taken.add(match.accountId);
  }
  return matches;
}

/** Only those who were paired before; the first of two who lead to one account has it. */
export function matchLinked(
  userIds: Iterable<string>,
  linked: MatchInput['linked'],
): ReadonlyMap<string, Match> {
  const matches = new Map<string, Match>();
  const taken = new Set<string>();
  for (const userId of userIds) {
    const accountId = linked.get(userId);
    if (accountId === undefined) continue;
    matches.set(userId, taken.has(accountId) ? accountTaken : { kind: 'matched', accountId });
    taken.add(accountId);
  }
  return matches;
}

const accountTaken: Match = { kind: 'ambiguous', reason: 'account-taken' };

function matchByEmail(
  user: DirectoryUser,
  shared: ReadonlySet<string>,
  accounts: MatchInput['accounts'],
): Match {
  if (user.email === undefined || user.email.trim() === '') return { kind: 'unmatched', reason: 'no-email' };
  const key = emailKey(user.email);
  if (shared.has(key)) return { kind: 'ambiguous', reason: 'email-shared-in-directory' };
  const found = accounts.get(key) ?? [];
  const active = [...new Set(found.filter((account) => account.active).map((account) => account.accountId))];
  const [accountId, ...others] = active;
  if (accountId === undefined)
    return { kind: 'unmatched', reason: found.length === 0 ? 'no-account' : 'account-inactive' };
  if (others.length > 0) return { kind: 'ambiguous', reason: 'email-shared-by-accounts' };
  return { kind: 'matched', accountId };
}

/** Addresses that more than one person has. */
function sharedEmails(users: readonly DirectoryUser[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { email } of users) {
    if (email === undefined) continue;
    const key = emailKey(email);
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}
