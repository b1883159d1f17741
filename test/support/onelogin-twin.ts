import { startOneLogin, generateCompany, type Fault, type OneLoginSimulator } from '../../dev/simulators';
import { createConnector } from '../../src/connectors';
import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import type { Connector } from '../../src/domain/ports';
import type { Fetch } from '../../src/http/request';
import { createMemoryTokenCache } from '../../src/http/token-cache';
import type {
  ChangingTwin,
  ConnectorTwin,
  DirectoryChanges,
  OwnAccess,
  PageTrouble,
  TwinSize,
} from './connector-twin';
import { valuesOf, type DirectoryTruth } from './directory-truth';
import { fakeHttp, movableClock } from './fake-http';

const secret = 'a-secret-of-the-test';
/** Long enough for a busy machine; short only where a test waits for it to pass. */
const patienceMs = 20_000;
const shortPatienceMs = 1_000;

export interface OneLoginTwin extends ChangingTwin {
  readonly simulator: OneLoginSimulator;
  with(settings: Partial<OneLoginSettings>, access?: OwnAccess): Connector;
  /** From now on OneLogin does not look at `updated_since`. */
  ignoresDates(): void;
}

export function oneLoginSettings(settings: Partial<OneLoginSettings> = {}): OneLoginSettings {
  return {
    region: 'us',
    clientId: 'client',
    groupSources: ['roles', 'group', 'member_of'],
    minimumRemainingCalls: 500,
    requiredGroups: [],
    ...settings,
  };
}

/** How this OneLogin behaves where that is not known of the real one, or may differ. */
export interface OneLoginHabits {
  readonly roleChangesTouchPeople?: boolean;
  /** How far the clock of the answers runs ahead of that of the records; default: not at all. */
  readonly dateAheadMs?: number;
}

/** The OneLogin simulator behind `api.us.onelogin.com`. */
export async function startOneLoginTwin(
  size: TwinSize,
  settings: Partial<OneLoginSettings> = {},
  habits: OneLoginHabits = {},
): Promise<OneLoginTwin> {
  const clock = movableClock(Date.now());
  const simulator = await startOneLogin({
    company: generateCompany({ users: size.users, groups: size.groups, seed: 7 }),
    credentials: { clientId: 'client', clientSecret: secret },
    now: () => clock.now(),
    roleChangesTouchPeople: habits.roleChangesTouchPeople ?? false,
    ...(size.pageSize === undefined ? {} : { pageCap: { users: size.pageSize, roles: 650 } }),
  });
  simulator.state.defineCustomAttribute('floor');
  const { deps, counted, told } = fakeHttp(() => new Error('unused'), clock);
  const tokens = createMemoryTokenCache();
  const patience = { ms: patienceMs };
  const way: Way = { patience, now: () => clock.now() + (habits.dateAheadMs ?? 0), ignored: undefined };
  const make = (own: Partial<OneLoginSettings>, access: OwnAccess = {}) =>
    createConnector(
      { kind: 'onelogin', settings: oneLoginSettings({ ...settings, ...own }) },
      access.secret ?? secret,
      {
        ...deps,
        attributes: access.attributes ?? [],
        fetch: routed(simulator.url, way),
        tokens: access.ownToken === true ? createMemoryTokenCache() : tokens,
      },
    );
  return {
    simulator,
    with: make,
    ignoresDates: () => void (way.ignored = 'updated_since'),
    connector: (access) => make({}, access),
    counted,
    told,
    clock,
    configuration: { kind: 'onelogin', settings: oneLoginSettings(settings) },
    changes: changesOf(simulator.state),
    ...controls(simulator, oneLoginSettings(settings), patience),
  };
}

function changesOf(state: OneLoginSimulator['state']): DirectoryChanges {
  const roleId = (groupId: string) => Number(groupId.replace('role:', ''));
  return {
    addPerson: (name, email) => void state.addPerson({ ...partsOf(name), email }),
    rename: (userId, displayName) => void state.changePerson(Number(userId), partsOf(displayName)),
    changeEmail: (userId, email) => void state.changePerson(Number(userId), { email }),
    suspend: (userId) => void state.suspend(Number(userId)),
    restore: (userId) => void state.changePerson(Number(userId), { status: 1 }),
    removePerson: (userId) => state.removePerson(Number(userId)),
    addGroup: (name) => void state.addRole({ name }),
    renameGroup: (groupId, name) => state.renameRole(roleId(groupId), name),
    removeGroup: (groupId) => state.removeRole(roleId(groupId)),
    join: (groupId, userIds) => state.join(roleId(groupId), userIds.map(Number)),
    leave: (groupId, userIds) => state.leave(roleId(groupId), userIds.map(Number)),
    userIds: () => state.personIds().map(String),
    groupIds: () => state.roles().map((role) => `role:${role.id}`),
  };
}

function partsOf(name: string): { readonly firstname: string; readonly lastname: string } {
  const [firstname = '', ...rest] = name.split(' ');
  return { firstname, lastname: rest.join(' ') };
}

