import type { Change, SyncPlan } from '../domain/plan';
import type { Ledger, Links, Origin } from '../domain/stores';
import { groupIdIn } from './apply';
import { changesOf } from './plan-hash';
import type { JournalEntry, MatchesDocument, PlanDocument } from './run-documents';

/** What a run has done, out of its journal. */
export interface Done {
  readonly change: Change;
  readonly entry: JournalEntry;
}

export function* doneChanges(
  plan: Pick<SyncPlan, 'groups'>,
  entries: readonly JournalEntry[],
): Generator<Done> {
  let place = 0;
  for (const change of changesOf(plan)) {
    const entry = entries[place];
    if (entry === undefined) return;
    yield { change, entry };
    place += 1;
  }
}

/** The Atlassian group of each place of the plan, groups created by this run included. */
export function groupIdsOf(
  plan: Pick<SyncPlan, 'groups'>,
  done: Iterable<Done>,
): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  for (const [index, { group }] of plan.groups.entries())
    if (group.kind === 'existing') ids.set(index, group.id);
  for (const { change, entry } of done) {
    const groupId = groupIdIn(entry);
    if (groupId !== undefined) ids.set(change.groupIndex, groupId);
  }
  return ids;
}

type Editable = Map<string, Map<string, Origin>>;

export interface Folding {
  readonly document: PlanDocument;
  readonly entries: readonly JournalEntry[];
  readonly run: Pick<Origin, 'runId' | 'atMs'>;
}

/**
 * The ledger after a run: additions that the app made are managed, removals are not any more. An addition that was already so was made by
 * somebody else in the meantime and is not ours. Doing this twice gives the same ledger.
 */
export function foldLedger(ledger: Ledger, { document, entries, run }: Folding): Ledger {
  const next = editable(ledger);
  // What is taken over comes first: some of it may be removed by the same run.
  takeIn(next, document.claims, { ...run, how: 'shared' });
  takeIn(next, document.adopted, { ...run, how: 'adopted' });
  const done = [...doneChanges(document.plan, entries)];
  const groupIds = groupIdsOf(document.plan, done);
  const added: Origin = { ...run, how: 'added' };
  const isHandMade = handMadeIn(document);
  for (const { change, entry } of done) {
    const groupId = groupIds.get(change.groupIndex);
    if (groupId === undefined || change.kind === 'create-group' || !isOurs(change.kind, entry)) continue;
    if (change.kind === 'remove-member') next.get(groupId)?.delete(change.accountId);
    else if (!isHandMade(groupId, change.accountId)) membersOf(next, groupId).set(change.accountId, added);
  }
  letGo(next, [...document.handedOver, ...document.gone]);
  return next;
}

function letGo(ledger: Editable, pairs: PlanDocument['gone']): void {
  for (const [groupId, accountIds] of pairs)
    for (const accountId of accountIds) ledger.get(groupId)?.delete(accountId);
}

/** Additions that give back what somebody had put in by hand. */
function handMadeIn({ handMade = [] }: PlanDocument): (groupId: string, accountId: string) => boolean {
  const byGroup = new Map(handMade.map(([groupId, accountIds]) => [groupId, new Set(accountIds)]));
  return (groupId, accountId) => byGroup.get(groupId)?.has(accountId) === true;
}

export function editable(ledger: Ledger): Editable {
  return new Map([...ledger].map(([groupId, members]) => [groupId, new Map(members)]));
}

function membersOf(ledger: Editable, groupId: string): Map<string, Origin> {
  const known = ledger.get(groupId);
  if (known !== undefined) return known;
  const members = new Map<string, Origin>();
  ledger.set(groupId, members);
  return members;
}

/** Since when a membership is managed does not change by taking it in again. */
export function takeIn(
  ledger: Editable,
  accounts: Iterable<readonly [groupId: string, accountIds: Iterable<string>]>,
  origin: Origin,
): void {
  for (const [groupId, accountIds] of accounts) {
    const members = membersOf(ledger, groupId);
    for (const accountId of accountIds) if (!members.has(accountId)) members.set(accountId, origin);
  }
}

/** An addition whose answer was lost counts as ours: if it was not done, the next run finds it missing and nothing is lost. */
function isOurs(kind: 'add-member' | 'remove-member', entry: JournalEntry): boolean {
  if (typeof entry === 'object') return kind === 'add-member' && 'unsure' in entry;
  return entry === 'a' || (entry === 's' && kind === 'remove-member');
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
