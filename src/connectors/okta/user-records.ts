import type { DirectoryRecord, DirectoryUser } from '../../domain/directory';
import { accountStatus } from './status';
import type { OktaUser } from './schema';

export function userRecord(user: OktaUser): DirectoryRecord {
  return { type: 'user', user: directoryUser(user) };
}

function directoryUser(user: OktaUser): DirectoryUser {
  const { status, reportedStatus } = accountStatus(user.id, user.status);
  const email = trimmed(user.profile.email);
  const base = { id: user.id, displayName: displayName(user), status, reportedStatus };
  return email === undefined ? base : { ...base, email };
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
