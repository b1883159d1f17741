import type { GroupPlan } from '../domain/plan';
import type { Collision, GroupEffect, RulesPreview } from '../domain/rules-preview';
import { groupNameKey } from '../domain/target';
import { compare } from './compare';
import { mapGroups } from './map-groups';
import type { StoredPlan } from './plan-stored';
import { unknownGroups, unpairedPeople } from './preview-unknown';
import type { StoredWorld } from './stored-world';
import { counted } from './words';

export interface PreviewInput {
  readonly world: StoredWorld;
  /** With the saved rules; undefined where a run with them would stop and change nothing. */
  readonly before: StoredPlan | undefined;
  readonly after: StoredPlan;
  /** What cannot be known, in sentences, besides what the plans show. */
  readonly unknown: readonly string[];
}

/** What the edited rules do beyond what the saved ones would do now. Pure; nothing of it is stored. */
export function previewRules({ world, before, after, unknown }: PreviewInput): RulesPreview {
  const difference = compareGroups(before?.planned.plan.groups ?? [], after.planned.plan.groups);
  const nameOf = names(world);
  return {
    summary: summaryOf(difference, after.settings.rules.removal.graceHours),
    effect: {
      readAtMs: world.reading.readAtMs,
      ...(world.last === undefined ? {} : { siteAtMs: world.last.atMs }),
      additions: sum(difference, ({ added }) => added.length),
      removals: sum(difference, ({ removed }) => removed.length),
      people: { before: before?.participants.length ?? 0, after: after.participants.length },
      groups: difference.filter(isNews).map((group) => effectOf(group, nameOf)),
      collisions: collisionsOf(after),
      undecided: after.planned.plan.undecided.map(({ group }) => group.name),
      held: after.verdict.reasons,
      unknown: [...unknown, ...unknownGroups(world, { before, after }), ...unpairedPeople(world, after)],
    },
  };
}

/** Only those that leave a group alone: one that is linked goes on, whatever it is called. */
function collisionsOf({ snapshot, settings, desired }: StoredPlan): readonly Collision[] {
  const shared = new Set(
    desired.left.flatMap(({ sourceId, reason }) => (reason === 'name-shared' ? [sourceId] : [])),
  );
  const { collisions } = mapGroups(snapshot.groups.values(), settings.rules.mapping);
  return collisions.filter(({ sources }) => sources.some(({ id }) => shared.has(id)));
}

interface Difference {
  readonly name: string;
  readonly kind: GroupEffect['kind'];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What the saved rules would do and these would not. */
  readonly leftOut: { readonly additions: number; readonly removals: number };
  /** Of those removed: who waits for the grace period first. */
  readonly waiting: number;
}

function compareGroups(before: readonly GroupPlan[], after: readonly GroupPlan[]): readonly Difference[] {
  const known = new Map(before.map((group) => [keyOf(group), group]));
  const now = new Map(after.map((group) => [keyOf(group), group]));
  const keys = new Set([...known.keys(), ...now.keys()]);
  return [...keys]
    .map((key) => differenceOf(known.get(key), now.get(key)))
    .toSorted((a, b) => compare(a.name, b.name));
}

/** The Atlassian group: what leads to it may be another source with these rules. */
function keyOf({ group }: GroupPlan): string {
  return group.kind === 'existing' ? group.id : `new ${groupNameKey(group.name)}`;
}

function differenceOf(before: GroupPlan | undefined, after: GroupPlan | undefined): Difference {
  const [was, is] = [changesIn(before), changesIn(after)];
  const removed = without(is.remove, was.remove);
  const waits = new Set(after?.waiting?.map(({ accountId }) => accountId));
  return {
    name: (after ?? before)?.group.name ?? '',
    kind: kindOf(before, after),
    added: without(is.add, was.add),
    removed,
    leftOut: {
      additions: without(was.add, is.add).length,
      removals: without(was.remove, is.remove).length,
    },
    waiting: removed.filter((accountId) => waits.has(accountId)).length,
  };
}

