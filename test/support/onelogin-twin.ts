import { startOneLogin, generateCompany, type Fault, type OneLoginSimulator } from '../../dev/simulators';
import { createConnector } from '../../src/connectors';
import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import type { Connector } from '../../src/domain/ports';
import type { Fetch } from '../../src/http/request';
import { createMemoryTokenCache } from '../../src/http/token-cache';
import type { ConnectorTwin, OwnAccess, PageTrouble, TwinKind, TwinSize } from './connector-twin';
import type { DirectoryTruth } from './directory-truth';
import { fakeHttp, movableClock } from './fake-http';

const secret = 'a-secret-of-the-test';
/** Long enough for a busy machine; short only where a test waits for it to pass. */
const patienceMs = 20_000;
const shortPatienceMs = 1_000;

export interface OneLoginTwin extends ConnectorTwin {
  readonly simulator: OneLoginSimulator;
  with(settings: Partial<OneLoginSettings>): Connector;
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

/** The OneLogin simulator behind `api.us.onelogin.com`. */
export async function startOneLoginTwin(
  size: TwinSize,
  settings: Partial<OneLoginSettings> = {},
): Promise<OneLoginTwin> {
  const clock = movableClock(Date.now());
  const simulator = await startOneLogin({
    company: generateCompany({ users: size.users, groups: size.groups, seed: 7 }),
    credentials: { clientId: 'client', clientSecret: secret },
    now: () => clock.now(),
    ...(size.pageSize === undefined ? {} : { pageCap: { users: size.pageSize, roles: 650 } }),
  });
  const { deps, counted } = fakeHttp(() => new Error('unused'), clock);
  const tokens = createMemoryTokenCache();
  const patience = { ms: patienceMs };
  const make = (own: Partial<OneLoginSettings>, access: OwnAccess = {}) =>
    createConnector(
      { kind: 'onelogin', settings: oneLoginSettings({ ...settings, ...own }) },
      access.secret ?? secret,
      {
        ...deps,
        fetch: routed(simulator.url, patience),
        tokens: access.ownToken === true ? createMemoryTokenCache() : tokens,
      },
    );
  return {
    simulator,
    with: (own) => make(own),
    connector: (access) => make({}, access),
    counted,
    clock,
    ...controls(simulator, oneLoginSettings(settings), patience),
  };
}

/** OneLogin with all three sources, except where calls are counted: groups have pages of 50 and are rarely many. */
export const oneLogin: TwinKind<OneLoginTwin> = {
  label: 'OneLogin',
  start: (size) =>
    startOneLoginTwin(size, size.users < 10_000 ? {} : { groupSources: ['roles', 'member_of'] }),
  totals: 'told',
  nextPage: 'cursor',
  quota: {
    kind: 'calls',
    connector: (twin, floor) => twin.with({ minimumRemainingCalls: floor }),
    setRemaining: ({ simulator }, remaining) => simulator.quota.set({ limit: 5_000, remaining }),
    remaining: ({ simulator }) => simulator.quota.state().remaining,
  },
  token: {
    kind: 'renewed',
    expire: ({ simulator }) =>
      simulator.setFaults([{ route: 'GET /api/*', effect: { kind: 'expired-token' } }]),
    refuse: ({ simulator }) =>
      simulator.setFaults([{ route: 'GET /api/*', times: 'always', effect: { kind: 'expired-token' } }]),
    signIns: ({ simulator }) => simulator.requests['POST /auth/oauth2/v2/token'] ?? 0,
  },
  wrongSecret: 'wrong-secret',
  unknownUserId: '999999999',
  pauseRoundingMs: 0,
};

/** Sends what is asked of OneLogin to the simulator, and gives up early where no answer comes. */
function routed(url: string, patience: { readonly ms: number }): Fetch {
  return (asked, init) => {
    const to = asked.replace(/^https:\/\/api\.us\.onelogin\.com/, url);
    return fetch(to, { ...init, signal: AbortSignal.timeout(patience.ms) });
  };
}

function controls(
  simulator: OneLoginSimulator,
  settings: OneLoginSettings,
  patience: { ms: number },
): Omit<ConnectorTwin, 'connector' | 'counted' | 'clock'> {
  const { state } = simulator;
  return {
    truth: () => truthOf(simulator, settings),
    trouble: (page, trouble) => {
      patience.ms = trouble.kind === 'no-answer' ? shortPatienceMs : patienceMs;
      simulator.setFaults([{ route: 'GET /api/2/users', page, ...faultFor(trouble) }]);
    },
    removeEverybody: () => {
      for (const id of state.personIds().toReversed()) state.removePerson(id);
    },
    rename: (userId, displayName) => {
      const [firstname = '', ...rest] = displayName.split(' ');
      state.changePerson(Number(userId), { firstname, lastname: rest.join(' ') });
    },
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
    displayNames: new Map(
      people.map((person) => [String(person.id), `${person.firstname} ${person.lastname}`]),
    ),
  };
}
