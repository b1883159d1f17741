import { generateKeyPairSync } from 'node:crypto';
import {
  generateCompany,
  oktaOrgOf,
  startOkta,
  type Fault,
  type OktaOptions,
  type OktaSimulator,
  type OktaUser,
} from '../../dev/simulators';
import { createConnector } from '../../src/connectors';
import type { OktaSettings } from '../../src/domain/okta-settings';
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

export const oktaUrl = 'https://acme.okta.com';
export const oktaToken = 'the-api-token-of-the-test';
export const oktaClientId = '0oaclientofthetest00';
const keys = keyPair();
/** Of a service app of somebody else. */
const strangeKeys = keyPair();
export const oktaPrivateKey = keys.pem;
/** Long enough for a busy machine; short only where a test waits for it to pass. */
const patienceMs = 20_000;
const shortPatienceMs = 1_000;

export interface OktaTwin extends ChangingTwin {
  readonly simulator: OktaSimulator;
  /** Every path that was asked for, with its query, in order. */
  readonly reads: readonly string[];
  /** Fewest calls of the list of users that ever remained. */
  lowest(): number;
  with(settings: Partial<OktaSettings>, access?: OwnAccess): Connector;
}

export function oktaSettings(settings: Partial<OktaSettings> = {}): OktaSettings {
  return {
    baseUrl: oktaUrl,
    auth: 'private-key',
    clientId: oktaClientId,
    groupTypes: ['OKTA_GROUP'],
    minimumRemainingShare: 0.25,
    systemLog: 'when-allowed',
    requiredGroups: [],
    ...settings,
  };
}

export interface TwinOptions {
  readonly settings?: Partial<OktaSettings>;
  readonly simulator?: Partial<OktaOptions>;
}

/** The Okta simulator behind `acme.okta.com`. */
export async function startOktaTwin(size: TwinSize, options: TwinOptions = {}): Promise<OktaTwin> {
  const clock = movableClock(Date.now());
  const simulator = await startOkta({
    org: oktaOrgOf(generateCompany({ users: size.users, groups: size.groups, seed: 7 })),
    apiTokens: [oktaToken],
    clients: [{ clientId: oktaClientId, keys: [keys.jwk], grantedScopes: allScopes, hasAdminRole: true }],
    publicUrl: oktaUrl,
    now: () => clock.now(),
    ...(size.pageSize === undefined ? {} : { pageCap: { ...largestPages, users: size.pageSize } }),
    ...options.simulator,
  });
  const { deps, counted, told } = fakeHttp(() => new Error('unused'), clock);
  const tokens = createMemoryTokenCache();
  const watch: Watch = { patienceMs, reads: [], lowest: Number.POSITIVE_INFINITY };
  const settings = oktaSettings(options.settings);
  const make = (own: Partial<OktaSettings>, access: OwnAccess = {}) => {
    const mine = { ...settings, ...own };
    return createConnector({ kind: 'okta', settings: mine }, access.secret ?? secretFor(mine), {
      ...deps,
      attributes: access.attributes ?? [],
      fetch: routed(simulator, watch),
      tokens: access.ownToken === true ? createMemoryTokenCache() : tokens,
    });
  };
  return {
    simulator,
    configuration: { kind: 'okta', settings },
    reads: watch.reads,
    lowest: () => watch.lowest,
    with: make,
    connector: (access) => make({}, access),
    counted,
    told,
    clock,
    changes: changesOf(simulator),
    ...controls(simulator, watch),
  };
}

const allScopes = ['okta.users.read', 'okta.groups.read', 'okta.logs.read'];
const largestPages = { users: 200, groups: 10_000, members: 1_000, logs: 1_000 };

function secretFor({ auth }: OktaSettings): string {
  return auth === 'token' ? oktaToken : oktaPrivateKey;
}

const common = {
  totals: 'untold',
  nextPage: 'address',
  quota: {
    kind: 'windows',
    kept: 150,
    setRemaining: ({ simulator }: OktaTwin, remaining: number) => {
      while (simulator.limits.state('users').remaining > remaining) simulator.limits.take('users');
    },
    lowest: (twin: OktaTwin) => twin.lowest(),
  },
  unknownUserId: '00u999999999999sim0x',
  pauseRoundingMs: 1_000,
} as const;

/** With a service app that may read the System Log. */
export const oktaServiceApp: TwinKind<OktaTwin> = {
  ...common,
  label: 'Okta (service app)',
  start: (size) => startOktaTwin(size),
  token: {
    kind: 'renewed',
    expire: ({ simulator }) => simulator.access.revokeAll(),
    refuse: ({ simulator }) =>
      simulator.setFaults([{ route: 'GET /api/*', times: 'always', effect: { kind: 'expired-token' } }]),
    signIns: ({ simulator }) => simulator.requests['POST /oauth2/v1/token'] ?? 0,
  },
  wrongSecret: strangeKeys.pem,
  // It may not read the schema of profiles.
  unknownAttribute: { name: 'costCentre', isTold: false },
};

/** With an API token. */
export const oktaApiToken: TwinKind<OktaTwin> = {
  ...common,
  label: 'Okta (API token)',
  start: (size) => startOktaTwin(size, { settings: { auth: 'token' } }),
  token: { kind: 'lasting', refuse: ({ simulator }) => simulator.access.revokeAll() },
  wrongSecret: 'wrong-api-token',
  unknownAttribute: { name: 'costCentre', isTold: true },
};

interface Watch {
  patienceMs: number;
  readonly reads: string[];
  lowest: number;
}

