import type { Failure, FailureKind } from '../../domain/failure';
import type { AmbiguousReason, LeftGroupReason, UnmatchedReason } from '../../domain/plan';
import type { RejectedChange } from '../../domain/run';

/** A reason as an admin understands it, and what can be done about it. `{directory}` stands for the directory's name. */
interface ReasonWords {
  readonly reason: string;
  readonly advice: string;
}

const people: Record<UnmatchedReason | AmbiguousReason, ReasonWords> = {
  'no-email': {
    reason: 'Has no e-mail address in {directory}.',
    advice: 'Add the address that the person uses at Atlassian.',
  },
  'no-account': {
    reason: 'No Atlassian account on this site has this e-mail address, or its owner hides the address.',
    advice:
      'Invite the person to the site, or ask for the address to be made visible to the site’s administrators.',
  },
  'account-inactive': {
    reason: 'The Atlassian account is deactivated.',
    advice: 'Reactivate the account, or leave it: a deactivated account is not added to groups.',
  },
  'email-shared-in-directory': {
    reason: 'Several people in {directory} have this e-mail address.',
    advice: 'Give each person their own address in {directory}.',
  },
  'email-shared-by-accounts': {
    reason: 'Several Atlassian accounts have this e-mail address.',
    advice: 'Deactivate or rename the accounts that are not in use.',
  },
  'account-taken': {
    reason: 'Another person from {directory} already leads to the same Atlassian account.',
    advice: 'Check both people in {directory}; one of them carries the other’s address.',
  },
};

export function personWords(reason: UnmatchedReason | AmbiguousReason, directory: string): ReasonWords {
  return named(people[reason], directory);
}

function named({ reason, advice }: ReasonWords, directory: string): ReasonWords {
  return { reason: withName(reason, directory), advice: withName(advice, directory) };
}

function withName(text: string, directory: string): string {
  return text.replaceAll('{directory}', directory);
}

const groups: Record<LeftGroupReason, ReasonWords> = {
  'grants-administration': {
    reason: 'The group makes its members administrators.',
    advice: 'Manage it by hand, or rename the group in {directory}.',
  },
  'default-group': {
    reason: 'The site puts new people into this group by itself.',
    advice: 'Manage it by hand, or rename the group in {directory}.',
  },
  'externally-managed': {
    reason: 'Another identity provider manages this group.',
    advice: 'Stop managing it there first, or rename the group in {directory}.',
  },
  'protected-here': {
    reason: 'An administrator protected the group.',
    advice: 'Take it from the protected groups under Settings, if connectors may change it.',
  },
  'app-group': { reason: 'The group belongs to another app.', advice: 'Rename the group in {directory}.' },
  'name-too-long': {
    reason: 'The name has more than 255 characters; Atlassian allows no more.',
    advice: 'Shorten the name in {directory}.',
  },
  'name-empty': {
    reason: 'The name is empty or only spaces.',
    advice: 'Give the group a name in {directory}.',
  },
  'name-shared': {
    reason: 'Several groups from {directory} have this name, apart from upper and lower case.',
    advice: 'Rename all but one in {directory}.',
  },
  'linked-group-gone': {
    reason: 'The group that was kept in step with this one was deleted.',
    advice:
      'Rename the group in {directory} to start with a new group, or remove it from the groups that are synced.',
  },
  'missing-and-not-created': {
    reason: 'There is no such group, and this connector does not create groups.',
    advice: 'Create the group by hand, or turn on “Create missing groups”.',
  },
  undecided: {
    reason: 'A group of this name is there already, and nobody has decided what becomes of it.',
    advice: 'Decide on the connector’s page whether its members are managed, kept, or left alone.',
  },
  skipped: {
    reason: 'A group of this name is there already, and it was decided to leave it alone.',
    advice: 'Nothing, unless you want it synced: then decide otherwise on the connector’s page.',
  },
  rejected: {
    reason: 'There is no such group, and everybody who would be in it was rejected for good.',
    advice: 'Nothing, unless you want it created: then take the rejections back on the connector’s page.',
  },
};

export function groupWords(reason: LeftGroupReason, directory: string): ReasonWords {
  return named(groups[reason], directory);
}

const changes: Record<RejectedChange['change'], string> = {
  'create-group': 'Create the group',
  'add-member': 'Add a member',
  'remove-member': 'Remove a member',
};

export function changeWords(change: RejectedChange['change']): string {
  return changes[change];
}

type WayOut = 'settings' | 'site' | 'again';

interface StopWords {
  readonly title: string;
  readonly wayOut: WayOut;
}

const stops: Record<FailureKind, StopWords> = {
  'retry-later': { title: 'Stopped: the other side asked to wait', wayOut: 'again' },
  unavailable: { title: 'Stopped: {directory} or Atlassian could not be reached', wayOut: 'again' },
  'credentials-rejected': { title: 'Stopped: the credentials were not accepted', wayOut: 'settings' },
  'access-missing': { title: 'Stopped: a permission is missing', wayOut: 'site' },
  'settings-rejected': { title: 'Stopped: a setting cannot be followed', wayOut: 'settings' },
  'incomplete-read': { title: 'Stopped: {directory} could not be read completely', wayOut: 'again' },
  'changes-lost': { title: 'Stopped: the directory could not tell what changed', wayOut: 'again' },
  'empty-read': { title: 'Stopped: nobody was found in {directory}', wayOut: 'settings' },
  'item-rejected': { title: 'Stopped: a change was refused', wayOut: 'again' },
  cancelled: { title: 'Cancelled', wayOut: 'again' },
  'stored-data-damaged': { title: 'Stopped: stored data is damaged', wayOut: 'again' },
  'unexpected-response': { title: 'Stopped: something unexpected happened', wayOut: 'again' },
};

export function stopWords(failure: Failure | undefined, directory: string): StopWords {
  if (failure === undefined) return { title: 'Stopped', wayOut: 'again' };
  const { title, wayOut } = stops[failure.kind];
  return { title: withName(title, directory), wayOut };
}
