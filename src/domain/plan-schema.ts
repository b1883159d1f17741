import * as z from 'zod';
import type { LeftGroup } from './plan';
import type { UnpairedPerson } from './run';
import { groupProtections } from './target';

/** How plans are stored; `plan.ts` and `run.ts` say what they mean. */

const removalCause = z.enum(['left', 'inactive', 'out-of-scope', 'not-member', 'by-hand']);

export const plannedGroup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('existing'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('create'), name: z.string() }),
]);

export const leftGroup = z.object({
  sourceId: z.string(),
  name: z.string(),
  reason: z.enum([
    ...groupProtections,
    'name-too-long',
    'name-empty',
    'name-shared',
    'linked-group-gone',
    'missing-and-not-created',
    'undecided',
    'skipped',
    'rejected',
  ]),
}) satisfies z.ZodType<LeftGroup>;

export const unpairedPerson = z.object({
  userId: z.string(),
  displayName: z.string(),
  reason: z.enum([
    'no-email',
    'no-account',
    'account-inactive',
    'email-shared-in-directory',
    'email-shared-by-accounts',
    'account-taken',
  ]),
}) satisfies z.ZodType<UnpairedPerson>;

const accountIds = z.array(z.string());

export const groupPlan = z.object({
  sourceId: z.string(),
  group: plannedGroup,
  add: accountIds,
  remove: accountIds,
  alreadyCorrect: z.int(),
  unmanaged: z.int(),
  wantedByOthers: z.int().exactOptional(),
  byHand: z.int().exactOptional(),
  managed: z.int(),
  present: z.int(),
  vanished: z.literal(true).exactOptional(),
  adopted: z.literal(true).exactOptional(),
  waiting: z
    .array(
      z.object({
        accountId: z.string(),
        cause: removalCause,
        sinceMs: z.number(),
        untilMs: z.number(),
      }),
    )
    .exactOptional(),
  kept: z
    .array(
      z.object({
        accountId: z.string(),
        change: z.enum(['add', 'remove']),
        reason: z.enum(['policy', 'person', 'group', 'rejected', 'drift']),
      }),
    )
    .exactOptional(),
  drift: z
    .object({
      putIn: accountIds,
      takenOut: accountIds,
      policy: z.enum(['put-back', 'repair', 'report', 'accept']),
    })
    .exactOptional(),
});

export const undecidedGroup = z.object({
  sourceId: z.string(),
  group: z.object({ id: z.string(), name: z.string() }),
  present: z.int(),
  add: accountIds,
  remove: accountIds,
});

export const heldReason = z.object({
  what: z.enum(['removals', 'additions']),
  scope: z.enum(['run', 'group']),
  group: z.string().exactOptional(),
  sourceId: z.string().exactOptional(),
  count: z.int(),
  of: z.int(),
  limit: z.object({ kind: z.enum(['max', 'share', 'vanished', 'emptied', 'usual']), value: z.number() }),
  message: z.string(),
});

export const syncPlan = z.object({
  hash: z.string(),
  groups: z.array(groupPlan),
  left: z.array(leftGroup),
  undecided: z.array(undecidedGroup),
  leavers: z.array(z.tuple([z.string(), removalCause])),
});
