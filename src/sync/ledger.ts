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
  for (const [groupId, accountIds] of [...document.handedOver, ...document.gone]) {
    for (const accountId of accountIds) mark(next, groupId, { kind: 'remove-member', accountId });
  }
  return next;
}

/** An addition whose answer was lost counts as ours: if it was not done, the next run finds it missing and nothing is lost. */
function isOurs(kind: 'add-member' | 'remove-member', entry: JournalEntry): boolean {
  if (typeof entry === 'object') return kind === 'add-member' && 'unsure' in entry;
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

/** What others still want of what was handed over to them: a connection that let go at the same moment wants nothing. */
export function takenOver(
  handedOver: PlanDocument['handedOver'],
  others: readonly Ledger[],
): PlanDocument['handedOver'] {
  return handedOver.map(([groupId, accountIds]) => {
    const isTaken = (accountId: string) => others.some((other) => other.get(groupId)?.has(accountId));
    return [groupId, accountIds.filter(isTaken)];
  });
}

interface LinkInput {
  readonly document: PlanDocument;
  readonly entries: readonly JournalEntry[];
  readonly matches: MatchesDocument;
  readonly gone: readonly string[];
}

/**
 * Who is who and which group is which after a run. People who are gone from the directory are forgotten, and accounts that are gone from
 * the site. An Atlassian group that another directory group has taken over leaves its old link.
 */
export function foldLinks(links: Links, input: LinkInput): Links {
  return { people: foldPeople(links.people, input), groups: foldGroups(links.groups, input) };
}

function foldPeople(
  known: Links['people'],
  { document, entries, matches, gone }: LinkInput,
): Links['people'] {
  const people = new Map([...known, ...matches.paired]);
  for (const userId of gone) people.delete(userId);
  const closed = new Set<string>();
  for (const { change, entry } of doneChanges(document.plan, entries)) {
    if (change.kind !== 'create-group' && typeof entry === 'object' && 'accountGone' in entry)
      closed.add(change.accountId);
  }
  for (const [userId, accountId] of people) if (closed.has(accountId)) people.delete(userId);
  return people;
}

function foldGroups(known: Links['groups'], { document, entries }: LinkInput): Links['groups'] {
  const groups = new Map(known);
  const { plan } = document;
  const groupIds = groupIdsOf(plan, doneChanges(plan, entries));
  const now = plan.groups.flatMap(({ sourceId, group }, index) => {
    const id = groupIds.get(index);
    return id === undefined ? [] : [{ sourceId, id, name: group.name }];
  });
  const taken = new Set(now.map(({ id }) => id));
  for (const [sourceId, { id }] of groups) if (taken.has(id)) groups.delete(sourceId);
  for (const { sourceId, id, name } of now) groups.set(sourceId, { id, name });
  return groups;
}
