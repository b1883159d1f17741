import { generateCompany, startEntra, startOkta, startOneLogin } from '../dev/simulators';
import { entraTenantOf } from '../dev/simulators/generate/entra-tenant';
import { oktaOrgOf } from '../dev/simulators/generate/okta-org';
import type { BenchKind } from './kinds';

/** What the parent asks of a directory, and what it hears. One process a directory: its work is not the client's. */
export type DirectoryOrder =
  { readonly do: 'change'; readonly people: number } | { readonly do: 'latency'; readonly ms: number };
export type DirectoryWord =
  | { readonly url: string }
  /** Groups whose memberships changed. */
  | { readonly touched: number }
  | { readonly latencyMs: number };

interface Directory {
  readonly url: string;
  setLatency(ms: number): void;
  /** A change of profile for each of so many people, and one membership fewer or more. Answers with the groups touched. */
  change(people: number): number;
}

const seed = 20_261_125;
/** No budget is to bind here: a measurement of waiting would tell nothing. */
const plenty = 1_000_000;

async function start(kind: BenchKind, people: number): Promise<Directory> {
  const company = generateCompany({ users: people, groups: Math.ceil(people / 20), seed });
  if (kind === 'onelogin') {
    const twin = await startOneLogin({ company, quota: { limit: plenty } });
    const { state } = twin;
    return {
      url: twin.url,
      setLatency: twin.setLatency,
      change: (count) =>
        everyNth(state.personIds(), count, (id, index) => {
          state.changePerson(id, { title: `Title ${index}` });
          return move(state.roleIdsOf(id), index, {
            leave: (roleId) => state.leave(roleId, [id]),
            join: () =>
              another(
                state.roles().map((role) => role.id),
                index,
                (roleId) => state.join(roleId, [id]),
              ),
          });
        }),
    };
  }
  if (kind === 'okta') {
    const limits = {
      users: plenty,
      user: plenty,
      groups: plenty,
      group: plenty,
      logs: plenty,
      other: plenty,
    };
    const twin = await startOkta({ org: oktaOrgOf(company), limits });
    const { state } = twin;
    const groupIds = state.groups().flatMap(({ id, type }) => (type === 'OKTA_GROUP' ? [id] : []));
    const isOurs = new Set(groupIds);
    return {
      url: twin.url,
      setLatency: twin.setLatency,
      change: (count) =>
        everyNth(state.liveUserIds(), count, (id, index) => {
          state.changeProfile(id, { lastName: `Changed ${index}` });
          return move(
            state.groupIdsOf(id).filter((groupId) => isOurs.has(groupId)),
            index,
            {
              leave: (groupId) => state.leave(groupId, [id]),
              join: () => another(groupIds, index, (groupId) => state.join(groupId, [id])),
            },
          );
        }),
    };
  }
  const tenant = entraTenantOf(company);
  const twin = await startEntra({
    tenant,
    throttle: { unitsPer10s: plenty },
    graphUrl: 'https://graph.microsoft.com',
  });
  const { state } = twin;
  const groupIds = state.groups().map(({ id }) => id);
  const groupsOf = new Map<string, string[]>();
  for (const group of state.groups())
    for (const member of state.members(group.id))
      groupsOf.set(member.id, [...(groupsOf.get(member.id) ?? []), group.id]);
  return {
    url: twin.url,
    setLatency: twin.setLatency,
    change: (count) =>
      everyNth(
        state.users().map(({ id }) => id),
        count,
        (id, index) => {
          state.changeUser(id, { displayName: `Changed ${index}` });
          return move(groupsOf.get(id) ?? [], index, {
            leave: (groupId) => state.leave(groupId, [id]),
            join: () => another(groupIds, index, (groupId) => state.join(groupId, [id])),
          });
        },
      ),
  };
}

interface Moves<Id> {
  readonly leave: (groupId: Id) => void;
  readonly join: () => Id;
}

/** Every second one leaves a group, the others join one. */
function move<Id>(groupIds: readonly Id[], index: number, { leave, join }: Moves<Id>): Id {
  const [first] = groupIds;
  if (index % 2 === 1 || first === undefined) return join();
  leave(first);
  return first;
}

function another<Id>(ids: readonly Id[], index: number, join: (id: Id) => void): Id {
  const id = ids[(index * 7919) % ids.length];
  if (id === undefined) throw new Error('a company without groups');
  join(id);
  return id;
}

function everyNth<Id>(ids: readonly Id[], count: number, change: (id: Id, index: number) => unknown): number {
  const step = Math.max(1, Math.floor(ids.length / count));
  const touched = ids
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map(change);
  return new Set(touched).size;
}

function say(word: DirectoryWord): void {
  process.send?.(word);
}

async function main([kind, people]: readonly string[]): Promise<void> {
  const directory = await start(kind as BenchKind, Number(people));
  process.on('message', (order: DirectoryOrder) => {
    if (order.do === 'change') return say({ touched: directory.change(order.people) });
    directory.setLatency(order.ms);
    say({ latencyMs: order.ms });
  });
  process.on('disconnect', () => process.exit(0));
  say({ url: directory.url });
}

void main(process.argv.slice(2));
