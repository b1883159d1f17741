import * as z from 'zod';
import type { ChangeRow } from '../domain/change-row';
import { FailureError } from '../domain/failure';
import { changeKey, type RemovalCause } from '../domain/plan';
import type { RunMode } from '../domain/run';

const accountIds = z.array(z.string());
const outcome = z.union([
  z.enum(['a', 's', 'h']),
  z.object({ rejected: z.string() }),
  z.object({ created: z.string() }),
  z.object({ found: z.string() }),
]);

const changedGroup = z.object({
  sourceId: z.string().exactOptional(),
  /** What earlier versions called the source. */
  directoryGroupId: z.string().exactOptional(),
  group: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('existing'), id: z.string(), name: z.string() }),
    z.object({ kind: z.literal('create'), name: z.string() }),
  ]),
  add: accountIds,
  remove: accountIds,
  heldAdditions: z.boolean(),
  heldRemovals: z.boolean(),
  drift: z.object({ putIn: accountIds, policy: z.string() }).exactOptional(),
});

/** What `changes-record.ts` of this or an earlier version has written; all that is optional came later. */
const changes = z.object({
  mode: z.enum(['preview', 'sync']).exactOptional(),
  groups: z.array(changedGroup),
  leavers: z
    .array(z.tuple([z.string(), z.enum(['left', 'inactive', 'out-of-scope', 'not-member', 'by-hand'])]))
    .exactOptional(),
  approved: z.array(z.string()).exactOptional(),
  outcomes: z.array(outcome),
});
type Changes = z.infer<typeof changes>;
type ChangedGroup = z.infer<typeof changedGroup>;
type Outcome = z.infer<typeof outcome>;
type Cause = NonNullable<ChangeRow['cause']>;

interface RowsOf {
  readonly runId: string;
  readonly mode: RunMode;
}

/**
 * The changes of a run in the order of its plan, with what became of each and without the names of people. `stored`: the run's document `changes`; without one, the run did not come to
 * its plan.
 *
 * @throws FailureError `stored-data-damaged`
 */
export function changeRows(stored: unknown, of: RowsOf): readonly ChangeRow[] {
  if (stored === undefined) return [];
  const parsed = changes.safeParse(stored);
  if (!parsed.success) {
    const message =
      'What this run noted of its changes is damaged. Its report is not; start a new run to see what would change now.';
    throw new FailureError(
      { kind: 'stored-data-damaged', key: `changes of ${of.runId}`, message },
      { cause: parsed.error },
    );
  }
  return rowsOf(parsed.data, of);
}

function rowsOf(record: Changes, of: RowsOf): readonly ChangeRow[] {
  const isPreview = (record.mode ?? of.mode) === 'preview';
  const approved = new Set(record.approved);
  const causes = record.leavers && new Map<string, Cause>(record.leavers);
  const rows: ChangeRow[] = [];
  for (const group of record.groups) {
    const groupId = groupIdOf(group, isPreview ? undefined : record.outcomes[rows.length]);
    for (const step of stepsOf(group, approved)) {
      const entry = isPreview ? undefined : record.outcomes[rows.length];
      rows.push({
        kind: step.kind,
        group: group.group.name,
        sourceId: group.sourceId ?? group.directoryGroupId ?? '',
        ...(groupId === undefined ? {} : { groupId }),
        ...personIn(step),
        ...causeOf(step, group, causes),
        ...became(entry, { isHeld: step.isHeld, isPreview }),
      });
    }
  }
  return rows;
}

interface Step {
  readonly kind: ChangeRow['kind'];
  readonly accountId?: string;
  readonly isHeld: boolean;
}

function* stepsOf(changed: ChangedGroup, approved: ReadonlySet<string>): Generator<Step> {
  const { group, add, remove, heldAdditions, heldRemovals } = changed;
  const isApproved = (change: 'add' | 'remove') => (accountId: string) =>
    approved.has(changeKey(group, change, accountId));
  // A group that is to be created waits with those who are to be in it.
  if (group.kind === 'create')
    yield { kind: 'create', isHeld: heldAdditions && !add.some(isApproved('add')) };
  for (const accountId of add)
    yield { kind: 'add', accountId, isHeld: heldAdditions && !isApproved('add')(accountId) };
  for (const accountId of remove)
    yield { kind: 'remove', accountId, isHeld: heldRemovals && !isApproved('remove')(accountId) };
}

function personIn({ accountId }: Step): Pick<ChangeRow, 'accountId'> {
  return accountId === undefined ? {} : { accountId };
}

/** Earlier versions did not note who left. */
function causeOf(
  { kind, accountId = '' }: Step,
  { drift }: ChangedGroup,
  causes: ReadonlyMap<string, Cause> | undefined,
): Pick<ChangeRow, 'cause'> {
  if (kind !== 'remove' || causes === undefined) return {};
  if (drift?.policy === 'repair' && drift.putIn.includes(accountId)) return { cause: 'by-hand' };
  return { cause: causes.get(accountId) ?? 'not-member' };
}

function became(
  entry: Outcome | undefined,
  { isHeld, isPreview }: { readonly isHeld: boolean; readonly isPreview: boolean },
): Pick<ChangeRow, 'outcome' | 'reason'> {
  if (entry === undefined) return { outcome: isHeld ? 'held' : isPreview ? 'planned' : 'not-reached' };
  if (entry === 'a') return { outcome: 'done' };
  if (entry === 's') return { outcome: 'already-so' };
  if (entry === 'h') return { outcome: 'held' };
  if ('rejected' in entry) return { outcome: 'failed', reason: entry.rejected };
  return { outcome: 'created' in entry ? 'done' : 'already-so' };
}

/** Of a group that the run created or found, what the site calls it. */
function groupIdOf({ group }: ChangedGroup, first: Outcome | undefined): string | undefined {
  if (group.kind === 'existing') return group.id;
  if (typeof first !== 'object' || 'rejected' in first) return undefined;
  return 'created' in first ? first.created : first.found;
}

export interface RowFilter {
  readonly kind?: ChangeRow['kind'];
  /** `done` is also what was so already; `planned` is also what the run did not come to; `held` is also what was decided about since. */
  readonly outcome?: 'planned' | 'held' | 'done' | 'failed';
  readonly sourceId?: string;
  /** Why somebody loses a membership. */
  readonly cause?: RemovalCause;
  /** In the name of the group, the account id or the person's name, without case. */
  readonly text?: string;
}

const alsoCounts: Readonly<Record<ChangeRow['outcome'], RowFilter['outcome']>> = {
  planned: 'planned',
  'not-reached': 'planned',
  held: 'held',
  approved: 'held',
  rejected: 'held',
  done: 'done',
  'already-so': 'done',
  failed: 'failed',
};

export function filterRows(rows: readonly ChangeRow[], filter: RowFilter): readonly ChangeRow[] {
  const text = filter.text?.toLowerCase();
  const hasText = ({ group, accountId, person }: ChangeRow) =>
    text === undefined ||
    [group, accountId, person].some((part) => part?.toLowerCase().includes(text) === true);
  const isOf = (row: ChangeRow) =>
    (filter.kind ?? row.kind) === row.kind &&
    (filter.outcome ?? alsoCounts[row.outcome]) === alsoCounts[row.outcome] &&
    (filter.sourceId ?? row.sourceId) === row.sourceId &&
    (filter.cause ?? row.cause) === row.cause;
  return rows.filter((row) => isOf(row) && hasText(row));
}
