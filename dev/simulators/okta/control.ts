import * as z from 'zod';
import type { Route } from '../server/call';
import { compact } from '../server/compact';
import { posted, sharedControl } from '../server/control';
import type { HttpServer } from '../server/http-server';
import type { OktaClient } from './access';
import type { PublicJwk } from './jwt';
import { endpointClasses } from './limits';
import { userStatuses, type OktaGroup, type OktaUser } from './org';
import type { OrgState } from './org-state';
import type { OktaSimulator } from './options';

const id = z.string().min(1);
const ms = z.int().min(0);
const status = z.literal([...userStatuses]);
const profile = z
  .object({ login: z.string(), firstName: z.string(), lastName: z.string(), email: z.string().optional() })
  .catchall(z.string());

const personAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    person: z.strictObject({ id: id.optional(), status: status.optional(), profile }),
    groupIds: z.array(id).default([]),
  }),
  /** `null` takes an attribute away. */
  z.strictObject({ action: z.literal('change'), id, change: z.record(z.string(), z.string().nullable()) }),
  z.strictObject({ action: z.literal('status'), id, status }),
  z.strictObject({ action: z.literal(['suspend', 'unsuspend', 'activate', 'deactivate']), id }),
  z.strictObject({ action: z.literal('delete'), id }),
]);

const groupAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    name: z.string(),
    id: id.optional(),
    memberIds: z.array(id).default([]),
  }),
  z.strictObject({ action: z.literal('rename'), id, name: z.string() }),
  z.strictObject({ action: z.literal('remove'), id }),
  z.strictObject({ action: z.literal(['join', 'leave']), id, userIds: z.array(id) }),
]);

const publicKey = z.custom<PublicJwk>(
  (value) => typeof value === 'object' && value !== null && 'kty' in value,
);

const client = z.strictObject({
  clientId: id,
  keys: z.array(publicKey),
  grantedScopes: z.array(z.string()),
  hasAdminRole: z.boolean(),
  requiresDpop: z.boolean().optional(),
});

const credentials = z.strictObject({
  apiTokens: z.array(id).optional(),
  clients: z.array(client).optional(),
  tokensReadLogs: z.boolean().optional(),
});

const tokenAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('revoke'), token: id }),
  z.strictObject({ action: z.literal('revoke-all') }),
]);

export function oktaControl(http: HttpServer, okta: OktaSimulator): readonly Route[] {
  const { state, access, limits } = okta;
  const classLimits = Object.fromEntries(endpointClasses.map((kind) => [kind, ms.optional()]));
  return [
    ...sharedControl(http, { reset: () => okta.reset(), snapshot: () => state.snapshot() }),
    post('people', personAction, (action) => doToPerson(state, action)),
    post('groups', groupAction, (action) => doToGroup(state, action)),
    post('credentials', credentials, ({ clients, ...rest }) =>
      access.set(compact({ ...rest, clients: clients?.map((each): OktaClient => compact(each)) })),
    ),
    post('tokens', tokenAction, (action) =>
      action.action === 'revoke' ? access.revoke(action.token) : access.revokeAll(),
    ),
    post('limits', z.strictObject(classLimits), (settings) => limits.set(compact(settings))),
    post('page-cap', z.strictObject({ users: ms, groups: ms, members: ms, logs: ms }), (caps) =>
      okta.setPageCap(caps),
    ),
    post('search-lag', z.strictObject({ ms }), (lag) => okta.setLags({ searchMs: lag.ms })),
    post('log-lag', z.strictObject({ ms }), (lag) => okta.setLags({ logMs: lag.ms })),
    post('clock-skew', z.strictObject({ ms: z.int() }), (skew) => okta.setClockSkew(skew.ms)),
  ];
}

function post<S extends z.ZodType>(name: string, schema: S, work: (input: z.output<S>) => unknown): Route {
  return { method: 'POST', template: `/__control/${name}`, handler: posted(schema, work) };
}

type PersonAction = z.output<typeof personAction>;

function doToPerson(state: OrgState, action: PersonAction): OktaUser | { outcome: string } {
  if (action.action === 'add') return addPerson(state, action);
  if (action.action === 'status') return state.setStatus(action.id, action.status);
  if (action.action === 'delete') return { outcome: state.deleteUser(action.id) };
  if (action.action !== 'change') return state[action.action](action.id);
  const change = Object.entries(action.change).map(([name, value]) => [name, value ?? undefined] as const);
  return state.changeProfile(action.id, Object.fromEntries(change));
}

function addPerson(state: OrgState, action: Extract<PersonAction, { action: 'add' }>): OktaUser {
  const { profile: wanted, ...rest } = action.person;
  const added = state.addUser({ ...compact(rest), profile: compact(wanted) });
  for (const groupId of action.groupIds) state.join(groupId, [added.id]);
  return added;
}

function doToGroup(state: OrgState, action: z.output<typeof groupAction>): OktaGroup | undefined {
  if (action.action === 'add')
    return state.addGroup(compact({ id: action.id, name: action.name, memberIds: action.memberIds }));
  if (action.action === 'rename') state.renameGroup(action.id, action.name);
  else if (action.action === 'remove') state.removeGroup(action.id);
  else state[action.action](action.id, action.userIds);
  return undefined;
}
