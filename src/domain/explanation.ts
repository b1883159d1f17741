/**
 * Why somebody is, or is not, in a group: the way from the directory to the site, step by step, out of what is stored. No call is made for it.
 */
export interface Explanation {
  readonly subject:
    | { readonly kind: 'person'; readonly person: ExplainedPerson }
    | { readonly kind: 'group'; readonly group: ExplainedGroup };
  /** Of the person alone, or of the group alone. */
  readonly steps: readonly ExplanationStep[];
  /** Each group of the person, or each person of the group, wanted or present; capped. */
  readonly memberships: readonly ExplainedMembership[];
  readonly membershipCount: number;
  /** When the directory and the site were looked at. */
  readonly readAtMs?: number;
  readonly siteAtMs?: number;
}

export interface ExplainedPerson {
  /** Absent where only the Atlassian account is known. */
  readonly userId?: string;
  readonly accountId?: string;
  readonly displayName: string;
  readonly email?: string;
}

export interface ExplainedGroup {
  readonly name: string;
  /** Of the Atlassian group, once it is linked. */
  readonly groupId?: string;
  /** Names of the directory groups and rules that lead to it. */
  readonly sources: readonly string[];
}

export type StepName =
  | 'directory'
  | 'status'
  | 'scope'
  | 'condition'
  | 'account'
  | 'source'
  | 'rename'
  | 'map'
  | 'collision'
  | 'target'
  | 'ledger'
  | 'others'
  | 'policy'
  | 'drift'
  | 'rejected'
  | 'plan'
  | 'outcome';

/** `yes`: this step lets it through. `no`: this step decided against it. `info`: it only says something. */
export interface ExplanationStep {
  readonly step: StepName;
  readonly answer: 'yes' | 'no' | 'info';
  /** A sentence that names the rule that decided, where one did. */
  readonly message: string;
}

/** One person in one group. */
export interface ExplainedMembership {
  readonly group: string;
  readonly groupId?: string;
  readonly accountId?: string;
  readonly userId?: string;
  readonly displayName?: string;
  readonly wanted: boolean;
  readonly present: boolean;
  readonly managed: boolean;
  /** The verdict in a sentence: why they are in it, or why not. */
  readonly verdict: string;
  readonly steps: readonly ExplanationStep[];
}
