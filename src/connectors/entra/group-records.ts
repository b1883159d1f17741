import type { DirectoryGroup, DirectoryRecord } from '../../domain/directory';
import type { EntraSettings } from '../../domain/entra-settings';
import { FailureError } from '../../domain/failure';
import type { GraphGroup, GraphMember } from './schema';
import type { ReadMode } from './user-records';

/** What a group is in the settings' words; `other` is offered by no setting. */
export type GroupKind = EntraSettings['groupKinds'][number] | 'other';

/** Groups as a list gives them: without members. */
export function listedGroups(groups: readonly GraphGroup[]): readonly DirectoryRecord[] {
  return groups.map((each) => ({ type: 'group', group: directoryGroup(each) }));
}

/**
 * Groups as delta gives them: with members, or what changed of them. A large group comes in several items, on several pages. In a complete read
 * each has a record of its members, so that none is known from not read; among changes one without a word of members has none, and the members of a
 * group that was not known before are then read by themselves.
 */
export function groupRecords(groups: readonly GraphGroup[], mode: ReadMode): readonly DirectoryRecord[] {
  const records: DirectoryRecord[] = [];
  for (const each of groups) {
    const groupId = groupIdOf(each.id);
    if (each['@removed'] !== undefined) {
      records.push({ type: 'group-gone', groupId });
      continue;
    }
    if (isWhole(each)) records.push({ type: 'group', group: directoryGroup(each) });
    else refusePart(each, mode);
    addMembers(records, groupId, { members: each['members@delta'] ?? [], mode });
  }
  return records;
}

const groupPrefix = 'group:';

export function groupIdOf(id: string): string {
  return groupPrefix + id;
}

/** Whether a member's id is that of a group. */
export function isGroupId(memberId: string): boolean {
  return memberId.startsWith(groupPrefix);
}

/** Graph knows of every group whether it is a security group; an item without that tells only a part. */
function isWhole(group: GraphGroup): boolean {
  return typeof group.securityEnabled === 'boolean';
}

/** A part may be members only: the rest of a large group, or what changed. A new name without the rest cannot be placed. */
function refusePart(group: GraphGroup, mode: ReadMode): void {
  const hasFacts =
    group.displayName !== undefined ||
    group.groupTypes !== undefined ||
    group.mailEnabled !== undefined ||
    group.onPremisesSyncEnabled !== undefined;
  if (!hasFacts && group['members@delta'] !== undefined) return;
  const message = `Microsoft Graph told only a part of group ${group.id}.`;
  throw new FailureError(
    mode === 'changes'
      ? {
          kind: 'changes-lost',
          message: `Everything was read, because not all is known of a change. ${message}`,
        }
      : { kind: 'incomplete-read', message: `${message} Nothing was changed; run it again.` },
  );
}

function directoryGroup(group: GraphGroup): DirectoryGroup {
  return {
    id: groupIdOf(group.id),
    kind: kindOf(group),
    name: group.displayName?.trim() || group.id,
  };
}

function kindOf(group: GraphGroup): GroupKind {
  if (group.onPremisesSyncEnabled === true) return 'onPremises';
  if (group.groupTypes?.includes('Unified') === true) return 'microsoft365';
  if (group.mailEnabled === true) return 'mailEnabled';
  return group.securityEnabled === true ? 'security' : 'other';
}

/** In the order of the answer: who left and came back is told as both. */
function addMembers(
  records: DirectoryRecord[],
  groupId: string,
  { members, mode }: { readonly members: readonly GraphMember[]; readonly mode: ReadMode },
): void {
  let userIds: string[] = [];
  let type: 'members' | 'members-left' = 'members';
  const tell = () => {
    if (userIds.length > 0 || mode === 'complete') records.push({ type, groupId, userIds });
  };
  for (const each of members) {
    const next = each['@removed'] === undefined ? 'members' : 'members-left';
    if (next !== type) {
      tell();
      userIds = [];
      type = next;
    }
    addMember(userIds, each);
  }
  tell();
}

/** Users and groups; devices, contacts and applications are no people. Who left without a word of what it was, left as either. */
export function addMember(ids: string[], member: GraphMember): void {
  const type = member['@odata.type'];
  if (type === '#microsoft.graph.user') ids.push(member.id);
  else if (type === '#microsoft.graph.group') ids.push(groupIdOf(member.id));
  else if (type === undefined && member['@removed'] !== undefined) ids.push(member.id, groupIdOf(member.id));
  else if (type === undefined) throw untyped(member.id);
}

function untyped(memberId: string): FailureError {
  return new FailureError({
    kind: 'unexpected-response',
    message: `Microsoft Graph names the member ${memberId} of a group without telling whether it is a user. Nothing was changed. If it repeats, report it.`,
  });
}
