import pLimit from 'p-limit';
import { emailKey, type DirectorySnapshot, type DirectoryUser } from '../domain/directory';
import type { Match, UnmatchedReason, AmbiguousReason } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { Links } from '../domain/stores';
import type { UnpairedPerson } from '../domain/run';
import type { AtlassianAccount } from '../domain/target';
import { compare } from './compare';
import { matchPeople, type AccountHit } from './match';
import type { AccountHits, AccountsState, MatchesDocument } from './run-documents';
import type { Slice } from './slice';
import { takesPart } from './snapshot';

/** Up to this many unknown people are looked up one by one; for more, listing all accounts costs less. */
const lookUpAtMost = 25;
const lookUpsAtOnce = 5;

export interface AccountsInput {
  readonly snapshot: DirectorySnapshot;
  readonly links: Links;
  readonly target: Target;
  /** The person whom the run is for; absent: everybody. */
  readonly only?: string;
}

/** Finds the accounts of people who have no link yet, and pairs everybody. False when the slice must end before. */
export async function findAccounts(slice: Slice, input: AccountsInput): Promise<boolean> {
  const users = participants(input.snapshot);
  const wanted = unlinkedEmails(users.filter(mayBeMeant(input)), input.links);
  const search = { target: input.target, wanted, keys: new Set(wanted) };
  let state: AccountsState = (await slice.documents.get('accounts')) ?? {
    asked: 0,
    pages: 0,
    done: wanted.length === 0,
  };
  while (!state.done) {
    if (slice.mustEnd()) return false;
    state =
      wanted.length <= lookUpAtMost ? await lookUp(slice, state, search) : await list(slice, state, search);
    await slice.documents.put('accounts', state);
    await slice.beat();
  }
  const matches = matchPeople({ users, linked: input.links.people, accounts: await hits(slice, state) });
  await slice.documents.put('matches', pairUp(users.filter(isMeant(input, matches)), matches));
  return true;
}

type Test = (user: DirectoryUser) => boolean;

/** A person may have several records, with one address in all of them. */
function mayBeMeant({ only, snapshot }: AccountsInput): Test {
  if (only === undefined) return () => true;
  const { email } = snapshot.users.get(only) ?? {};
  const key = email === undefined ? '' : emailKey(email);
  return (user) =>
    user.id === only || (key !== '' && user.email !== undefined && emailKey(user.email) === key);
}

/** The person, and every record that leads to one of their accounts: what it wants is theirs. */
function isMeant({ only, links }: AccountsInput, matches: ReadonlyMap<string, Match>): Test {
  if (only === undefined) return () => true;
  const accountOf = (userId: string) => {
    const match = matches.get(userId);
    return match?.kind === 'matched' ? match.accountId : undefined;
  };
  const theirs = new Set([links.people.get(only), accountOf(only)]);
  theirs.delete(undefined);
  return ({ id }) => id === only || theirs.has(accountOf(id));
}

/** The matches of a run, by directory user id; only those who are matched matter to the plan. */
export function matchesOf(document: MatchesDocument): ReadonlyMap<string, Match> {
  return new Map(document.paired.map(([userId, accountId]) => [userId, { kind: 'matched', accountId }]));
}

/** People who take part, in the order of their ids: the same directory gives the same matches. */
function participants(snapshot: DirectorySnapshot): readonly DirectoryUser[] {
  return [...snapshot.users.values()]
    .filter((user) => takesPart(snapshot, user))
    .toSorted((a, b) => compare(a.id, b.id));
}

function unlinkedEmails(users: readonly DirectoryUser[], links: Links): readonly string[] {
  const emails = new Set<string>();
  for (const user of users) {
    if (links.people.has(user.id) || user.email === undefined || user.email.trim() === '') continue;
    emails.add(emailKey(user.email));
  }
  return [...emails].toSorted(compare);
}

interface Search {
  readonly target: Target;
  readonly wanted: readonly string[];
  /** The same, to look in. */
  readonly keys: ReadonlySet<string>;
}

async function lookUp(
  slice: Slice,
  state: AccountsState,
  { target, wanted }: Search,
): Promise<AccountsState> {
  const batch = wanted.slice(state.asked, state.asked + lookUpsAtOnce);
  const limit = pLimit(lookUpsAtOnce);
  const found = await Promise.all(batch.map((key) => limit(() => target.findAccounts(key))));
  await slice.documents.putPiece('accounts', state.pages, found.flat().flatMap(hitOf));
  const asked = state.asked + batch.length;
  return { asked, pages: state.pages + 1, done: asked >= wanted.length };
}

async function list(slice: Slice, state: AccountsState, { target, keys }: Search): Promise<AccountsState> {
  const page = await target.listAccounts(state.cursor);
  const found = page.items.flatMap(hitOf).filter((hit) => keys.has(hit.emailKey));
  await slice.documents.putPiece('accounts', state.pages, found);
  const pages = state.pages + 1;
  return page.done ? { asked: 0, pages, done: true } : { asked: 0, pages, done: false, cursor: page.cursor };
}

function hitOf(account: AtlassianAccount): AccountHits {
  if (account.email === undefined) return [];
  return [{ emailKey: emailKey(account.email), accountId: account.accountId, active: account.active }];
}

async function hits(slice: Slice, state: AccountsState): Promise<ReadonlyMap<string, readonly AccountHit[]>> {
  const found = new Map<string, AccountHit[]>();
  for (let index = 0; index < state.pages; index += 1) {
    for (const { emailKey: key, accountId, active } of await slice.documents.getPiece('accounts', index)) {
      const known = found.get(key) ?? [];
      if (!known.some((hit) => hit.accountId === accountId)) known.push({ accountId, active });
      found.set(key, known);
    }
  }
  return found;
}

function pairUp(users: readonly DirectoryUser[], matches: ReadonlyMap<string, Match>): MatchesDocument {
  const paired: [string, string][] = [];
  const unmatched: UnpairedPerson[] = [];
  const ambiguous: UnpairedPerson[] = [];
  for (const user of users) {
    const match = matches.get(user.id);
    if (match?.kind === 'matched') paired.push([user.id, match.accountId]);
    if (match?.kind === 'unmatched') unmatched.push(unpaired(user, match.reason));
    if (match?.kind === 'ambiguous') ambiguous.push(unpaired(user, match.reason));
  }
  return { inScope: users.length, paired, unmatched, ambiguous };
}

function unpaired(user: DirectoryUser, reason: UnmatchedReason | AmbiguousReason): UnpairedPerson {
  return { userId: user.id, displayName: user.displayName, reason };
}
