import type { AuditAction, AuditedChange } from '../../domain/audit';

const actions: Record<AuditAction, string> = {
  created: 'Created the connector',
  changed: 'Changed the settings',
  deleted: 'Deleted the connector',
  'sync-account-set': 'Set the sync account',
  'run-started': 'Started a run',
  'held-approved': 'Approved held changes',
  'held-rejected': 'Rejected held changes',
  'rejection-forgotten': 'Let a rejected change be proposed again',
  'group-adopted': 'Let everybody in a group be managed',
  'group-released': 'Stopped managing a group',
  'group-handed-over': 'Handed over a group',
  'run-undone': 'Started undoing a run',
  'reading-forgotten': 'Forgot what was read of the directory',
  'person-forgotten': 'Forgot a person',
  'schedule-resumed': 'Resumed the schedule',
  'schedule-switched': 'Switched the schedule on or off',
  'order-changed': 'Changed the order of connectors',
  'site-settings-changed': 'Changed the settings of the site',
  'run-paused': 'Paused a run',
  'run-resumed': 'Resumed a paused run',
  'run-cancelled': 'Cancelled a run',
};

/** What somebody did; `changes`: what came of it, where that says more. */
export function actionWords(action: AuditAction, changes: readonly AuditedChange[] = []): string {
  if (action !== 'schedule-switched') return actions[action];
  const enabled = changes.find(({ path }) => path === 'schedule.enabled')?.after;
  return enabled === undefined
    ? actions[action]
    : `Switched the schedule ${enabled === 'true' ? 'on' : 'off'}`;
}

/** What stands at a path, as the page calls it; the longest beginning that is known counts. */
const places: readonly (readonly [path: string, words: string])[] = [
  ['name', 'Name'],
  ['secretExpiresOn', 'Day on which the secret expires'],
  ['secret', 'Secret'],
  ['kind', 'Directory'],
  ['settings.clientId', 'Client ID'],
  ['settings.requiredGroups', 'Required groups'],
  ['settings.requiredGroupsMatch', 'Required groups: any or all'],
  ['settings.excludedGroups', 'Excluded groups'],
  ['settings.filters', 'Filters'],
  ['settings.minimumRemainingCalls', 'Minimum remaining API calls'],
  ['settings', 'Directory settings'],
  ['schedule.enabled', 'Scheduled synchronization'],
  ['schedule.cron', 'Schedule'],
  ['schedule.timeZone', 'Time zone of the schedule'],
  ['schedule', 'Schedule'],
  ['rules.createMissingGroups', 'Create missing groups'],
  ['rules.mapping.renames', 'Renames of groups'],
  ['rules.mapping.map', 'Map of groups'],
  ['rules.mapping.everyone', 'Groups that everybody gets'],
  ['rules.mapping.unnamed', 'Groups that no rule names'],
  ['rules.mapping.merged', 'Groups of the same name that are shared'],
  ['rules.mapping', 'Groups'],
  ['rules.conditions', 'Conditions on people'],
  ['rules.existingGroups.policy', 'Groups that are there already'],
  ['rules.existingGroups.suffix', 'Suffix of a second group'],
  ['rules.existingGroups.decisions', 'Decisions on groups that are there already'],
  ['rules.existingGroups.released', 'Groups that are left alone'],
  ['rules.existingGroups', 'Groups that are there already'],
  ['rules.removal.left', 'People who left the directory'],
  ['rules.removal.inactive', 'People whose account is not active'],
  ['rules.removal.outOfScope', 'People who are not in scope any more'],
  ['rules.removal.graceHours', 'Removals wait for'],
  ['rules.removal.fastLane', 'No waiting for people who are gone'],
  ['rules.removal.keepPeople', 'People who lose nothing'],
  ['rules.removal.keepGroups', 'Groups that lose nobody'],
  ['rules.removal', 'Removal of people'],
  ['rules.drift.policy', 'Changes made by hand'],
  ['rules.drift.groups', 'Changes made by hand, by group'],
  ['rules.drift', 'Changes made by hand'],
  ['rules.limits', 'Safety limits'],
  ['rules.approvals', 'Administrators who must approve'],
  ['rules.examples', 'Saved examples'],
  ['rules', 'Rules'],
  ['target.syncAccountId', 'Sync account'],
  ['target.api', 'Groups are changed through'],
  ['protectedGroups', 'Protected groups'],
  ['protectedPeople', 'Protected people'],
  ['defaultLimits', 'Limits for new connectors'],
  ['retention.runs', 'Runs that are kept of each connector'],
  ['retention.days', 'Days for which runs are kept'],
  ['notices.projectKey', 'Project for notifications'],
  ['notices.projectId', 'ID of the project for notifications'],
  ['notices.issueTypeId', 'ID of the issue type for notifications'],
  ['notices.held', 'Notifications of held changes'],
  ['notices.failed', 'Notifications of failed runs'],
  ['notices', 'Notifications'],
];

const limits: Readonly<Record<string, string>> = {
  'removals.perRun': 'removals in one run',
  'removals.perGroup': 'removals from one group',
  'additions.perRun': 'additions in one run',
  'additions.perGroup': 'additions to one group',
  emptiedGroups: 'groups that are left without any member',
  usual: 'more removals than usual',
};

const limitEnds: Readonly<Record<string, string>> = {
  max: 'at most',
  maxShare: 'at most, in percent',
  shareFloor: 'percent counts above',
  multiple: 'at most, in times the usual',
  floor: 'counts above',
};

/** "Safety limits: removals in one run, at most" for `rules.limits.removals.perRun.max`. */
export function pathWords(path: string): string {
  const known = places.find(([start]) => path === start || path.startsWith(`${start}.`));
  if (known === undefined) return capitalized(spaced(path));
  const [start, words] = known;
  const rest = path.slice(start.length + 1);
  return rest === '' ? words : `${words}: ${limitWords(rest) ?? spaced(rest)}`;
}

function limitWords(rest: string): string | undefined {
  const at = rest.lastIndexOf('.');
  const [name, end] = [limits[rest.slice(0, at)], limitEnds[rest.slice(at + 1)]];
  return name === undefined || end === undefined ? undefined : `${name}, ${end}`;
}

/** `perRun.max` as "per run, max". A number is a place in a list, which people count from 1. */
function spaced(path: string): string {
  return path
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : spacedWord(part)))
    .join(', ');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `perRun` as "per run". */
export function spacedWord(part: string): string {
  return part.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
