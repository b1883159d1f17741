import type { DirectoryUser } from '../../src/domain/directory';
import { attributesOf, type SyncRules } from '../../src/domain/sync-rules';
import { key, order, type Model, type ModelConnection, type Reading } from './model-state';

/** An Atlassian group that the rules lead to, and who should be in it. */
export interface Wish {
  readonly sourceId: string;
  readonly name: string;
  readonly accountIds: ReadonlySet<string>;
  /** Why it is left alone for its name. */
  readonly fault?: 'name-empty' | 'name-too-long' | 'name-shared';
}

export interface Wishes {
  readonly groups: readonly Wish[];
  /** Account by person, of those who take part and were found. */
  readonly paired: ReadonlyMap<string, string>;
  readonly unmatched: number;
  readonly ambiguous: number;
  /** Why an account loses what nothing gives it. */
  readonly causeOf: (accountId: string) => 'left' | 'inactive' | 'out-of-scope' | 'not-member';
  /** Accounts that each entry of the exceptions means. */
  readonly exempt: ReadonlyMap<string, readonly string[]>;
  /** Accounts that lose nothing. */
  readonly isExempt: (accountId: string) => boolean;
}

/** Undefined: the read is no reason to do anything. `only`: the run is for this person. */
export function wishesOf(
  model: Model,
  connection: ModelConnection,
  { reading, only }: { readonly reading: Reading; readonly only?: string | undefined },
): Wishes | undefined {
  const { rules } = connection;
  const { users, groups } = reading;
  if (users.length === 0 || groups.length === 0) return undefined;
  const inScope = users.filter((user) => isInScope(user, rules));
  if (inScope.length === 0) return undefined;
  if (only === undefined && lostAttribute(connection, reading)) return undefined;
  const everybody = inScope.filter(({ status }) => status === 'active').toSorted((a, b) => order(a.id, b.id));
  const pairs = pairUp(everybody, connection, model);
  const meant = everybody.filter(meantBy(only, { pairs, connection }));
  const paired = new Map(
    meant.flatMap(({ id }) => {
      const accountId = pairs.get(id)?.accountId;
      return accountId === undefined ? [] : [[id, accountId] as const];
    }),
  );
  const reasons = meant.map(({ id }) => pairs.get(id)?.reason);
  const count = (reason: string) => reasons.filter((each) => each === reason).length;
  return {
    groups: wishedGroups({ reading, rules, paired, linked: connection.groups }),
    paired,
    unmatched: count('unmatched'),
    ambiguous: count('ambiguous'),
    ...standing({ connection, reading, paired, inScope }),
  };
}

interface Pairing {
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly connection: ModelConnection;
}

/** The person, and every record of the directory that leads to one of their accounts. */
function meantBy(only: string | undefined, { pairs, connection }: Pairing): (user: DirectoryUser) => boolean {
  if (only === undefined) return () => true;
  const theirs = [connection.people.get(only), pairs.get(only)?.accountId];
  return ({ id }) => {
    const accountId = pairs.get(id)?.accountId;
    return id === only || (accountId !== undefined && theirs.includes(accountId));
  };
}

/** Somebody had it at the last read, and nobody has it now. */
function lostAttribute({ reading: before, rules }: ModelConnection, { users }: Reading): boolean {
  const named = before?.attributes.split(',') ?? [];
  const isHad = (by: readonly DirectoryUser[], name: string) =>
    by.some(({ attributes = {} }) => name in attributes);
  return attributesOf(rules).some(
    (name) => named.includes(name) && isHad(before?.users ?? [], name) && !isHad(users, name),
  );
}

const attribute = (user: DirectoryUser, name: string) => user.attributes?.[name] ?? [];

function has(user: DirectoryUser, condition: SyncRules['conditions'][number]): boolean {
  const values = condition.values.map(key);
  return attribute(user, condition.attribute).some((value) => values.includes(key(value)));
}

function isInScope(user: DirectoryUser, { conditions }: SyncRules): boolean {
  return conditions.every((condition) => {
    if (condition.effect.kind === 'include') return has(user, condition);
    return condition.effect.kind === 'exclude' ? !has(user, condition) : true;
  });
}

