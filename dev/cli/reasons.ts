import type { ChangeRow } from '../../src/domain/change-row';
import type { DriftPolicy } from '../../src/domain/group-rules';
import type { KeptReason, LeftGroupReason, RemovalCause } from '../../src/domain/plan';
import type { UnpairedPerson } from '../../src/domain/run';

/** Why a group was left alone, in words. */
export const leftReasonWords: Readonly<Record<LeftGroupReason, string>> = {
  'grants-administration': 'it grants administration, which a directory never may',
  'default-group': 'it is a default group: everybody new is put in it',
  'externally-managed': 'another identity provider owns it',
  'app-group': 'it belongs to apps',
  'protected-here': 'it is protected in the settings of the app',
  'name-too-long': 'its name is longer than 255 characters; shorten it in the directory',
  'name-empty': 'it has no name; give it one in the directory',
  'name-shared':
    'another group has the same name; rename one of them in the directory, or list the name under rules.mapping.merged',
  'linked-group-gone': 'its Atlassian group was deleted; it is not made again',
  'missing-and-not-created': 'there is no Atlassian group of this name, and creating groups is off',
  undecided: 'a group of this name is there already; decide about it under rules.existingGroups',
  skipped: 'a group of this name is there already, and the rules say to leave it alone',
  rejected:
    'there is no Atlassian group of this name, and everybody who would be in it was rejected for good',
};

/** Why a person was not matched, in words. */
export const personReasonWords: Readonly<Record<UnpairedPerson['reason'], string>> = {
  'no-email': 'has no e-mail address in the directory',
  'no-account': 'no Atlassian account on the site shows the same e-mail address',
  'account-inactive': 'has an Atlassian account that is deactivated',
  'email-shared-in-directory': 'shares the e-mail address with somebody else in the directory',
  'email-shared-by-accounts': 'has an e-mail address that several Atlassian accounts have',
  'account-taken': 'leads to an account that somebody else is linked to',
};

/** Why a membership goes, in words. */
export const causeWords: Readonly<Record<RemovalCause, string>> = {
  left: 'gone from the directory',
  inactive: 'the account in the directory is not active',
  'out-of-scope': 'takes no part any more: the filters or conditions leave them out',
  'not-member': 'no longer a member there',
  'by-hand': 'was put in by hand, and this group is repaired',
};

/** Why memberships stay as they are, in words behind their number. */
export const keptReasonWords: Readonly<Record<KeptReason, string>> = {
  policy: 'the removal rules keep them',
  person: 'the person is an exception to removals',
  group: 'the group is an exception to removals',
  rejected: 'the change was rejected for good',
  drift: 'changed by hand, and the group’s rule leaves that',
};

/** What is done about memberships that were changed by hand, in words. */
export const driftWords: Readonly<Record<DriftPolicy, string>> = {
  'put-back': 'who was taken out is added again, who was put in stays',
  repair: 'both are undone',
  report: 'only told here, nothing is done',
  accept: 'stays so',
};

/** What became of a change, in words behind it; of one that is to be made, nothing. */
export function outcomeWords({ outcome, reason }: Pick<ChangeRow, 'outcome' | 'reason'>): string {
  const words = {
    planned: '',
    held: 'held',
    approved: 'held, and approved since',
    rejected: 'held, and rejected since',
    done: 'done',
    'already-so': 'was so already',
    failed: `refused: ${reason ?? 'no reason was given'}`,
    'not-reached': 'not reached',
  } as const;
  return words[outcome];
}
