import type { Call } from '../server/call';
import { askedOrder, askedTest, type Found } from './asked';
import { indexedGroups } from './as-indexed';
import type { Directory } from './directory';
import type { Operator } from './expression';
import type { GroupFacts } from './org';
import type { Field, Grammar } from './predicate';
import { groupProfile } from './wire';

const inequalities: readonly Operator[] = ['eq', 'gt', 'ge', 'lt', 'le'];
const searchOperators: readonly Operator[] = [...inequalities, 'sw', 'pr'];

const moments: Readonly<Record<string, (group: GroupFacts) => number>> = {
  created: (group) => group.createdMs,
  lastUpdated: (group) => group.lastUpdatedMs,
  lastMembershipUpdated: (group) => group.lastMembershipUpdatedMs,
};

/** `id`, `type` and the two moments of change, nothing else (`listGroups`, parameter `filter`). */
const filterGrammar: Grammar<GroupFacts> = {
  values: 'with-case',
  negation: 'refused',
  field(attribute) {
    const moment = attribute === 'created' ? undefined : moments[attribute];
    if (moment !== undefined) return { kind: 'time', operators: inequalities, read: moment };
    return attribute === 'id' || attribute === 'type' ? textField(attribute, ['eq']) : undefined;
  },
};

/** Every profile attribute and the top-level ones; `co` for the name and the description (`listGroups`, parameter `search`). */
const searchGrammar: Grammar<GroupFacts> = {
  values: 'without-case',
  negation: 'refused',
  field(attribute) {
    const moment = moments[attribute];
    if (moment !== undefined) return { kind: 'time', operators: [...inequalities, 'pr'], read: moment };
    const contains = attribute === 'profile.name' || attribute === 'profile.description';
    return textField(attribute, contains ? [...searchOperators, 'co'] : searchOperators);
  },
};

/** The groups that a call asks for by `search`, by `filter`, by the beginning of a name (`q`), or all. */
export function foundGroups(call: Call, directory: Directory): Found<GroupFacts> {
  const search = askedTest(call, 'search', searchGrammar);
  if (search !== undefined) return searched(call, indexedGroups(directory).filter(search));
  const filter = askedTest(call, 'filter', filterGrammar);
  const word = call.query.get('q')?.toLowerCase();
  const { state } = directory;
  const items = state
    .groupIds()
    .flatMap((id) => state.groupFacts(id) ?? [])
    .filter((group) => filter?.(group) ?? true)
    .filter((group) => word === undefined || group.name.toLowerCase().startsWith(word));
  return { items, order: 'by-id' };
}

function searched(call: Call, items: readonly GroupFacts[]): Found<GroupFacts> {
  const order = askedOrder(call, searchGrammar);
  return order === undefined ? { items, order: 'by-id' } : { items: items.toSorted(order), order: 'sorted' };
}

function textField(attribute: string, operators: readonly Operator[]): Field<GroupFacts> | undefined {
  const name = /^profile\.(\w+)$/.exec(attribute)?.[1];
  if (name !== undefined) return text(operators, (group) => groupProfile(group)[name] ?? undefined);
  if (attribute === 'id') return text(operators, (group) => group.id);
  if (attribute === 'type') return text(operators, (group) => group.type);
  return attribute === 'source.id' ? text(operators, (group) => group.source?.appId) : undefined;
}

function text(
  operators: readonly Operator[],
  read: (group: GroupFacts) => string | undefined,
): Field<GroupFacts> {
  return {
    kind: 'text',
    operators,
    read(group) {
      const value = read(group);
      return value === undefined ? [] : [value];
    },
  };
}
