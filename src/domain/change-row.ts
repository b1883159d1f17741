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
  readonly outcome: 'planned' | 'held' | 'done' | 'already-so' | 'failed' | 'not-reached';
  readonly reason?: string;
}

export interface RunDifference {
  readonly onlyBefore: readonly ChangeRow[];
  readonly onlyAfter: readonly ChangeRow[];
  readonly both: number;
  readonly summary: string;
}
