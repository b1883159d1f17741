import type { AuditAction } from '../../domain/audit';

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
  'run-undone': 'Undid a run',
  'reading-forgotten': 'Forgot what was read of the directory',
  'person-forgotten': 'Forgot a person',
  'schedule-resumed': 'Let the schedule go on',
  'schedule-switched': 'Switched the schedule on or off',
  'order-changed': 'Changed the order of connectors',
  'site-settings-changed': 'Changed the settings of the site',
  'run-paused': 'Paused a run',
  'run-resumed': 'Let a paused run go on',
  'run-cancelled': 'Cancelled a run',
};

export function actionWords(action: AuditAction): string {
  return actions[action];
}

/** What stands at a path, as the page calls it; the longest beginning that is known counts. */
const places: readonly (readonly [path: string, words: string])[] = [
  ['name', 'Name'],
  ['secret', 'Secret'],
  ['kind', 'Directory'],
  ['settings', 'Settings'],
  ['schedule.enabled', 'Schedule, on or off'],
  ['schedule.cron', 'Schedule, when'],
  ['schedule.timeZone', 'Schedule, time zone'],
  ['schedule', 'Schedule'],
  ['rules.createMissingGroups', 'Create missing groups'],
  ['rules.mapping.renames', 'Renames of groups'],
  ['rules.mapping.map', 'Map of groups'],
  ['rules.mapping.everyone', 'Groups that everybody gets'],
  ['rules.mapping.unnamed', 'Groups that no rule names'],
  ['rules.mapping.merged', 'Groups of the same name that are shared'],
  ['rules.mapping', 'Groups'],
  ['rules.conditions', 'Conditions on people'],
  ['rules.existingGroups', 'Groups that are there already'],
  ['rules.removal', 'Removal of people'],
  ['rules.drift', 'Changes made by hand'],
  ['rules.limits', 'Safety limits'],
  ['rules.approvals', 'Administrators who must approve'],
  ['rules.examples', 'Saved examples'],
  ['rules', 'Rules'],
];

/** "Safety limits: removals, per run, max" for `rules.limits.removals.perRun.max`. */
export function pathWords(path: string): string {
  const known = places.find(([start]) => path === start || path.startsWith(`${start}.`));
  if (known === undefined) return capitalized(spaced(path));
  const [start, words] = known;
  const rest = path.slice(start.length + 1);
  return rest === '' ? words : `${words}: ${spaced(rest)}`;
}

/** `perRun.max` as "per run, max". A number is a place in a list, which people count from 1. */
function spaced(path: string): string {
  return path
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : wordsOf(part)))
    .join(', ');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function wordsOf(part: string): string {
  return part.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** A stored value as one reads it. What is no JSON (a long value is cut) stays as it is. */
export function valueWords(json: string | undefined): string {
  if (json === undefined) return 'nothing';
  try {
    return plainWords(JSON.parse(json));
  } catch {
    return json;
  }
}

function plainWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainWords).join('; ');
  if (typeof value === 'object' && value !== null) return partsOf(value);
  return 'nothing';
}

function partsOf(value: object): string {
  const parts = Object.entries(value).map(([name, part]) => `${wordsOf(name)}: ${plainWords(part)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
