import type { Connection, ConnectorConfiguration } from '../domain/connection';
import { neededGroups } from '../domain/group-selection';
import type { Match } from '../domain/plan';
import type { LastTarget } from '../domain/stores';
import { attributesOf, type SyncRules } from '../domain/sync-rules';
import { groupNameKey } from '../domain/target';
import { targetsOf, type Wanted } from './desired';
import { isStandIn } from './known-site';
import type { StoredPlan } from './plan-stored';
import { fingerprintOf } from './settings-change';
import type { StoredWorld } from './stored-world';
import { counted, quoted } from './words';

/**
 * Names of attributes that rules look at and that the stored reading does not have: only what the rules named then was read. Where the settings have changed
 * since, those that nobody has.
 */
export function unreadAttributes(
  { connection, reading, records }: Pick<StoredWorld, 'connection' | 'reading' | 'records'>,
  rules: Pick<SyncRules, 'conditions'>,
): readonly string[] {
  const wanted = attributesOf(rules);
  if (wanted.length === 0) return [];
  const read = new Set<string>();
  if (reading.fingerprint === fingerprintOf(connection))
    for (const attribute of attributesOf(connection.rules)) read.add(attribute);
  else
    for (const { attributes } of records.users.values())
      for (const attribute of Object.keys(attributes ?? {})) read.add(attribute);
  return wanted.filter((attribute) => !read.has(attribute));
}

/** The rules without the conditions that nothing can be said of. */
export function readableRules(rules: SyncRules, unread: readonly string[]): SyncRules {
  if (unread.length === 0) return rules;
  return { ...rules, conditions: rules.conditions.filter(({ attribute }) => !unread.includes(attribute)) };
}

export function unreadSentence(unread: readonly string[]): string | undefined {
  if (unread.length === 0) return undefined;
  const [what, conditions] =
    unread.length === 1 ? ['The attribute', 'that look at it'] : ['The attributes', 'that look at them'];
  return `${what} ${quoted(unread)} of people ${unread.length === 1 ? 'was' : 'were'} not read yet, so conditions ${conditions} are left out here. Save the rules and run a preview to see what they do.`;
}

