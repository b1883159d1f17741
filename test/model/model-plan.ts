import type { DriftPolicy } from '../../src/domain/group-rules';
import type { Place } from './model-place';
import {
  changeName,
  isTheirs,
  key,
  managedIn,
  membership,
  order,
  type Model,
  type ModelConnection,
  type SeenGroup,
} from './model-state';
import type { Wishes } from './model-wish';

/** What is to become of one Atlassian group. */
export interface GroupToDo {
  readonly place: Place;
  readonly add: string[];
  readonly remove: string[];
  readonly waiting: string[];
  readonly kept: string[];
  readonly putIn: string[];
  readonly takenOut: string[];
  readonly alreadyCorrect: number;
  readonly unmanaged: number;
  /** Nobody wants them here, and another connector has them for its own; and those of the unmanaged whom no connector has. */
  readonly wantedByOthers: number;
  readonly byHand: number;
  readonly managed: number;
  /** Who is in it before the run. */
  readonly members: ReadonlySet<string>;
  /** How many these are, without the sync account. */
  readonly present: number;
  /** Whether what somebody puts in by hand is taken out again. */
  readonly isRepaired: boolean;
  /** What the ledger and the notes learn without a change on the site. */
  readonly learned: {
    readonly ours: string[];
    readonly notOurs: string[];
    readonly acceptedIn: string[];
    readonly acceptedOut: string[];
    /** Given back to those whom somebody had put in by hand: no doing of the app's. */
    readonly handMade: readonly string[];
  };
}

export interface Planning {
  readonly model: Model;
  readonly connection: ModelConnection;
  readonly wishes: Wishes;
  readonly nowMs: number;
  /** Only these accounts are looked at. */
  readonly only: ReadonlySet<string> | undefined;
}

const hourMs = 3_600_000;

/** The table of `docs/sync-rules.md`, one membership after the other. */
export function planGroup(place: Place, planning: Planning): GroupToDo {
  const { connection } = planning;
  const present = place.group?.members ?? new Set<string>();
  const ours = new Set(place.group === undefined ? [] : managedIn(connection, place.group.id));
  const unwanted = [...present].filter((id) => !place.wanted.has(id));
  const unmanaged = place.how === 'adopt' ? [] : unwanted.filter((id) => !ours.has(id));
  const isOthers = (id: string) => isOfOthers(id, place, planning);
  const toDo: GroupToDo = {
    place,
    add: [],
    remove: [],
    waiting: [],
    kept: [],
    putIn: [],
    takenOut: [],
    alreadyCorrect: [...place.wanted].filter((id) => present.has(id)).length,
    unmanaged: unmanaged.length,
    wantedByOthers: unwanted.filter(isOthers).length,
    byHand: unmanaged.filter((id) => !isOthers(id)).length,
    managed: place.how === 'adopt' ? new Set([...ours, ...present]).size : ours.size,
    members: new Set(present),
    present: [...present].filter((id) => id !== planning.model.syncAccountId).length,
    isRepaired: driftPolicy(place, connection) === 'repair',
    learned: { ours: [], notOurs: [], acceptedIn: [], acceptedOut: [], handMade: [] },
  };
  for (const accountId of [...new Set([...place.wanted, ...present, ...ours])].toSorted(order))
    if (planning.only === undefined || planning.only.has(accountId))
      decide(accountId, toDo, { ...planning, isOurs: ours.has(accountId) });
  return toDo;
}

type Deciding = Planning & { readonly isOurs: boolean };

function decide(accountId: string, toDo: GroupToDo, deciding: Deciding): void {
  const { place, learned } = toDo;
  const isThere = place.group?.members.has(accountId) === true;
  if (place.wanted.has(accountId)) {
    if (isThere) there(accountId, toDo, deciding);
    else missing(accountId, toDo, deciding);
    return;
  }
  if (isThere) tooMany(accountId, toDo, deciding);
  else if (deciding.isOurs) learned.notOurs.push(accountId);
}

/** Already correct. It becomes ours where another connection made it, or where the group is adopted. */
function there(accountId: string, { place, learned }: GroupToDo, deciding: Deciding): void {
  if (deciding.isOurs) return;
  const isAdopted = place.how === 'adopt' && accountId !== deciding.model.syncAccountId;
  if (isAdopted || isOfOthers(accountId, place, deciding)) learned.ours.push(accountId);
}

function missing(accountId: string, toDo: GroupToDo, deciding: Deciding): void {
  const { model, connection } = deciding;
  if (accountId === model.syncAccountId) return;
  const isLeft = takenOut(accountId, toDo, deciding);
  const isKept = isLeft || isRejected('add', accountId, toDo, connection);
  (isKept ? toDo.kept : toDo.add).push(accountId);
}

/** True where somebody took the account out by hand, and the group's policy leaves that. */
function takenOut(accountId: string, { place, ...toDo }: GroupToDo, deciding: Deciding): boolean {
  const { connection, isOurs } = deciding;
  const policy = driftPolicy(place, connection);
  const wasAccepted = isAccepted(connection.acceptedOut, accountId, { place, policy });
  const isNews = !wasAccepted && isOurs && wasSeen('takenOut', accountId, { place, connection });
  if (isNews) toDo.takenOut.push(accountId);
  if (wasAccepted || (isNews && policy === 'accept')) toDo.learned.acceptedOut.push(accountId);
  return wasAccepted || (isNews && (policy === 'accept' || policy === 'report'));
}