type Pair = { readonly accountId?: string; readonly reason?: 'unmatched' | 'ambiguous' };

/** By the link of an earlier sync; else by an e-mail address that nobody shares. One account goes to one person. */
function pairUp(
  everybody: readonly DirectoryUser[],
  { people: links }: ModelConnection,
  { accounts }: Model,
): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  const taken = new Set<string>();
  const pair = (userId: string, accountId: string) => {
    pairs.set(userId, taken.has(accountId) ? { reason: 'ambiguous' } : { accountId });
    taken.add(accountId);
  };
  const emails = everybody.map(({ email }) => key(email ?? ''));
  const linked = everybody.filter(({ id }) => links.has(id));
  for (const { id } of linked) pair(id, links.get(id) ?? '');
  for (const { id, email = '' } of everybody.filter((user) => !linked.includes(user))) {
    const accountId = accounts.get(key(email));
    const isShared = email !== '' && emails.filter((each) => each === key(email)).length > 1;
    if (isShared) pairs.set(id, { reason: 'ambiguous' });
    else if (accountId === undefined) pairs.set(id, { reason: 'unmatched' });
    else pair(id, accountId);
  }
  return pairs;
}

interface Wishing {
  readonly reading: Reading;
  readonly rules: SyncRules;
  readonly paired: ReadonlyMap<string, string>;
  readonly linked: ModelConnection['groups'];
}

/** What leads to one Atlassian name. */
interface Meeting {
  byMap: string[];
  byName: { readonly id: string; readonly name: string }[];
  people: Set<string>;
  /** As a rule writes it. */
  ruleName: string | undefined;
}

function wishedGroups({ reading, rules, paired, linked }: Wishing): readonly Wish[] {
  const { users, members } = reading;
  const meetings = meetingsOf(reading, rules, [...paired.keys()]);
  const accountsOf = (userIds: Iterable<string>) =>
    new Set([...userIds].flatMap((id) => paired.get(id) ?? []));
  const membersOf = (ids: readonly string[]) =>
    ids.flatMap((id) => (members[id] ?? []).filter((userId) => users.some((user) => user.id === userId)));
  const isMerged = (name: string) => rules.mapping.merged.some((merged) => key(merged) === name);
  const groups: Wish[] = [];
  for (const [name, { byMap, byName, people, ruleName }] of meetings) {
    const together = isMerged(name) ? [...byMap, ...byName.map(({ id }) => id)] : byMap;
    if (ruleName !== undefined)
      groups.push({
        sourceId: `rule:${name}`,
        name: ruleName,
        accountIds: accountsOf([...membersOf(together), ...people]),
      });
    if (!isMerged(name))
      for (const group of byName)
        groups.push({ sourceId: group.id, name: group.name, accountIds: accountsOf(membersOf([group.id])) });
  }
  return groups
    .map((group) => faulty(group, groups, linked))
    .toSorted((a, b) => order(a.name, b.name) || order(a.sourceId, b.sourceId));
}

/** The name of a linked group decides nothing any more. */
function faulty(group: Wish, all: readonly Wish[], linked: ModelConnection['groups']): Wish {
  if (linked.has(group.sourceId)) return group;
  if (key(group.name) === '') return { ...group, fault: 'name-empty' };
  if (group.name.length > 255) return { ...group, fault: 'name-too-long' };
  const isShared = all.some((other) => other !== group && key(other.name) === key(group.name));
  return isShared ? { ...group, fault: 'name-shared' } : group;
}

