import * as z from 'zod';
import type { Route } from '../server/call';
import { compact } from '../server/compact';
import { posted, sharedControl } from '../server/control';
import type { HttpServer } from '../server/http-server';
import type { IssueState } from './issue-state';
import type { Limits } from './limits';
import type { Account, GroupFacts } from './site';
import type { SiteState } from './site-state';

interface ControlParts {
  readonly http: HttpServer;
  readonly state: SiteState;
  readonly limits: Limits;
  readonly issues: IssueState;
  readonly reset: () => void;
}

const id = z.string().min(1);
const accountFields = z.strictObject({
  displayName: z.string(),
  email: z.string(),
  emailVisible: z.boolean(),
  active: z.boolean(),
  accountType: z.enum(['atlassian', 'app', 'customer']),
});
const accountAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    account: accountFields.partial().extend({ accountId: id.optional(), displayName: z.string() }),
  }),
  z.strictObject({ action: z.literal('change'), accountId: id, change: accountFields.partial() }),
  z.strictObject({ action: z.literal('remove'), accountId: id }),
]);

const accessType = z.enum(['site-admin', 'admin', 'user']);
const groupFields = z.strictObject({
  name: z.string(),
  accessType,
  applications: z.array(z.string()),
  defaultFor: z.array(z.string()),
  managedExternally: z.boolean(),
  isTeam: z.boolean(),
});
const groupAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    group: groupFields.partial().extend({ name: z.string(), groupId: id.optional() }),
  }),
  z.strictObject({
    action: z.literal('change'),
    groupId: id,
    /** `null` takes the access away. */
    change: groupFields.extend({ accessType: accessType.nullable() }).partial(),
  }),
  z.strictObject({ action: z.literal('remove'), groupId: id }),
  z.strictObject({ action: z.literal('join'), groupId: id, accountIds: z.array(id) }),
  z.strictObject({ action: z.literal('leave'), groupId: id, accountIds: z.array(id) }),
]);

const quota = z.strictObject({
  points: z
    .strictObject({
      limit: z.int().min(0),
      remaining: z.int().min(0).optional(),
      resetSeconds: z.int().min(1).optional(),
    })
    .optional(),
  burstPerSecond: z.int().min(0).optional(),
});

const projectFacts = z.strictObject({
  appMay: z.enum(['create', 'browse', 'nothing']),
  archived: z.boolean(),
  requiredFields: z.record(z.string(), z.string()),
  workflow: z.enum(['usual', 'no-done', 'done-asks']),
});
const projectAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('change'), projectId: id, change: projectFacts.partial() }),
  z.strictObject({ action: z.literal('remove'), projectId: id }),
]);
const issueAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('close'), issueId: id }),
  z.strictObject({ action: z.literal('remove'), issueId: id }),
]);

export function atlassianControl(parts: ControlParts): readonly Route[] {
  const { state } = parts;
  const snapshot = () => ({
    ...state.snapshot(),
    projects: parts.issues.projects(),
    issues: parts.issues.issues(),
    limits: parts.limits.state(),
  });
  return [
    ...sharedControl(parts.http, { reset: parts.reset, snapshot }),
    {
      method: 'POST',
      template: '/__control/people',
      handler: posted(accountAction, (action) => doToAccount(state, action)),
    },
    {
      method: 'POST',
      template: '/__control/groups',
      handler: posted(groupAction, (action) => doToGroup(state, action)),
    },
    {
      method: 'POST',
      template: '/__control/projects',
      handler: posted(projectAction, (action) =>
        action.action === 'remove'
          ? parts.issues.removeProject(action.projectId)
          : parts.issues.changeProject(action.projectId, compact(action.change)),
      ),
    },
    {
      method: 'POST',
      template: '/__control/issues',
      handler: posted(issueAction, ({ action, issueId }) =>
        action === 'close' ? parts.issues.move(issueId, 'Done') : parts.issues.remove(issueId),
      ),
    },
    {
      method: 'POST',
      template: '/__control/quota',
      handler: posted(quota, ({ points, burstPerSecond }) => {
        parts.limits.set(
          compact({ points: points === undefined ? undefined : compact(points), burstPerSecond }),
        );
      }),
    },
  ];
}

type AccountAction = z.output<typeof accountAction>;

function doToAccount(state: SiteState, action: AccountAction): Account | undefined {
  if (action.action === 'add') return state.addAccount(compact(action.account));
  if (action.action === 'change') return state.changeAccount(action.accountId, compact(action.change));
  state.removeAccount(action.accountId);
  return undefined;
}

type GroupAction = z.output<typeof groupAction>;

function doToGroup(state: SiteState, action: GroupAction): GroupFacts | undefined {
  if (action.action === 'add') return state.addGroup(compact(action.group));
  if (action.action === 'change') return changeGroup(state, action);
  if (action.action === 'remove') state.removeGroup(action.groupId);
  if (action.action === 'join')
    for (const accountId of action.accountIds) state.addMember(action.groupId, accountId);
  if (action.action === 'leave')
    for (const accountId of action.accountIds) state.removeMember(action.groupId, accountId);
  return undefined;
}

function changeGroup(state: SiteState, action: Extract<GroupAction, { action: 'change' }>): GroupFacts {
  const { accessType: access, ...rest } = action.change;
  return state.changeGroup(action.groupId, {
    ...compact(rest),
    ...(access === undefined ? {} : { accessType: access ?? undefined }),
  });
}
