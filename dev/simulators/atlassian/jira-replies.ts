import { json, ReplyError, type Call, type Reply } from '../server/call';
import {
  forbiddenByDirectory,
  mayBrowseUsers,
  mayWriteGroups,
  principalOf,
  type Principal,
} from './principal';
import type { Account, GroupFacts } from './site';
import type { SiteState } from './site-state';

export function jiraError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(status, { errorMessages: [message], errors: {} }, headers);
}

export function jiraRefuse(status: number, message: string): never {
  throw new ReplyError(jiraError(status, message));
}

export function jiraPrincipal(call: Call, state: SiteState): Principal {
  return principalOf(call, state) ?? jiraRefuse(401, 'Client must be authenticated to access this resource.');
}

/** `noun` is what the person wanted to see: "groups", "users". */
export function needBrowse(call: Call, state: SiteState, noun: string): Principal {
  const principal = jiraPrincipal(call, state);
  if (mayBrowseUsers(principal, state)) return principal;
  return jiraRefuse(403, `Browse users and groups permission is required to view ${noun}.`);
}

export function needGroupWrite(call: Call, state: SiteState): Principal {
  const principal = jiraPrincipal(call, state);
  return mayWriteGroups(principal, state) ? principal : jiraRefuse(403, forbiddenByDirectory);
}

/** A user as the principal may see them: without the e-mail address when their profile hides it from others. */
export function userBody(call: Call, account: Account, principal: Principal) {
  return describeUser(call.origin, account, account.emailVisible || isSelf(account, principal));
}

function describeUser(origin: string, account: Account, showsEmail: boolean) {
  return {
    self: `${origin}/rest/api/3/user?accountId=${encodeURIComponent(account.accountId)}`,
    accountId: account.accountId,
    accountType: account.accountType,
    ...(showsEmail && account.email !== undefined ? { emailAddress: account.email } : {}),
    avatarUrls: {},
    displayName: account.displayName,
    active: account.active,
    timeZone: 'Etc/UTC',
  };
}

function isSelf(account: Account, principal: Principal): boolean {
  return principal.kind === 'person' && principal.account.accountId === account.accountId;
}

const made = new WeakMap<Account, { readonly origin: string; readonly bytes: Buffer }>();

/** The JSON of `userBody`, kept for lists: an account is a value that a change replaces. */
export function userJson(call: Call, account: Account, principal: Principal): Buffer {
  if (isSelf(account, principal)) return Buffer.from(JSON.stringify(userBody(call, account, principal)));
  const known = made.get(account);
  if (known?.origin === call.origin) return known.bytes;
  const bytes = Buffer.from(JSON.stringify(describeUser(call.origin, account, account.emailVisible)));
  made.set(account, { origin: call.origin, bytes });
  return bytes;
}

export function groupName(call: Call, group: GroupFacts) {
  return { name: group.name, groupId: group.groupId, self: groupSelf(call, group) };
}

export function groupSelf(call: Call, group: GroupFacts): string {
  return `${call.origin}/rest/api/3/group?groupId=${group.groupId}`;
}

export interface JiraPage {
  readonly startAt: number;
  readonly maxResults: number;
}

/** Numbers that are none are refused; sizes over the cap are cut down to it, without a word. */
export function jiraPage(call: Call, sizes: { readonly usual: number; readonly cap: number }): JiraPage {
  return {
    startAt: whole(call, 'startAt') ?? 0,
    maxResults: Math.min(whole(call, 'maxResults') ?? sizes.usual, sizes.cap),
  };
}

/** The page bean: `values` with a total, and the link to what follows. */
export function pageBean<T>(call: Call, all: readonly T[], page: JiraPage) {
  const end = page.startAt + page.maxResults;
  const isLast = end >= all.length;
  return {
    self: pageLink(call, page),
    ...(isLast ? {} : { nextPage: pageLink(call, { ...page, startAt: end }) }),
    maxResults: page.maxResults,
    startAt: page.startAt,
    total: all.length,
    isLast,
    values: all.slice(page.startAt, end),
  };
}

function pageLink(call: Call, page: JiraPage): string {
  const query = new URLSearchParams(call.query);
  query.set('startAt', String(page.startAt));
  query.set('maxResults', String(page.maxResults));
  return `${call.origin}${call.path}?${query.toString()}`;
}

function whole(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  return /^\d{1,9}$/.test(text)
    ? Number(text)
    : jiraRefuse(400, `The value of the '${name}' parameter is not a number: ${text}`);
}
