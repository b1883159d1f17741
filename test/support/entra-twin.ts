import {
  entraTenantOf,
  generateCompany,
  startEntra,
  type EntraOptions,
  type EntraSimulator,
  type Fault,
} from '../../dev/simulators';
import { createConnector } from '../../src/connectors';
import type { ConnectorConfiguration } from '../../src/domain/connection';
import type { EntraSettings } from '../../src/domain/entra-settings';
import type { Connector } from '../../src/domain/ports';
import type { Fetch } from '../../src/http/request';
import { createMemoryTokenCache } from '../../src/http/token-cache';
import type {
  ChangingTwin,
  DirectoryChanges,
  OwnAccess,
  PageTrouble,
  TwinKind,
  TwinSize,
} from './connector-twin';
import { valuesOf, type DirectoryTruth } from './directory-truth';
import { fakeHttp, movableClock } from './fake-http';

export const entraClientId = '11111111-2222-3333-4444-555555555555';
const graphUrl = 'https://graph.microsoft.com';
const secret = 'a-secret-of-the-test';
/** Long enough for a busy machine; short only where a test waits for it to pass. */
const patienceMs = 20_000;
const shortPatienceMs = 1_000;

export interface EntraTwin extends ChangingTwin {
  readonly simulator: EntraSimulator;
  with(settings: Partial<EntraSettings>, access?: OwnAccess): Connector;
}

export function entraSettings(settings: Partial<EntraSettings> = {}): EntraSettings {
  return {
    cloud: 'global',
    tenantId: 'example.com',
    clientId: entraClientId,
    auth: 'secret',
    groupKinds: ['security', 'microsoft365', 'mailEnabled', 'onPremises'],
    nestedGroups: 'flatten',
    guests: 'include',
    minimumRemainingShare: 0.2,
    requiredGroups: [],
    ...settings,
  };
}

export interface TwinOptions {
  readonly settings?: Partial<EntraSettings>;
  readonly simulator?: Partial<EntraOptions>;
}

/** The Entra simulator behind the global cloud's two hosts. */
export async function startEntraTwin(size: TwinSize, options: TwinOptions = {}): Promise<EntraTwin> {
  const clock = movableClock(Date.now());
  const simulator = await startEntra({
    tenant: entraTenantOf(generateCompany({ users: size.users, groups: size.groups, seed: 7 })),
    applications: [{ clientId: entraClientId, secrets: [{ value: secret }], roles: usualRoles }],
    graphUrl,
    now: () => clock.now(),
    ...(size.pageSize === undefined ? {} : { pageSizes: { delta: size.pageSize } }),
    ...options.simulator,
  });
  const { deps, counted, told } = fakeHttp(() => new Error('unused'), clock);
  const tokens = createMemoryTokenCache();
  const patience = { ms: patienceMs };
  const configuration = { kind: 'entra' as const, settings: entraSettings(options.settings) };
  const make = (own: Partial<EntraSettings>, access: OwnAccess = {}) =>
    createConnector(
      { kind: 'entra', settings: { ...configuration.settings, ...own } },
      access.secret ?? secret,
      {
        ...deps,
        attributes: access.attributes ?? [],
        fetch: routed(simulator.url, patience),
        tokens: access.ownToken === true ? createMemoryTokenCache() : tokens,
      },
    );
  return {
    simulator,
    with: make,
    connector: (access) => make({}, access),
    counted,
    told,
    clock,
    ...controls(simulator, configuration, patience),
  };
}

const usualRoles = ['User.Read.All', 'GroupMember.Read.All'];

/** Everything by delta. */
export const entra: TwinKind<EntraTwin> = {
  label: 'Entra ID',
  start: (size) => startEntraTwin(size),
  totals: 'untold',
  nextPage: 'address',
  quota: { kind: 'untold' },
  token: {
    kind: 'renewed',
    expire: ({ simulator }) => simulator.applications.revokeAll(),
    refuse: ({ simulator }) =>
      simulator.setFaults([{ route: '*/v1.0/*', times: 'always', effect: { kind: 'expired-token' } }]),
    signIns: ({ simulator }) => simulator.requests['POST /{tenant}/oauth2/v2.0/token'] ?? 0,
  },
  wrongSecret: 'wrong-secret',
  unknownUserId: '99999999-9999-4999-8999-999999999999',
  unknownAttribute: { name: 'departement', isTold: true },
  pauseRoundingMs: 0,
};