function meetingsOf(
  { users, groups }: Reading,
  { mapping, conditions }: SyncRules,
  participants: readonly string[],
): ReadonlyMap<string, Meeting> {
  const meetings = new Map<string, Meeting>();
  const at = (name: string) => {
    const fresh = { byMap: [], byName: [], people: new Set<string>(), ruleName: undefined };
    const meeting = meetings.get(key(name)) ?? fresh;
    meetings.set(key(name), meeting);
    return meeting;
  };
  const ruled = (name: string) => {
    const meeting = at(name);
    meeting.ruleName ??= name;
    return meeting;
  };
  for (const group of groups) {
    const { name, named } = namedBy(group, mapping);
    for (const to of named) ruled(to).byMap.push(group.id);
    const isKept = name !== group.name || mapping.unnamed === 'keep';
    if (named.size === 0 && isKept) at(name).byName.push({ id: group.id, name });
  }
  for (const merged of mapping.merged) if (meetings.has(key(merged))) ruled(merged);
  for (const [name, userIds] of givenByRules({ users, mapping, conditions, participants })) {
    const { people } = ruled(name);
    for (const id of userIds) people.add(id);
  }
  return meetings;
}

interface Giving extends Pick<SyncRules, 'mapping' | 'conditions'> {
  readonly users: readonly DirectoryUser[];
  readonly participants: readonly string[];
}

/** Groups that conditions grant, and those that everybody gets who takes part. */
function givenByRules({
  users,
  mapping,
  conditions,
  participants,
}: Giving): readonly [string, readonly string[]][] {
  const taking = users.filter(({ id }) => participants.includes(id));
  const granted = conditions.flatMap((condition): [string, readonly string[]][] => {
    const having = taking.filter((user) => has(user, condition)).map(({ id }) => id);
    return condition.effect.kind === 'grant' ? [[condition.effect.group, having]] : [];
  });
  return [...granted, ...mapping.everyone.map((name): [string, readonly string[]] => [name, participants])];
}

/** Its name after the renames, and where the entries of the map that name it lead. */
function namedBy({ id, name: original }: Reading['groups'][number], { renames, map }: SyncRules['mapping']) {
  const name = renames
    .reduce((text, { search, replace }) => text.replaceAll(search, replace), original)
    .trim();
  const names = [name, original, id, id.slice(id.indexOf(':') + 1)].map(key);
  return {
    name,
    named: new Set(map.filter(({ from }) => names.includes(key(from))).flatMap(({ to }) => to)),
  };
}

interface Standing {
  readonly connection: ModelConnection;
  readonly reading: Reading;
  readonly paired: ReadonlyMap<string, string>;
  readonly inScope: readonly DirectoryUser[];
}

/** Accounts that lose nothing, as far as the last read and earlier runs tell. */
export function exemptionOf(connection: ModelConnection): Wishes['isExempt'] {
  const reading = connection.reading ?? { users: [], groups: [], members: {}, attributes: '' };
  return standing({ connection, reading, paired: new Map(), inScope: [] }).isExempt;
}

function standing({
  connection,
  reading,
  paired,
  inScope,
}: Standing): Pick<Wishes, 'causeOf' | 'exempt' | 'isExempt'> {
  const { keepPeople } = connection.rules.removal;
  const owners = [...connection.people, ...paired];
  const causeOf = (accountId: string) => {
    const [userId] = owners.findLast(([, account]) => account === accountId) ?? [];
    const user = reading.users.find(({ id }) => id === userId);
    if (user === undefined) return 'left';
    if (user.status !== 'active') return 'inactive';
    return inScope.includes(user) ? 'not-member' : 'out-of-scope';
  };
  const exempt = new Map(
    keepPeople.map((entry) => [entry, exemptBy(entry, { connection, reading, owners })]),
  );
  const isExempt = (accountId: string) =>
    keepPeople.includes(accountId) ||
    [...exempt.values()].some((accountIds) => accountIds.includes(accountId));
  return { causeOf, exempt, isExempt };
}

interface Exempting extends Pick<Standing, 'connection' | 'reading'> {
  readonly owners: readonly (readonly [userId: string, accountId: string])[];
}

/** Whom the entry means: by directory id or e-mail address; nobody now, whom it meant last. */
function exemptBy(entry: string, { connection, reading, owners }: Exempting): readonly string[] {
  const emailOf = (userId: string) => reading.users.find(({ id }) => id === userId)?.email ?? '';
  const meant = owners.filter(([userId]) => userId === entry || key(emailOf(userId)) === key(entry));
  if (meant.length > 0) return meant.map(([, accountId]) => accountId);
  return connection.exempt.get(entry) ?? [];
}
