import type { LeftGroupReason } from '../../src/domain/plan';
import type { UnpairedPerson } from '../../src/domain/run';

/** Why a group was left alone, in words. */
export const leftReasonWords: Readonly<Record<LeftGroupReason, string>> = {
  'grants-administration': 'it grants administration, which a directory never may',
  'default-group': 'it is a default group: everybody new is put in it',
  'externally-managed': 'another identity provider owns it',
  'app-group': 'it belongs to apps',
  'name-too-long': 'its name is longer than 255 characters; shorten it in the directory',
  'name-empty': 'it has no name; give it one in the directory',
  'name-shared': 'another group has the same name; rename one of them in the directory',
  'linked-group-gone': 'its Atlassian group was deleted; it is not made again',
  'missing-and-not-created': 'there is no Atlassian group of this name, and creating groups is off',
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