/** Sends what is asked of Microsoft to the simulator, and gives up early where no answer comes. */
function routed(url: string, patience: { readonly ms: number }): Fetch {
  return (asked, init) => {
    const to = asked.replace(/^https:\/\/(graph\.microsoft|login\.microsoftonline)\.com/, url);
    return fetch(to, { ...init, signal: AbortSignal.timeout(patience.ms) });
  };
}

function controls(
  simulator: EntraSimulator,
  configuration: Extract<ConnectorConfiguration, { readonly kind: 'entra' }>,
  patience: { ms: number },
): Omit<EntraTwin, 'simulator' | 'with' | 'connector' | 'counted' | 'told' | 'clock'> {
  const { state } = simulator;
  return {
    configuration,
    changes: changesOf(simulator),
    truth: () => truthOf(simulator),
    trouble: (page, trouble) => {
      patience.ms = trouble.kind === 'no-answer' ? shortPatienceMs : patienceMs;
      simulator.setFaults([{ route: 'GET /v1.0/users/delta', nth: page, ...faultFor(trouble) }]);
    },
    refuse: (nth, status) =>
      simulator.setFaults([{ route: '*/v1.0/*', nth, times: 'always', effect: { kind: 'status', status } }]),
    removeEverybody: () => {
      for (const { id } of state.users()) state.purgeUser(id);
    },
    rename: (userId, displayName) => void state.changeUser(userId, { displayName }),
    attribute: 'employeeOrgData.division',
    setAttribute: (userId, division) =>
      void state.changeUser(userId, { employeeOrgData: division === undefined ? undefined : { division } }),
    removePerson: (userId) => state.deleteUser(userId),
    callsSeen: () => Object.values(simulator.requests).reduce((sum, count) => sum + count, 0),
    fewestCalls: ({ users }) => Math.ceil(users / 1_000) + groupPages(simulator) + 1,
    close: () => simulator.close(),
  };
}

const membersPerPage = 3_000;

function groupPages({ state }: EntraSimulator): number {
  const memberships = state.groups().reduce((sum, { memberIds }) => sum + memberIds.length, 0);
  return Math.max(1, Math.ceil(memberships / membersPerPage));
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

/** Direct members: users, and groups by their id in the domain. */
function truthOf({ state }: EntraSimulator): DirectoryTruth {
  const members = state.groups().map(({ id }) => {
    const own = state.members(id).flatMap((each) => {
      if (each.type === 'user') return each.id;
      return each.type === 'group' ? `group:${each.id}` : [];
    });
    return [`group:${id}`, new Set(own)] as const;
  });
  const users = state.users();
  return {
    userIds: new Set(users.map(({ id }) => id)),
    members: new Map(members),
    onRecords: new Set(),
    attributes: valuesOf(users, ({ id, employeeOrgData }) => [id, employeeOrgData?.division]),
    displayNames: new Map(users.map(({ id, displayName }) => [id, displayName])),
  };
}

function changesOf({ state }: EntraSimulator): DirectoryChanges {
  const graphId = (groupId: string) => groupId.slice('group:'.length);
  return {
    addPerson: (displayName, mail) => void state.addUser({ displayName, mail }),
    rename: (userId, displayName) => void state.changeUser(userId, { displayName }),
    changeEmail: (userId, mail) => void state.changeUser(userId, { mail }),
    suspend: (userId) => void state.disable(userId),
    restore: (userId) => void state.enable(userId),
    removePerson: (userId) => state.deleteUser(userId),
    addGroup: (displayName) => void state.addGroup({ displayName }),
    renameGroup: (groupId, displayName) => void state.changeGroup(graphId(groupId), { displayName }),
    removeGroup: (groupId) => state.deleteGroup(graphId(groupId)),
    join: (groupId, userIds) => state.join(graphId(groupId), userIds),
    leave: (groupId, userIds) => state.leave(graphId(groupId), userIds),
    userIds: () => state.users().map(({ id }) => id),
    groupIds: () => state.groups().map(({ id }) => `group:${id}`),
  };
}
