import type { ConnectorConfiguration } from '../domain/connection';
import { emailKey, type DirectorySnapshot } from '../domain/directory';
import type { KeptReason, RemovalCause, WaitingRemoval } from '../domain/plan';
import type { RunNotes } from '../domain/stores';
import { groupNameKey } from '../domain/target';
import type { RemovalPolicy } from '../domain/user-rules';

/** What becomes of a managed membership that nobody wants any more. */
export type Removal =
  | { readonly kind: 'remove'; readonly cause: RemovalCause }
  | { readonly kind: 'wait'; readonly waiting: WaitingRemoval }
  | { readonly kind: 'keep'; readonly reason: KeptReason; readonly cause: RemovalCause };

export interface RemovalGroup {
  readonly id: string;
  readonly name: string;
}

/** Decides by the removal policy; made once for a plan. */
export interface RemovalJudge {
  causeOf(accountId: string): RemovalCause;
  judge(group: RemovalGroup, accountId: string, cause?: RemovalCause): Removal;
  /** The account of each entry of `keepPeople` that means somebody, now or when they were seen last. */
  readonly keptPeople: ReadonlyMap<string, string>;
}

export interface RemovalInput {
  readonly policy: RemovalPolicy;
  /** Account id by directory user id: links of earlier runs, and the matches of this one. */
  readonly people: Iterable<readonly [userId: string, accountId: string]>;
  readonly snapshot: Pick<DirectorySnapshot, 'users' | 'scope'>;
  readonly missing: MissingPeople;
  readonly notes: Pick<RunNotes, 'pending' | 'keptPeople'>;
  readonly nowMs: number;
}

/** What is known of people who are not in what was read. */
export interface MissingPeople {
  /** The settings limit who is read: whoever is missing may be there, and out of scope. */
  readonly mayBeThere: boolean;
  /** Directory ids of those who are confirmed to be gone. */
  readonly gone: ReadonlySet<string>;
}

/** `gone`: as the read of the run found, or of the last one where only what is stored is looked at. */
export function missingPeople(
  { settings }: ConnectorConfiguration,
  gone: Iterable<string> = [],
): MissingPeople {
  const isLimited = settings.requiredGroups.length > 0 || settings.filters?.users?.query !== undefined;
  return { mayBeThere: isLimited, gone: new Set(gone) };
}

const hourMs = 3_600_000;

/**
 * Exceptions first, then the policy for the cause, then the grace period: it begins with the first run that would have removed the membership, and
 * people who left or are inactive pass it by on the fast lane.
 */
export function removalJudge(input: RemovalInput): RemovalJudge {
  const { policy, notes, nowMs } = input;
  const causes = new Map<string, RemovalCause>();
  for (const [userId, accountId] of input.people) causes.set(accountId, causeOfUser(input, userId));
  const keptPeople = findKept(input);
  const kept = new Set<string>([...policy.keepPeople, ...keptPeople.values()]);
  const keptGroups = new Set(policy.keepGroups.map(groupNameKey));
  // Nobody in the directory is paired with this account any more.
  const causeOf = (accountId: string) => causes.get(accountId) ?? 'left';

  return {
    causeOf,
    keptPeople,
    judge(group, accountId, cause = causeOf(accountId)) {
      if (kept.has(accountId)) return { kind: 'keep', reason: 'person', cause };
      if (keptGroups.has(groupNameKey(group.name))) return { kind: 'keep', reason: 'group', cause };
      if (isKeptBy(policy, cause)) return { kind: 'keep', reason: 'policy', cause };
      if (policy.graceHours === 0 || passesBy(policy, cause)) return { kind: 'remove', cause };
      const sinceMs = notes.pending.get(group.id)?.get(accountId) ?? nowMs;
      const untilMs = sinceMs + policy.graceHours * hourMs;
      if (untilMs <= nowMs) return { kind: 'remove', cause };
      return { kind: 'wait', waiting: { accountId, cause, sinceMs, untilMs } };
    },
  };
}

function causeOfUser({ snapshot, missing }: RemovalInput, userId: string): RemovalCause {
  const { users, scope } = snapshot;
  const user = users.get(userId);
  if (user === undefined) return missing.mayBeThere && !missing.gone.has(userId) ? 'out-of-scope' : 'left';
  if (user.status !== 'active') return 'inactive';
  return scope.kind === 'everybody' || scope.userIds.has(userId) ? 'not-member' : 'out-of-scope';
}

/** Who left is known by their entry as long as it stands in the policy. */
function findKept({ policy, people, snapshot, notes }: RemovalInput): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  if (policy.keepPeople.length === 0) return kept;
  for (const entry of policy.keepPeople) {
    const before = notes.keptPeople.get(entry);
    if (before !== undefined) kept.set(entry, before);
  }
  const byAddress = new Map(policy.keepPeople.map((entry) => [emailKey(entry), entry]));
  const entries = new Set(policy.keepPeople);
  for (const [userId, accountId] of people) {
    if (entries.has(userId)) kept.set(userId, accountId);
    const { email } = snapshot.users.get(userId) ?? {};
    const entry = email === undefined ? undefined : byAddress.get(emailKey(email));
    if (entry !== undefined) kept.set(entry, accountId);
  }
  return kept;
}

function isKeptBy(policy: RemovalPolicy, cause: RemovalCause): boolean {
  const rule = { left: policy.left, inactive: policy.inactive, 'out-of-scope': policy.outOfScope };
  return cause !== 'not-member' && cause !== 'by-hand' && rule[cause] === 'keep';
}

/** What was put in by hand never had a period to wait for. */
function passesBy(policy: RemovalPolicy, cause: RemovalCause): boolean {
  return cause === 'by-hand' || (policy.fastLane && (cause === 'left' || cause === 'inactive'));
}
