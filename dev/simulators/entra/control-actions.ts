import * as z from 'zod';
import { compact } from '../server/compact';
import type { GroupChange, UserChange } from './object-changes';
import type { EntraGroupFacts, EntraUser } from './tenant';
import type { TenantState } from './tenant-state';

const id = z.string().min(1);
const texts = z.array(z.string());

const userFields = z.strictObject({
  displayName: z.string(),
  userPrincipalName: z.string(),
  accountEnabled: z.boolean(),
  userType: z.enum(['Member', 'Guest']),
  givenName: z.string(),
  surname: z.string(),
  mail: z.string(),
  mailNickname: z.string(),
  otherMails: texts,
  proxyAddresses: texts,
  jobTitle: z.string(),
  department: z.string(),
  companyName: z.string(),
  officeLocation: z.string(),
  employeeId: z.string(),
  externalUserState: z.enum(['PendingAcceptance', 'Accepted']),
  onPremisesSyncEnabled: z.boolean(),
  onPremisesImmutableId: z.string(),
  onPremisesSamAccountName: z.string(),
  onPremisesExtensionAttributes: z.record(z.string(), z.string()),
  employeeType: z.string(),
  employeeOrgData: z.strictObject({ division: z.string(), costCenter: z.string() }),
});
/** In a change, `null` takes the value away. */
const clearable = userFields.pick({
  mail: true,
  givenName: true,
  surname: true,
  jobTitle: true,
  department: true,
  companyName: true,
  employeeId: true,
  onPremisesSyncEnabled: true,
});
const userChange = userFields.partial().extend(mapShape(clearable.shape)).partial();

function mapShape<S extends Readonly<Record<string, z.ZodType>>>(
  shape: S,
): { [K in keyof S]: z.ZodNullable<S[K]> } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- entries lose the keys' types
  return Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, type.nullable()])) as {
    [K in keyof S]: z.ZodNullable<S[K]>;
  };
}

export const userAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    user: userFields.partial().extend({ id: id.optional(), displayName: z.string() }),
    groupIds: z.array(id).default([]),
  }),
  z.strictObject({ action: z.literal('change'), id, change: userChange }),
  z.strictObject({ action: z.enum(['disable', 'enable', 'delete', 'restore', 'purge']), id }),
]);

const groupFields = z.strictObject({
  displayName: z.string(),
  kind: z.enum(['security', 'microsoft365', 'mail-enabled-security', 'distribution']),
  description: z.string(),
  mail: z.string(),
  mailNickname: z.string(),
  visibility: z.enum(['Private', 'Public', 'HiddenMembership']),
  onPremisesSyncEnabled: z.boolean(),
  onPremisesSamAccountName: z.string(),
});

export const groupAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    group: groupFields
      .partial()
      .extend({ id: id.optional(), displayName: z.string(), memberIds: z.array(id).default([]) }),
  }),
  z.strictObject({ action: z.literal('change'), id, change: groupFields.partial() }),
  z.strictObject({ action: z.enum(['delete', 'restore', 'purge']), id }),
  z.strictObject({ action: z.enum(['join', 'leave']), id, memberIds: z.array(id) }),
]);

export function doToUser(state: TenantState, action: z.output<typeof userAction>): EntraUser | undefined {
  if (action.action === 'add') {
    const user = state.addUser(compact(action.user));
    for (const groupId of action.groupIds) state.join(groupId, [user.id]);
    return user;
  }
  if (action.action === 'change') return state.changeUser(action.id, withoutNulls(action.change));
  if (action.action === 'delete') state.deleteUser(action.id);
  if (action.action === 'purge') state.purgeUser(action.id);
  if (action.action === 'restore') return state.restoreUser(action.id);
  if (action.action === 'disable') return state.disable(action.id);
  return action.action === 'enable' ? state.enable(action.id) : undefined;
}

export function doToGroup(
  state: TenantState,
  action: z.output<typeof groupAction>,
): EntraGroupFacts | undefined {
  if (action.action === 'add') return state.addGroup(compact(action.group));
  if (action.action === 'change') {
    const change: GroupChange = compact(action.change);
    return state.changeGroup(action.id, change);
  }
  if (action.action === 'join') state.join(action.id, action.memberIds);
  if (action.action === 'leave') state.leave(action.id, action.memberIds);
  if (action.action === 'delete') state.deleteGroup(action.id);
  if (action.action === 'purge') state.purgeGroup(action.id);
  return action.action === 'restore' ? state.restoreGroup(action.id) : undefined;
}

function withoutNulls(change: z.output<typeof userChange>): UserChange {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [name, value ?? undefined]),
  ) as UserChange;
}