function tooMany(accountId: string, toDo: GroupToDo, deciding: Deciding): void {
  const { place, learned } = toDo;
  if (isOfOthers(accountId, place, deciding)) return leave(accountId, toDo, deciding);
  if (accountId === deciding.model.syncAccountId) return;
  const isAdopted = place.how === 'adopt' && !deciding.isOurs;
  if (isAdopted) learned.ours.push(accountId);
  const isOurs = deciding.isOurs || isAdopted;
  const isHandMade = !isOurs && putIn(accountId, toDo, deciding);
  if (isOurs || isHandMade) toDo[removal(accountId, toDo, { ...deciding, isHandMade })].push(accountId);
}

/** Another connection wants it still: this one lets go. */
function leave(accountId: string, { place, learned }: GroupToDo, { isOurs, model }: Deciding): void {
  const isAdopted = place.how === 'adopt' && accountId !== model.syncAccountId;
  if (isAdopted && !isOurs) learned.ours.push(accountId);
  if (isOurs) learned.notOurs.push(accountId);
}

/** True where somebody put the account in by hand, and the group is repaired. */
function putIn(accountId: string, { place, ...toDo }: GroupToDo, { connection }: Deciding): boolean {
  const policy = driftPolicy(place, connection);
  const wasAccepted = isAccepted(connection.acceptedIn, accountId, { place, policy });
  const isNews = !wasAccepted && wasSeen('putIn', accountId, { place, connection });
  if (isNews) toDo.putIn.push(accountId);
  if (wasAccepted || (isNews && policy === 'accept')) toDo.learned.acceptedIn.push(accountId);
  return isNews && policy === 'repair';
}

/** Whether the group was seen without the account that is in it now, or with one that is not; or the same was found before. */
function wasSeen(
  what: 'putIn' | 'takenOut',
  accountId: string,
  { place, connection }: { readonly place: Place; readonly connection: ModelConnection },
): boolean {
  const seen = seenOf(place, connection);
  if (seen === undefined) return false;
  return seen.members.has(accountId) === (what === 'takenOut') || seen[what].has(accountId);
}

interface Drifting {
  readonly place: Place;
  readonly policy: DriftPolicy;
}

function isAccepted(accepted: ReadonlySet<string>, accountId: string, { place, policy }: Drifting): boolean {
  const of = membership(place.group?.id ?? '', accountId);
  return policy === 'accept' && place.how !== 'vanished' && accepted.has(of);
}

type Removing = Deciding & { readonly isHandMade: boolean };

/** Exceptions, then the policy, then what was rejected for good, then the grace period. */
function removal(accountId: string, toDo: GroupToDo, removing: Removing): 'remove' | 'waiting' | 'kept' {
  const { connection, wishes } = removing;
  const { keepGroups } = connection.rules.removal;
  if (wishes.isExempt(accountId) || keepGroups.some((name) => key(name) === key(toDo.place.name)))
    return 'kept';
  if (!removing.isHandMade && isKeptByPolicy(accountId, removing)) return 'kept';
  if (isRejected('remove', accountId, toDo, connection)) return 'kept';
  return !removing.isHandMade && mustWait(accountId, toDo, removing) ? 'waiting' : 'remove';
}

function isKeptByPolicy(accountId: string, { connection, wishes }: Removing): boolean {
  const { left, inactive, outOfScope } = connection.rules.removal;
  const policy = { left, inactive, 'out-of-scope': outOfScope, 'not-member': 'remove' };
  return policy[wishes.causeOf(accountId)] === 'keep';
}

function mustWait(accountId: string, { place }: GroupToDo, { connection, wishes, nowMs }: Removing): boolean {
  const { graceHours, fastLane } = connection.rules.removal;
  if (fastLane && ['left', 'inactive'].includes(wishes.causeOf(accountId))) return false;
  const since = connection.waitingSince.get(membership(place.group?.id ?? '', accountId)) ?? nowMs;
  return nowMs < since + graceHours * hourMs;
}

/** A rejection of a group that was to be created names it by its name, and goes by it still. */
export function isRejected(
  kind: 'add' | 'remove',
  accountId: string,
  { place }: Pick<GroupToDo, 'place'>,
  { rejected }: ModelConnection,
): boolean {
  const names = [`new ${place.name}`, place.group?.id ?? ''];
  return names.some((where) => rejected.has(changeName({ where, kind, accountId })));
}

function isOfOthers(
  accountId: string,
  { group }: Place,
  { model, connection }: Pick<Planning, 'model' | 'connection'>,
): boolean {
  return group !== undefined && isTheirs(model, connection, membership(group.id, accountId));
}

/** What was seen of a group before; of one that vanished, or that nobody has decided about, nothing is said. */
function seenOf({ group, how }: Place, { seen }: ModelConnection): SeenGroup | undefined {
  const isManaged = how === 'ordinary' || how === 'adopt';
  return group === undefined || !isManaged ? undefined : seen.get(group.id);
}

function driftPolicy({ name }: Place, { rules: { drift } }: ModelConnection): DriftPolicy {
  return drift.groups.findLast(({ group }) => key(group) === key(name))?.policy ?? drift.policy;
}
