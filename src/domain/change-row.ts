import type { RemovalCause } from './plan';

/** One change of a run. */
export interface ChangeRow {
  readonly kind: 'create' | 'add' | 'remove';
  readonly group: string;
  readonly sourceId: string;
  readonly groupId?: string;
  readonly accountId?: string;
  /** Of the last read, where the person is still known. */
  readonly person?: string;
  readonly cause?: RemovalCause;
  /** `approved` and `rejected`: held, and decided about since. */
  readonly outcome:
    'planned' | 'held' | 'approved' | 'rejected' | 'done' | 'already-so' | 'failed' | 'not-reached';
  readonly reason?: string;
}

/** How changes are put in order: as planned, group by group; or by the name of the person, creations of groups first and people without a name last. */
export type ChangeOrder = 'group' | 'person';

/** All changes of one group, or of one person, among those that were found. */
export interface ChangeSection {
  /** The place of its first change among all that were found. */
  readonly from: number;
  readonly additions: number;
  readonly removals: number;
  /** Groups to create. */
  readonly creations: number;
}

/** What the changes of a run come to, as far as its record goes. Held ones are counted as well. */
export interface ChangesOverview {
  readonly total: number;
  /** People who gain or lose at least one membership. */
  readonly peopleGaining: number;
  readonly peopleLosing: number;
  /** People who lose a membership and gain none: who may be cut off. */
  readonly peopleOnlyLosing: number;
  /** Groups that gain or lose at least one member, and groups that are created. */
  readonly groupsGaining: number;
  readonly groupsLosing: number;
  readonly groupsCreated: number;
  readonly held: number;
  /** Removals by their cause. */
  readonly causes: Readonly<Partial<Record<RemovalCause, number>>>;
}

export interface RunDifference {
  readonly onlyBefore: readonly ChangeRow[];
  readonly onlyAfter: readonly ChangeRow[];
  readonly both: number;
  readonly summary: string;
}
