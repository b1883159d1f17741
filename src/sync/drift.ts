import type { Drift } from '../domain/plan';
import type { DriftPolicy, DriftRules } from '../domain/group-rules';
import type { LastTargetGroup, RunNotes } from '../domain/stores';
import { groupNameKey } from '../domain/target';
import { compare } from './compare';

export interface DriftInput {
  readonly present: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
  readonly isOurs: (accountId: string) => boolean;
  readonly isTheirs: (accountId: string) => boolean;
  /** The group as the last run left it; without it, nothing can be told from what was there before the app came. */
  readonly last: LastTargetGroup | undefined;
  readonly accepted: (RunNotes['accepted'] extends ReadonlyMap<string, infer Of> ? Of : never) | undefined;
  readonly policy: DriftPolicy;
}

/** What was changed by hand since the last run, without what was accepted. */
export function findDrift(input: DriftInput): Drift {
  const { present, wanted, last, accepted, policy } = input;
  if (last === undefined) return { putIn: [], takenOut: [], policy };
  const isAccepted = (side: 'putIn' | 'takenOut', accountId: string) =>
    policy === 'accept' && accepted?.[side].has(accountId) === true;
  const putIn = [...present].filter(
    (accountId) =>
      !wanted.has(accountId) &&
      !input.isOurs(accountId) &&
      !input.isTheirs(accountId) &&
      (!last.members.has(accountId) || last.putIn.has(accountId)) &&
      !isAccepted('putIn', accountId),
  );
  const takenOut = [...wanted].filter(
    (accountId) =>
      !present.has(accountId) &&
      input.isOurs(accountId) &&
      (last.members.has(accountId) || last.takenOut.has(accountId)) &&
      !isAccepted('takenOut', accountId),
  );
  return { putIn: putIn.toSorted(compare), takenOut: takenOut.toSorted(compare), policy };
}

/** Policies by Atlassian group name, made once for a plan. */
export function driftPolicies({ policy, groups }: DriftRules): (name: string) => DriftPolicy {
  const own = new Map(groups.map((group) => [groupNameKey(group.group), group.policy]));
  return (name) => own.get(groupNameKey(name)) ?? policy;
}

/** Whether people whom somebody took out are added again. */
export function putsBack(policy: DriftPolicy): boolean {
  return policy === 'put-back' || policy === 'repair';
}
