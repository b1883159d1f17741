import type { Call } from '../server/call';
import { askedOrder, askedTest, type Found } from './asked';
import { indexedUsers } from './as-indexed';
import type { Directory } from './directory';
import type { Operator } from './expression';
import type { OktaUser, ProfileValue } from './org';
import type { Field, Grammar } from './predicate';

const inequalities: readonly Operator[] = ['eq', 'gt', 'ge', 'lt', 'le'];
const searchOperators: readonly Operator[] = [...inequalities, 'sw', 'pr'];
const containing: ReadonlySet<string> = new Set([
  'profile.firstName',
  'profile.lastName',
  'profile.email',
  'profile.login',
]);

/** `filter` takes these only, with `eq`; `lastUpdated` the inequalities as well (`listUsers`, parameter `filter`). */
const filterGrammar: Grammar<OktaUser> = {
  values: 'with-case',
  negation: 'refused',
  field(attribute) {
    if (attribute === 'lastUpdated') return time(inequalities, (user) => user.lastUpdatedMs);
    const isKnown = attribute === 'id' || attribute === 'status' || containing.has(attribute);
    return isKnown ? textField(attribute, ['eq']) : undefined;
  },
};

const moments: Readonly<Record<string, (user: OktaUser) => number | undefined>> = {
  created: (user) => user.createdMs,
  activated: (user) => user.activatedMs,
  statusChanged: (user) => user.statusChangedMs,
  lastUpdated: (user) => user.lastUpdatedMs,
};

/** `search` takes every profile attribute, and neither `ne` nor `not` (`listUsers`, parameter `search`). */
const searchGrammar: Grammar<OktaUser> = {
  values: 'without-case',
  negation: 'refused',
  field(attribute) {
    const moment = moments[attribute];
    if (moment !== undefined) return time([...inequalities, 'pr'], moment);
    return textField(attribute, containing.has(attribute) ? [...searchOperators, 'co'] : searchOperators);
  },
};

/** Users that were found, by their ids in the order of the answer. */
export interface FoundUsers {
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, OktaUser>;
  readonly order: 'by-id' | 'sorted';
}

/** The users of a `search` or a `filter`; undefined when the call has neither. */
export function foundUsers(call: Call, directory: Directory): FoundUsers | undefined {
  const search = askedTest(call, 'search', searchGrammar);
  if (search !== undefined) {
    const order = askedOrder(call, searchGrammar);
    return remembered(call, indexedUsers(directory), (users) => ({
      items: order === undefined ? users.filter(search) : users.filter(search).toSorted(order),
      order: order === undefined ? 'by-id' : 'sorted',
    }));
  }
  const filter = askedTest(call, 'filter', filterGrammar);
  if (filter === undefined) return undefined;
  return remembered(call, directory.state.users(), (users) => ({
    items: users.filter(filter),
    order: 'by-id',
  }));
}

const known = new WeakMap<readonly OktaUser[], Map<string, FoundUsers>>();

/** All pages of a read find the same as long as nobody changed: it is looked for once. */
function remembered(
  call: Call,
  users: readonly OktaUser[],
  find: (users: readonly OktaUser[]) => Found<OktaUser>,
): FoundUsers {
  const answers = known.get(users) ?? new Map<string, FoundUsers>();
  known.set(users, answers);
  const question = JSON.stringify(
    ['search', 'filter', 'sortBy', 'sortOrder'].map((name) => call.query.get(name)),
  );
  const answer = answers.get(question) ?? asAnswer(find(users));
  answers.set(question, answer);
  return answer;
}

function asAnswer({ items, order }: Found<OktaUser>): FoundUsers {
  return {
    ids: items.map((user) => user.id),
    byId: new Map(items.map((user) => [user.id, user])),
    order,
  };
}

/** How `q` finds somebody. */
export function isFoundBy(user: OktaUser | undefined, word: string): boolean {
  if (user === undefined) return false;
  const { firstName, lastName, email } = user.profile;
  return [firstName, lastName, email].some((name) => name?.toLowerCase().startsWith(word.toLowerCase()));
}

function time(operators: readonly Operator[], read: (user: OktaUser) => number | undefined): Field<OktaUser> {
  return { kind: 'time', operators, read };
}

function textField(attribute: string, operators: readonly Operator[]): Field<OktaUser> | undefined {
  const name = /^profile\.(\w+)$/.exec(attribute)?.[1];
  if (name !== undefined) return text(operators, (user) => user.profile[name]);
  if (attribute === 'id') return text(operators, (user) => user.id);
  return attribute === 'status' ? text(operators, (user) => user.status) : undefined;
}

function text(
  operators: readonly Operator[],
  read: (user: OktaUser) => ProfileValue | undefined,
): Field<OktaUser> {
  return {
    kind: 'text',
    operators,
    read(user) {
      const value = read(user);
      if (value === undefined) return [];
      return typeof value === 'object' ? value : [String(value)];
    },
  };
}
