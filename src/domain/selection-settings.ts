import * as z from 'zod';

/** A list of texts in which `*` stands for any characters. Compared without case and surrounding space. */
const patternFilter = z.strictObject({
  /** `include`: only what matches takes part. `exclude`: all but what matches. */
  mode: z.enum(['include', 'exclude']),
  patterns: z
    .array(z.string().trim().min(1, 'An entry is empty.').max(320, 'An entry has at most 320 characters.'))
    .min(1, 'Enter at least one.')
    .max(1000, 'At most 1000 entries.'),
});
export type PatternFilter = z.infer<typeof patternFilter>;

/** In the directory's own query language; what it may say stands in the connector's page of documentation. */
const directoryQuery = z
  .string()
  .trim()
  .min(1, 'Enter the query, or leave it out.')
  .max(2000, 'At most 2000 characters.');

/** Who and what takes part. `docs/filters.md` explains each part with examples. */
export const filters = z.strictObject({
  users: z
    .strictObject({ emails: patternFilter.exactOptional(), query: directoryQuery.exactOptional() })
    .exactOptional(),
  groups: z
    .strictObject({ names: patternFilter.exactOptional(), query: directoryQuery.exactOptional() })
    .exactOptional(),
});
export type Filters = z.infer<typeof filters>;

const groupName = z
  .string()
  .trim()
  .min(1, 'Enter the name or the id of a group.')
  .max(1000, 'At most 1000 characters.');

/** How often a scheduled run reads everything although it could read only what changed. Whichever comes first. */
const readingRules = z.strictObject({
  /** `false`: every run reads everything. */
  changes: z.boolean(),
  completeEveryRuns: z.int().min(1).max(10_000),
  completeEveryHours: z.number().min(1).max(720),
});
export type ReadingRules = z.infer<typeof readingRules>;

export const defaultReadingRules: ReadingRules = {
  changes: true,
  completeEveryRuns: 100,
  completeEveryHours: 24,
};

/** The part of a connection's settings that every kind of directory has. */
export const selectionFields = {
  /** Names or ids of groups; only people in any of them (or in all of them) take part. Empty: everybody. */
  requiredGroups: z.array(groupName).max(100, 'At most 100 groups.').default([]),
  /** Default: `any`. */
  requiredGroupsMatch: z.enum(['any', 'all']).exactOptional(),
  /** Names or ids of groups; people in any of them take no part. */
  excludedGroups: z.array(groupName).max(100, 'At most 100 groups.').exactOptional(),
  filters: filters.exactOptional(),
  /** Default: `defaultReadingRules`. */
  reading: readingRules.exactOptional(),
};

const selection = z.object(selectionFields);
export type SelectionSettings = z.infer<typeof selection>;
