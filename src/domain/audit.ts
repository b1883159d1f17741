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
  ]),
  connectionId: z.string().exactOptional(),
  connectionName: z.string().exactOptional(),
  /** What it was done to, in a few words: a group's name, a run's id. */
  subject: z.string().exactOptional(),
  changes: z.array(change),
});
export type AuditEntry = z.infer<typeof auditEntry>;
export type AuditAction = AuditEntry['action'];
