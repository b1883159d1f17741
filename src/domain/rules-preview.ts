import type { HeldReason } from './plan';

/** What a change of rules does, by group, against what the saved rules would do now. */
export interface RulesPreview {
  /** A sentence: "This removes 312 memberships in 4 groups and adds none." */
  readonly summary: string;
  /** Absent where nothing is stored to go by: then `summary` says what to do. */
  readonly effect?: RulesEffect;
}

export interface RulesEffect {
  readonly readAtMs: number;
  readonly siteAtMs?: number;
  /** Beyond what the saved rules would do. Removals that wait for their grace period count. */
  readonly additions: number;
  readonly removals: number;
  readonly people: { readonly before: number; readonly after: number };
  readonly groups: readonly GroupEffect[];
  readonly collisions: readonly Collision[];
  readonly undecided: readonly string[];
  /** What the safety limits would hold with these rules. */
  readonly held: readonly HeldReason[];
  /** What cannot be known without a run, in sentences: attributes that were not read yet, groups that nobody looked at. */
  readonly unknown: readonly string[];
}

export interface GroupEffect {
  readonly name: string;
  readonly kind: 'new' | 'kept' | 'dropped';
  readonly additions: number;
  readonly removals: number;
  /** The first of them, by name. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Several directory groups that lead to one Atlassian group by their names. */
export interface Collision {
  readonly name: string;
  readonly sources: readonly { readonly id: string; readonly name: string }[];
}
