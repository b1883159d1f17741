import type { DirectoryRecord, DirectoryUser } from '../../domain/directory';
import { attributesIn } from './attributes';
import { accountStatus } from './status';
import type { OktaUser } from './schema';

/** `attributes`: names of those that rules look at. */
export function userRecord(user: OktaUser, attributes: readonly string[]): DirectoryRecord {
  return { type: 'user', user: directoryUser(user, attributes) };
}

function directoryUser(user: OktaUser, attributes: readonly string[]): DirectoryUser {
  const { status, reportedStatus } = accountStatus(user.id, user.status);
  const email = trimmed(user.profile.email);
  const base = { id: user.id, displayName: displayName(user), status, reportedStatus };
  return { ...base, ...(email === undefined ? {} : { email }), ...attributesIn(user, attributes) };
}

function displayName({ id, profile }: OktaUser): string {
  const first = trimmed(profile.firstName);
  const last = trimmed(profile.lastName);
  if (first !== undefined && last !== undefined) return `${first} ${last}`;
  return trimmed(profile.displayName) ?? first ?? last ?? trimmed(profile.login) ?? `User ${id}`;
}

function trimmed(text: string | null | undefined): string | undefined {
  const value = text?.trim() ?? '';
  return value === '' ? undefined : value;
}