/** Sends what is asked of Okta to the simulator, and gives up early where no answer comes. */
function routed(simulator: OktaSimulator, watch: Watch): Fetch {
  return async (asked, init) => {
    const url = new URL(asked);
    if (url.origin !== oktaUrl) throw new Error(`The test does not let anybody call ${url.host}.`);
    watch.reads.push(decodeURIComponent(url.pathname + url.search));
    const to = `${simulator.url}${url.pathname}${url.search}`;
    const response = await fetch(to, { ...init, signal: AbortSignal.timeout(watch.patienceMs) });
    watch.lowest = Math.min(watch.lowest, simulator.limits.state('users').remaining);
    return response;
  };
}

function controls(
  simulator: OktaSimulator,
  watch: Watch,
): Pick<
  OktaTwin,
  | 'truth'
  | 'trouble'
  | 'refuse'
  | 'removeEverybody'
  | 'rename'
  | 'attribute'
  | 'setAttribute'
  | 'removePerson'
  | 'callsSeen'
  | 'fewestCalls'
  | 'close'
> {
  const { state } = simulator;
  return {
    truth: () => truthOf(simulator),
    trouble: (page, trouble) => {
      watch.patienceMs = trouble.kind === 'no-answer' ? shortPatienceMs : patienceMs;
      simulator.setFaults([{ route: 'GET /api/v1/users', page, ...faultFor(trouble) }]);
    },
    refuse: (nth, status) =>
      simulator.setFaults([
        { route: 'GET /api/*', nth, times: 'always', effect: { kind: 'status', status } },
      ]),
    removeEverybody: () => {
      for (const id of state.userIds()) remove(simulator, id);
    },
    rename: (userId, displayName) => rename(simulator, userId, displayName),
    attribute: 'costCenter',
    setAttribute: (userId, costCenter) => void state.changeProfile(userId, { costCenter }),
    removePerson: (userId) => remove(simulator, userId),
    callsSeen: () => Object.values(simulator.requests).reduce((sum, count) => sum + count, 0),
    fewestCalls: () => {
      const pages = (items: number, size: number) => Math.max(1, Math.ceil(items / size));
      const members = synchronised(simulator).map((group) => pages(group.memberIds.length, 1_000));
      const users = pages(state.liveUserIds().length, 200);
      return users + 1 + members.reduce((sum, calls) => sum + calls, 0) + 2;
    },
    close: () => simulator.close(),
  };
}

function faultFor(trouble: PageTrouble): Pick<Fault, 'times' | 'effect'> {
  const always = 'always' as const;
  const times = 'times' in trouble ? trouble.times : 1;
  const retryAfterSeconds = 'retryAfterSeconds' in trouble ? trouble.retryAfterSeconds : 0;
  const faults: Readonly<Record<PageTrouble['kind'], Pick<Fault, 'times' | 'effect'>>> = {
    limit: { times, effect: { kind: 'status', status: 429, retryAfterSeconds } },
    'silent-limit': { times, effect: { kind: 'status', status: 429, reason: 'concurrency' } },
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

/** The list of people leaves the deactivated out; those who still belong to a group come with its members. */
function truthOf(simulator: OktaSimulator): DirectoryTruth {
  const { state } = simulator;
  const members = synchronised(simulator).map(
    ({ id, memberIds }) => [`group:${id}`, new Set(memberIds)] as const,
  );
  const userIds = new Set([...state.liveUserIds(), ...members.flatMap(([, ids]) => [...ids])]);
  const users = [...userIds].flatMap((id) => state.user(id) ?? []);
  return {
    userIds,
    members: new Map(members),
    onRecords: new Set(),
    attributes: valuesOf(users, ({ id, profile }) => [id, profile['costCenter']]),
    displayNames: new Map(users.map((user) => [user.id, nameOf(user)])),
  };
}

function synchronised({ state }: OktaSimulator) {
  return state.groups().filter((group) => group.type === 'OKTA_GROUP');
}

function nameOf({ profile }: OktaUser): string {
  return `${profile.firstName} ${profile.lastName}`;
}

function rename({ state }: OktaSimulator, userId: string, displayName: string): void {
  const [firstName = '', ...rest] = displayName.split(' ');
  state.changeProfile(userId, { firstName, lastName: rest.join(' ') });
}

/** As an administrator does it: deactivated first, then deleted. */
function remove({ state }: OktaSimulator, userId: string): void {
  if (state.deleteUser(userId) === 'deactivated') state.deleteUser(userId);
}

function changesOf(simulator: OktaSimulator): DirectoryChanges {
  const { state } = simulator;
  const oktaId = (groupId: string) => groupId.slice('group:'.length);
  return {
    addPerson: (name, email) => {
      const [firstName = '', ...rest] = name.split(' ');
      state.addUser({ profile: { login: email, firstName, lastName: rest.join(' '), email } });
    },
    rename: (userId, displayName) => rename(simulator, userId, displayName),
    changeEmail: (userId, email) => void state.changeProfile(userId, { email }),
    suspend: (userId) => void state.suspend(userId),
    restore: (userId) => void state.unsuspend(userId),
    removePerson: (userId) => remove(simulator, userId),
    addGroup: (name) => void state.addGroup({ name }),
    renameGroup: (groupId, name) => state.renameGroup(oktaId(groupId), name),
    removeGroup: (groupId) => state.removeGroup(oktaId(groupId)),
    join: (groupId, userIds) => state.join(oktaId(groupId), userIds),
    leave: (groupId, userIds) => state.leave(oktaId(groupId), userIds),
    userIds: () => state.liveUserIds(),
    groupIds: () => synchronised(simulator).map(({ id }) => `group:${id}`),
  };
}

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'key-1' },
  };
}
