import { ReplyError, type Call, type Reply } from '../server/call';
import type { Access, Applications } from './applications';
import { graphError, requestDenied } from './errors';

/** Graph's words for a token that was good once. */
export const tokenExpired = 'Lifetime validation failed, the token is expired.';

/** The token of an `Authorization` header. */
export function bearerOf(call: Call): string | undefined {
  return /^bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
}

/** What the call may do, or Graph's 401. */
export function accessOf(call: Call, applications: Applications, nowMs: number): Access {
  const token = bearerOf(call);
  if (token === undefined) return unauthenticated(call, 'Access token is empty.');
  const access = applications.accessOf(token);
  if (access === undefined)
    return unauthenticated(call, 'Access token validation failure. Invalid audience.');
  if (access.expiresAtMs <= nowMs) return unauthenticated(call, tokenExpired);
  return access;
}

export function unauthenticatedReply(call: Call, message: string): Reply {
  const error = {
    status: 401,
    code: 'InvalidAuthenticationToken',
    message,
    headers: {
      'www-authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    },
  };
  return graphError(error, call);
}

function unauthenticated(call: Call, message: string): never {
  throw new ReplyError(unauthenticatedReply(call, message));
}

const wholeDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All'];

/** Application permissions that suffice, from the permission table of each call's page at learn.microsoft.com/graph/api. */
const sufficient = {
  users: ['User.Read.All', 'User.ReadWrite.All', ...wholeDirectory],
  groups: [
    'GroupMember.Read.All',
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    ...wholeDirectory,
  ],
  organization: ['Organization.Read.All', 'Organization.ReadWrite.All', ...wholeDirectory],
  hiddenMembers: ['Member.Read.Hidden'],
  directory: wholeDirectory,
} as const;

export type Need = keyof typeof sufficient;

export function may(access: Access, need: Need): boolean {
  return sufficient[need].some((role) => access.roles.has(role));
}

export function requireRole(call: Call, access: Access, need: Need): void {
  if (!may(access, need)) requestDenied(call);
}
