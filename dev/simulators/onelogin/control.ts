import * as z from 'zod';
import type { Route } from '../server/call';
import { compact } from '../server/compact';
import { posted, sharedControl } from '../server/control';
import type { HttpServer } from '../server/http-server';
import { personStatuses, type Person, type Role } from './company';
import type { CompanyState, PersonChange } from './company-state';
import type { Quota } from './quota';
import type { Tokens } from './tokens';
import type { PageCaps } from './v2-routes';

interface ControlParts {
  readonly http: HttpServer;
  readonly state: CompanyState;
  readonly quota: Quota;
  readonly tokens: Tokens;
  readonly setPageCap: (caps: PageCaps) => void;
  readonly reset: () => void;
}

const id = z.int().min(1);
const status = z.literal([...personStatuses]);
const personFields = z.strictObject({
  firstname: z.string(),
  lastname: z.string(),
  email: z.string(),
  username: z.string(),
  status,
  state: z.literal([0, 1, 2, 3]),
  groupId: id,
  memberOf: z.array(z.string()),
  externalId: z.string(),
  department: z.string(),
  title: z.string(),
  company: z.string(),
  customAttributes: z.record(z.string(), z.string()),
});
/** In a change, `null` takes the value away. */
const nullable = { email: z.string().nullable(), username: z.string().nullable(), groupId: id.nullable() };
const personChange = personFields.extend(nullable).partial();

const personAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    person: personFields.partial().extend({ id: id.optional(), firstname: z.string(), lastname: z.string() }),
    roleIds: z.array(id).default([]),
  }),
  z.strictObject({ action: z.literal('change'), id, change: personChange }),
  z.strictObject({ action: z.literal('remove'), id }),
  z.strictObject({ action: z.literal('suspend'), id }),
]);

const roleAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    name: z.string(),
    id: id.optional(),
    memberIds: z.array(id).default([]),
  }),
  z.strictObject({ action: z.literal('rename'), id, name: z.string() }),
  z.strictObject({ action: z.literal('remove'), id }),
  z.strictObject({ action: z.literal('join'), id, personIds: z.array(id) }),
  z.strictObject({ action: z.literal('leave'), id, personIds: z.array(id) }),
]);

const groupAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('add'), name: z.string(), id: id.optional() }),
  z.strictObject({ action: z.literal('rename'), id, name: z.string() }),
]);

const credentials = z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
const quota = z.strictObject({
  limit: z.int().min(0),
  remaining: z.int().min(0).optional(),
  resetSeconds: z.int().min(1).optional(),
});

export function oneLoginControl(parts: ControlParts): readonly Route[] {
  const { state } = parts;
  return [
    ...sharedControl(parts.http, {
      reset: parts.reset,
      snapshot: () => ({ ...state.snapshot(), quota: parts.quota.state() }),
    }),
    post('people', personAction, (action) => doToPerson(state, action)),
    post('roles', roleAction, (action) => doToRole(state, action)),
    post('groups', groupAction, (action) =>
      action.action === 'add'
        ? state.addGroup(compact({ id: action.id, name: action.name }))
        : state.renameGroup(action.id, action.name),
    ),
    /** `null`: any client id with a secret is good again. */
    post('credentials', credentials.nullable(), (pair) => parts.tokens.setCredentials(pair ?? undefined)),
    post('quota', quota, (settings) => {
      parts.quota.set(compact(settings));
    }),
    post('tokens', z.strictObject({ action: z.literal('revoke-all') }), () => parts.tokens.revokeAll()),
    post('page-cap', z.strictObject({ users: id, roles: id }), (caps) => parts.setPageCap(caps)),
  ];
}

function post<S extends z.ZodType>(name: string, schema: S, work: (input: z.output<S>) => unknown): Route {
  return { method: 'POST', template: `/__control/${name}`, handler: posted(schema, work) };
}

function doToPerson(state: CompanyState, action: z.output<typeof personAction>): Person | undefined {
  if (action.action === 'remove') {
    state.removePerson(action.id);
    return undefined;
  }
  if (action.action === 'suspend') return state.suspend(action.id);
  if (action.action === 'change') return state.changePerson(action.id, withoutNulls(action.change));
  const person = state.addPerson(compact(action.person));
  for (const roleId of action.roleIds) state.join(roleId, [person.id]);
  return person;
}

function withoutNulls(change: z.output<typeof personChange>): PersonChange {
  const { email, username, groupId, ...rest } = change;
  return {
    ...compact(rest),
    ...('email' in change ? { email: email ?? undefined } : {}),
    ...('username' in change ? { username: username ?? undefined } : {}),
    ...('groupId' in change ? { groupId: groupId ?? undefined } : {}),
  };
}

function doToRole(state: CompanyState, action: z.output<typeof roleAction>): Role | undefined {
  if (action.action === 'add') {
    return state.addRole(compact({ id: action.id, name: action.name, memberIds: action.memberIds }));
  }
  if (action.action === 'rename') state.renameRole(action.id, action.name);
  if (action.action === 'remove') state.removeRole(action.id);
  if (action.action === 'join') state.join(action.id, action.personIds);
  if (action.action === 'leave') state.leave(action.id, action.personIds);
  return undefined;
}
