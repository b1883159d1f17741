import * as z from 'zod';

const change = z.strictObject({
  /** Path in the connection document or the site's settings: `rules.limits.removals.perRun.max`. */
  path: z.string(),
  /** JSON; absent where there was, or is, nothing. A secret is only said to have changed. */
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
});
export type AuditedChange = z.infer<typeof change>;

/** One thing that an administrator did. `action` is a word of the list; the rest says to what. */
export const auditEntry = z.strictObject({
  number: z.int().min(1),
  atMs: z.int(),
  byAccountId: z.string(),
  action: z.enum([
    'created',
    'changed',
    'deleted',
    'sync-account-set',
    'run-started',
    'held-approved',
    'held-rejected',
    'rejection-forgotten',
    'group-adopted',
    'group-released',
    'group-handed-over',
    'run-undone',
    'reading-forgotten',
    'person-forgotten',
    'schedule-resumed',
    'schedule-switched',
    'order-changed',
    'site-settings-changed',
    'run-paused',
    'run-resumed',
    'run-cancelled',
  ]),
  connectionId: z.string().exactOptional(),
  connectionName: z.string().exactOptional(),
  /** What it was done to, in a few words: a group's name, a run's id. */
  subject: z.string().exactOptional(),
  changes: z.array(change),
});
export type AuditEntry = z.infer<typeof auditEntry>;
export type AuditAction = AuditEntry['action'];

/** An entry before it has its number. */
export type AuditDraft = Omit<AuditEntry, 'number'>;

/** Entries from the newest to the oldest. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Numbers of entries among them that cannot be read. */
  readonly damaged: readonly number[];
  /** Ask for what is before this number; absent: there is nothing. */
  readonly nextBefore?: number;
}

export interface AuditWish {
  /** Only entries with a smaller number. */
  readonly before?: number;
  readonly limit: number;
  readonly connectionId?: string;
}

/**
 * What administrators did, in the order of their doing. Numbers grow and may have gaps.
 *
 * Must: give every entry a number of its own, however many writers there are; an entry whose `add` has answered is listed from then on, until it is old.
 * May: forget the oldest when one is added.
 */
export interface AuditStore {
  add(draft: AuditDraft): Promise<AuditEntry>;
  /** Takes back an entry whose change was refused before anything was done. */
  withdraw(number: number): Promise<void>;
  list(wish: AuditWish): Promise<AuditPage>;
}