function changesIn(group: GroupPlan | undefined) {
  const { add = [], remove = [], waiting = [] } = group ?? {};
  return { add, remove: [...remove, ...waiting.map(({ accountId }) => accountId)] };
}

function kindOf(before: GroupPlan | undefined, after: GroupPlan | undefined): GroupEffect['kind'] {
  const [was, is] = [before, after].map((group) => group !== undefined && group.vanished !== true);
  if (was === is) return 'kept';
  return is === true ? 'new' : 'dropped';
}

function isNews({ kind, added, removed }: Difference): boolean {
  return kind !== 'kept' || added.length + removed.length > 0;
}

function without(accountIds: readonly string[], others: readonly string[]): readonly string[] {
  const isOther = new Set(others);
  return accountIds.filter((accountId) => !isOther.has(accountId));
}

const namesShown = 10;

function effectOf({ name, kind, added, removed }: Difference, nameOf: NameOf): GroupEffect {
  const first = (accountIds: readonly string[]) =>
    accountIds.map(nameOf).toSorted(compare).slice(0, namesShown);
  return {
    name,
    kind,
    additions: added.length,
    removals: removed.length,
    added: first(added),
    removed: first(removed),
  };
}

type NameOf = (accountId: string) => string;

function names({ links, records }: StoredWorld): NameOf {
  const userIds = new Map([...links.people].map(([userId, accountId]) => [accountId, userId]));
  return (accountId) => records.users.get(userIds.get(accountId) ?? '')?.displayName ?? accountId;
}

function summaryOf(difference: readonly Difference[], graceHours: number): string {
  const [additions, removals] = [
    amount(difference, ({ added }) => added.length),
    amount(difference, ({ removed }) => removed.length),
  ];
  const waiting = sum(difference, (group) => group.waiting);
  const sentences = [
    mainSentence(additions, removals),
    waiting > 0
      ? `${waitingWords(waiting, removals.count)} for ${counted(graceHours, 'hour')} first.`
      : undefined,
    leftOutSentence(difference),
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

interface Amount {
  readonly count: number;
  readonly groups: number;
}

function mainSentence(additions: Amount, removals: Amount): string {
  if (additions.count + removals.count === 0) return 'This changes no membership.';
  if (removals.count === 0) return `This adds ${memberships(additions)} and removes none.`;
  const adds = additions.count === 0 ? 'none' : `${additions.count} in ${additions.groups}`;
  return `This removes ${memberships(removals)} and adds ${adds}.`;
}

function memberships({ count, groups }: Amount): string {
  return `${counted(count, 'membership')} in ${counted(groups, 'group')}`;
}

function waitingWords(waiting: number, removals: number): string {
  if (waiting === removals) return removals === 1 ? 'It waits' : 'They wait';
  return `${waiting} of them ${waiting === 1 ? 'waits' : 'wait'}`;
}

function leftOutSentence(difference: readonly Difference[]): string | undefined {
  const additions = sum(difference, ({ leftOut }) => leftOut.additions);
  const removals = sum(difference, ({ leftOut }) => leftOut.removals);
  if (additions + removals === 0) return undefined;
  const parts = [
    additions > 0 ? counted(additions, 'addition') : undefined,
    removals > 0 ? counted(removals, 'removal') : undefined,
  ].filter((part) => part !== undefined);
  return `${parts.join(' and ')} that the saved rules would make ${additions + removals === 1 ? 'is' : 'are'} no longer made.`;
}

function amount(difference: readonly Difference[], count: (group: Difference) => number): Amount {
  return { count: sum(difference, count), groups: difference.filter((group) => count(group) > 0).length };
}

function sum(difference: readonly Difference[], count: (group: Difference) => number): number {
  return difference.reduce((total, group) => total + count(group), 0);
}