/** What the stored reading may lack where the settings of the directory are edited. */
export function unreadSettings(
  { connection, reading }: Pick<StoredWorld, 'connection' | 'reading'>,
  edited: ConnectorConfiguration,
): readonly string[] {
  const saved = connection.configuration;
  const isOther = (part: (configuration: ConnectorConfiguration) => unknown) =>
    JSON.stringify(part(saved)) !== JSON.stringify(part(edited));
  const sentences = [
    isStale(connection, reading)
      ? 'The settings or the secret have changed since the directory was read: it may answer otherwise now.'
      : undefined,
    isOther(peopleOf)
      ? 'Other people may be read with these settings: those who were not read before are missing here.'
      : undefined,
    isOther(groupsOf)
      ? 'Other groups may be read with these settings: those that were not read before are missing here.'
      : undefined,
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}

function isStale(connection: Connection, { fingerprint }: StoredWorld['reading']): boolean {
  return fingerprint !== fingerprintOf(connection);
}

/** What decides which people a read brings. */
function peopleOf({ kind, settings }: ConnectorConfiguration): unknown {
  const guests = kind === 'entra' ? settings.guests : undefined;
  return [settings.filters?.users?.query, settings.requiredGroups, settings.requiredGroupsMatch, guests];
}

/** What decides which groups a read brings. */
function groupsOf(configuration: ConnectorConfiguration): unknown {
  return [configuration.settings.filters?.groups?.query, kindsOf(configuration)];
}

function kindsOf({ kind, settings }: ConnectorConfiguration): readonly string[] {
  if (kind === 'onelogin') return settings.groupSources;
  return kind === 'okta' ? settings.groupTypes : settings.groupKinds;
}

interface Plans {
  readonly before: StoredPlan | undefined;
  readonly after: StoredPlan;
}

/** Groups of which the plan with the edited rules knows less than a run would. */
export function unknownGroups(world: StoredWorld, { before, after }: Plans): readonly string[] {
  const sentences = [
    ...(world.last === undefined
      ? ['No run has looked at the site yet: groups that are not linked are taken as missing.']
      : newNames(world, { before, after })),
    notLookedInto(world, after),
    membersNotRead(world, { before, after }),
    unreadableLedgers(world),
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}

/** Names that the last run had no reason to look for. */
function newNames(world: StoredWorld, { before, after }: Plans): readonly string[] {
  const looked = new Set([...namesToCreate(before), ...namesMissing(world.last)].map(groupNameKey));
  const unseen = (names: readonly string[]) => names.filter((name) => !looked.has(groupNameKey(name)));
  return [
    ...takenAsMissing(unseen(namesToCreate(after)), 'to be created'),
    ...takenAsMissing(unseen(namesMissing(after.target)), 'and left alone because creating groups is off'),
  ];
}

function takenAsMissing(names: readonly string[], then: string): readonly string[] {
  if (names.length === 0) return [];
  return [
    `No run has looked whether ${quoted(names, 'or')} is on the site already: taken as missing, ${then}.`,
  ];
}

function namesToCreate(plan: StoredPlan | undefined): readonly string[] {
  const groups = plan?.planned.plan.groups ?? [];
  return groups.flatMap(({ group }) => (group.kind === 'create' ? [group.name] : []));
}

function namesMissing(target: Pick<LastTarget, 'left'> | undefined): readonly string[] {
  const left = target?.left ?? [];
  return left.flatMap(({ name, reason }) => (reason === 'missing-and-not-created' ? [name] : []));
}

function notLookedInto({ last }: StoredWorld, after: StoredPlan): string | undefined {
  const names = after.planned.plan.groups.flatMap(({ group }) =>
    group.kind === 'existing' && last !== undefined && (isStandIn(group.id) || !last.groups.has(group.id))
      ? [group.name]
      : [],
  );
  if (names.length === 0) return undefined;
  return `The last run did not look into ${quoted(names)}: somebody whom these rules would add may be there already.`;
}

function membersNotRead({ records }: StoredWorld, { before, after }: Plans): string | undefined {
  const known = new Set(
    before === undefined ? [] : neededGroups(before.settings.selection).map(({ id }) => id),
  );
  const names = neededGroups(after.settings.selection)
    .filter(({ id }) => !known.has(id) && !records.members.has(id))
    .map(({ name }) => name);
  if (names.length === 0) return undefined;
  return `Who is in ${quoted(names)} was not read: taken as nobody.`;
}

function unreadableLedgers({ others }: StoredWorld): string | undefined {
  const names = others.flatMap(({ name, ledger }) => (ledger === undefined ? [name] : []));
  if (names.length === 0) return undefined;
  return `The ledger of ${quoted(names)} is damaged, so nobody is removed at all. Delete that connector and create it again.`;
}

/** People who are to be paired with an account by the next run, and what they would get. */
export function unpairedPeople(world: StoredWorld, after: StoredPlan): readonly string[] {
  const known = new Set(world.last?.unpaired.map(({ userId }) => userId));
  const newcomers = new Map<string, Match>();
  for (const userId of after.participants)
    if (!after.matches.has(userId) && !known.has(userId)) newcomers.set(userId, notPaired);
  if (newcomers.size === 0) return [];
  const { snapshot, settings } = after;
  const targets = targetsOf({ snapshot, rules: settings.rules, matches: newcomers });
  const memberships = targets.reduce((total, target) => total + wantedIn(target, snapshot, newcomers), 0);
  return [
    `${counted(newcomers.size, 'person takes', 'people take')} part whom no sync has paired with an account yet. They may get up to ${counted(memberships, 'membership')}, which are not counted here.`,
  ];
}

const notPaired: Match = { kind: 'unmatched', reason: 'no-account' };

function wantedIn(
  { people, sources }: Wanted,
  { members }: StoredPlan['snapshot'],
  newcomers: ReadonlyMap<string, Match>,
): number {
  if (people === 'everybody') return newcomers.size;
  const wanted = new Set(people);
  for (const userId of sources.flatMap((groupId) => members.get(groupId) ?? []))
    if (newcomers.has(userId)) wanted.add(userId);
  return wanted.size;
}
