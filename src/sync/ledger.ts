import type { Change, SyncPlan } from '../domain/plan';
import type { Ledger, Links } from '../domain/stores';
import { groupIdIn } from './apply';
import { changesOf } from './plan';
import type { JournalEntry, MatchesDocument, PlanDocument } from './run-documents';

/** What a run has done, out of its journal. */
export interface Done {
  readonly change: Change;
  readonly entry: JournalEntry;
}

export function* doneChanges(plan: SyncPlan, entries: readonly JournalEntry[]): Generator<Done> {
  let place = 0;
  for (const change of changesOf(plan)) {
    const entry = entries[place];
    if (entry === undefined) return;
    yield { change, entry };
    place += 1;
  }
}

/** The Atlassian group of each place of the plan, groups created by this run included. */
export function groupIdsOf(plan: SyncPlan, done: Iterable<Done>): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  for (const [index, { group }] of plan.groups.entries())
    if (group.kind === 'existing') ids.set(index, group.id);
  for (const { change, entry } of done) {
    const groupId = groupIdIn(entry);
    if (groupId !== undefined) ids.set(change.groupIndex, groupId);
  }
  return ids;
}

/**
 * The ledger after a run: additions that the app made are managed, removals are not any more. An addition that was already so was made by
 * somebody else in the meantime and is not ours. Doing this twice gives the same ledger.
 */
export function foldLedger(ledger: Ledger, document: PlanDocument, entries: readonly JournalEntry[]): Ledger {
  const next = new Map([...ledger].map(([groupId, accountIds]) => [groupId, new Set(accountIds)]));
  const done = [...doneChanges(document.plan, entries)];
  const groupIds = groupIdsOf(document.plan, done);
  for (const { change, entry } of done) {
    const groupId = groupIds.get(change.groupIndex);
    if (groupId === undefined || change.kind === 'create-group') continue;
    if (isOurs(change.kind, entry)) mark(next, groupId, change);
  }
  for (const [groupId, accountIds] of document.claims) {
    for (const accountId of accountIds) mark(next, groupId, { kind: 'add-member', accountId });
  }
  for (const [groupId, accountIds] of document.releases) {
    for (const accountId of accountIds) mark(next, groupId, { kind: 'remove-member', accountId });
  }
  return next;
}

function isOurs(kind: 'add-member' | 'remove-member', entry: JournalEntry): boolean {
  return entry === 'a' || (entry === 's' && kind === 'remove-member');
}

function mark(
  ledger: Map<string, Set<string>>,
  groupId: string,
  change: { readonly kind: 'add-member' | 'remove-member'; readonly accountId: string },
): void {
  const accountIds = ledger.get(groupId) ?? new Set();
  if (change.kind === 'add-member') accountIds.add(change.accountId);
  else accountIds.delete(change.accountId);
  ledger.set(groupId, accountIds);
}

/** Who is who and which group is which after a run. People who are gone from the directory are forgotten. */
export function foldLinks(
  links: Links,
  done: {
    document: PlanDocument;
    entries: readonly JournalEntry[];
    matches: MatchesDocument;
    gone: readonly string[];
  },
): Links {
  const people = new Map([...links.people, ...done.matches.paired]);
  for (const userId of done.gone) people.delete(userId);
  const groups = new Map(links.groups);
  const { plan } = done.document;
  const groupIds = groupIdsOf(plan, doneChanges(plan, done.entries));
  for (const [index, { directoryGroupId, group }] of plan.groups.entries()) {
    const id = groupIds.get(index);
    if (id !== undefined) groups.set(directoryGroupId, { id, name: group.name });
  }
  return { people, groups };
}