/** What lies between a connector and the simulator. */
interface Way {
  readonly patience: { readonly ms: number };
  /** The clock that answers are dated with. */
  readonly now: () => number;
  /** A parameter that gets lost. */
  ignored: string | undefined;
}

/** Sends what is asked of OneLogin to the simulator, and gives up early where no answer comes. */
function routed(url: string, way: Way): Fetch {
  return async (asked, init) => {
    const to = new URL(asked.replace(/^https:\/\/api\.us\.onelogin\.com/, url));
    if (way.ignored !== undefined) to.searchParams.delete(way.ignored);
    const response = await fetch(to, { ...init, signal: AbortSignal.timeout(way.patience.ms) });
    const headers = new Headers(response.headers);
    headers.set('date', new Date(way.now()).toUTCString());
    return { status: response.status, headers, text: () => response.text() };
  };
}

function controls(
  simulator: OneLoginSimulator,
  settings: OneLoginSettings,
  patience: { ms: number },
): Omit<ConnectorTwin, 'connector' | 'counted' | 'told' | 'clock'> {
  const { state } = simulator;
  return {
    truth: () => truthOf(simulator, settings),
    trouble: (page, trouble) => {
      patience.ms = trouble.kind === 'no-answer' ? shortPatienceMs : patienceMs;
      simulator.setFaults([{ route: 'GET /api/2/users', page, ...faultFor(trouble) }]);
    },
    refuse: (nth, status) =>
      simulator.setFaults([{ route: '* /a*', nth, times: 'always', effect: { kind: 'status', status } }]),
    removeEverybody: () => {
      for (const id of state.personIds().toReversed()) state.removePerson(id);
    },
    rename: (userId, displayName) => void state.changePerson(Number(userId), partsOf(displayName)),
    attribute: 'custom_attributes.floor',
    setAttribute(userId, floor) {
      const { floor: _, ...others } = state.person(Number(userId))?.customAttributes ?? {};
      const customAttributes = floor === undefined ? others : { ...others, floor };
      state.changePerson(Number(userId), { customAttributes });
    },
    removePerson: (userId) => state.removePerson(Number(userId)),
    callsSeen: () => Object.values(simulator.requests).reduce((sum, count) => sum + count, 0),
    fewestCalls: (size) => Math.ceil(size.users / 1_000) + Math.ceil(size.groups / 650) + 2,
    close: () => simulator.close(),
  };
}

function faultFor(trouble: PageTrouble): Pick<Fault, 'times' | 'effect'> {
  const always = 'always' as const;
  const times = 'times' in trouble ? trouble.times : 1;
  const retryAfterSeconds = 'retryAfterSeconds' in trouble ? trouble.retryAfterSeconds : 0;
  const faults: Readonly<Record<PageTrouble['kind'], Pick<Fault, 'times' | 'effect'>>> = {
    limit: { times, effect: { kind: 'status', status: 429, retryAfterSeconds } },
    'silent-limit': { times, effect: { kind: 'status', status: 429 } },
    'server-error': { times, effect: { kind: 'status', status: 500 } },
    reset: { times, effect: { kind: 'reset' } },
    'no-answer': { times, effect: { kind: 'hang' } },
    'cut-off': { times, effect: { kind: 'truncated-json' } },
    'wrong-type': { times, effect: { kind: 'wrong-json' } },
    'endless-loop': { times: always, effect: { kind: 'cursor-loop' } },
    'wrong-total': { times, effect: { kind: 'total-count', add: 3 } },
    'foreign-next': { times, effect: { kind: 'foreign-next' } },
    'repeated-item': { times, effect: { kind: 'repeat-item' } },
  };
  return faults[trouble.kind];
}

function truthOf({ state }: OneLoginSimulator, { groupSources }: OneLoginSettings): DirectoryTruth {
  const people = state.personIds().flatMap((id) => state.person(id) ?? []);
  const members = new Map<string, Set<string>>();
  const join = (groupId: string, id: number) =>
    members.set(groupId, (members.get(groupId) ?? new Set()).add(String(id)));
  if (groupSources.includes('roles')) {
    for (const role of state.roles()) members.set(`role:${role.id}`, new Set(role.memberIds.map(String)));
  }
  for (const person of people) {
    if (groupSources.includes('group') && person.groupId !== undefined)
      join(`group:${person.groupId}`, person.id);
    if (!groupSources.includes('member_of')) continue;
    for (const name of person.memberOf) join(`member_of:${name.toLowerCase()}`, person.id);
  }
  return {
    userIds: new Set(people.map((person) => String(person.id))),
    members,
    onRecords: new Set([...members.keys()].filter((id) => !id.startsWith('role:'))),
    attributes: valuesOf(people, ({ id, customAttributes }) => [String(id), customAttributes?.['floor']]),
    displayNames: new Map(
      people.map((person) => [String(person.id), `${person.firstname} ${person.lastname}`]),
    ),
  };
}
