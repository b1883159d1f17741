import type { DirectoryRecord, DirectoryUser } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { attributesIn, propertiesOf } from './attributes';
import { users } from './refusals';
import type { GraphUser } from './schema';

/** `changes`: where an item may be told in part. */
export type ReadMode = 'complete' | 'changes';

export interface UsersRead {
  readonly mode: ReadMode;
  /** Names of the attributes that rules look at. */
  readonly attributes: readonly string[];
}

export function userRecords(people: readonly GraphUser[], read: UsersRead): readonly DirectoryRecord[] {
  const properties = propertiesOf(read.attributes);
  return people.map((user) => userRecord(user, { ...read, properties }));
}

/** `properties`: those that hold the attributes. */
interface UserRead extends UsersRead {
  readonly properties: readonly string[];
}

/** Every account has a name to sign in with and is enabled or not, so an answer without either tells only a part. */
function userRecord(user: GraphUser, { mode, attributes, properties }: UserRead): DirectoryRecord {
  const { id, accountEnabled } = user;
  if (user['@removed'] !== undefined) return { type: 'user-gone', userId: id };
  if (mode === 'changes' && isPart(user, properties)) return { type: 'user-unclear', userId: id };
  if (typeof accountEnabled === 'boolean' && typeof user.userPrincipalName === 'string')
    return {
      type: 'user',
      user: { ...directoryUser(user, accountEnabled), ...attributesIn(user, attributes) },
    };
  if (mode === 'changes') return { type: 'user-unclear', userId: id };
  throw new FailureError({ kind: 'access-missing', message: untold(id) });
}

/**
 * A change is told with at least what changed (learn.microsoft.com/graph/delta-query-overview, "Resource representation"). What is left out was never set or
 * has not changed; taken for the former, somebody would lose their address, or no longer be a guest.
 */
function isPart(user: GraphUser, properties: readonly string[]): boolean {
  const { displayName, mail, userType } = user;
  if (displayName === undefined || mail === undefined || userType === undefined) return true;
  return properties.some((property) => user[property] === undefined);
}

/** Taken for disabled, the person would lose every group; taken for enabled, a leaver would keep them: and it could befall everybody at once. */
function untold(userId: string): string {
  return (
    `Microsoft Graph does not tell whether the account of user ${userId} is enabled. Nothing was changed, because the person must be taken neither ` +
    'for a leaver nor for a member. If "Account enabled" is empty at that user in Entra, set it; if it is set, the application lacks the ' +
    `application permission ${users.permission}, or an administrator has not granted consent to it.`
  );
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function directoryUser(user: GraphUser, isEnabled: boolean): DirectoryUser {
  const email = emailOf(user);
  const made: Writable<DirectoryUser> = {
    id: user.id,
    displayName: user.displayName?.trim() || email || user.userPrincipalName || `User ${user.id}`,
    status: isEnabled ? 'active' : 'inactive',
    reportedStatus: isEnabled ? 'Enabled' : 'Disabled',
  };
  if (email !== '') made.email = email;
  if (user.userType === 'Guest') made.guest = true;
  return made;
}

/**
 * The sign-in name of somebody from another organization is made by Entra (`a_contoso.com#EXT#@tenant.onmicrosoft.com`) and is no address of theirs;
 * nor is a guest's in any case.
 */
function emailOf({ mail, userPrincipalName, userType }: GraphUser): string {
  const address = mail?.trim() ?? '';
  if (address !== '' || userType === 'Guest') return address;
  const name = userPrincipalName?.trim() ?? '';
  return name.includes('#EXT#') ? '' : name;
}
