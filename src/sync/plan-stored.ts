import type { ConnectorConfiguration } from '../domain/connection';
import type { DirectorySnapshot } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { GroupSelection } from '../domain/group-selection';
import { peopleRulesOf } from '../domain/people-rules';
import type { Match, Verdict } from '../domain/plan';
import type { SyncRules } from '../domain/sync-rules';
import { compare } from './compare';
import { rejectedKey } from './decide';
import { desiredState, type DesiredState } from './desired';
import { knownSite, type KnownSite } from './known-site';
import { groupInputs } from './make-plan';
import { matchLinked } from './match';
import { planChanges, type Planned } from './plan';
import { untouchable } from './protected';
import { startRecords } from './records';
import { missingPeople, removalJudge } from './removals';
import type { TargetState } from './run-documents';
import { judge } from './safety';
import { buildSnapshot, takesPart } from './snapshot';
import type { StoredWorld } from './stored-world';
import { placeGroups } from './target-state';

export interface StoredSettings {
  readonly configuration: ConnectorConfiguration;
  readonly rules: SyncRules;
  /** What the connector makes of these settings and the stored groups. */
  readonly selection: GroupSelection;
}

/** What a run with these settings would plan, as far as that can be told from what is stored. */
export interface StoredPlan {
  readonly settings: StoredSettings;
  readonly snapshot: DirectorySnapshot;
  /** Directory ids of everybody who takes part, in order. */
  readonly participants: readonly string[];
  /** Only of people whom an earlier run has paired. */
  readonly matches: ReadonlyMap<string, Match>;
  readonly desired: DesiredState;
  readonly site: KnownSite;
  readonly target: TargetState;
  readonly planned: Planned;
  readonly verdict: Verdict;
}

/** The plan, or why a run with these settings would stop instead. */
export type StoredAnswer =
  { readonly kind: 'plan'; readonly plan: StoredPlan } | { readonly kind: 'stops'; readonly message: string };

/** An empty or a refused selection is an answer here, not a failure: nothing is done by it. */
export function tryPlan(world: StoredWorld, settings: StoredSettings): StoredAnswer {
  try {
    return { kind: 'plan', plan: planStored(world, settings) };
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined;
    if (failure?.kind !== 'empty-read' && failure?.kind !== 'settings-rejected') throw error;
    return { kind: 'stops', message: failure.message };
  }
}

/** The stored reading was whole when it was stored. */
const whole = [{ stream: { name: 'stored', params: {}, counts: 'nothing' }, done: true }] as const;

/**
 * Plans as a run does, without a call. People whom no run has paired yet are left out.
 *
 * @throws FailureError `empty-read` or `settings-rejected`, as a run with these settings would stop
 */
export function planStored(world: StoredWorld, settings: StoredSettings): StoredPlan {
  const { configuration, rules, selection } = settings;
  const snapshot = buildSnapshot(startRecords(world.records), {
    streams: whole,
    selection,
    rules: peopleRulesOf(configuration, rules),
    readAtMs: world.reading.readAtMs,
  });
  const participants = participantsOf(snapshot);
  const matches = matchLinked(participants, world.links.people);
  const linked = new Set(world.links.groups.keys());
  const desired = desiredState({ snapshot, matches, linked, rules });
  const site = knownSite(world);
  const target = placeGroups(site.groups, {
    desired,
    rules,
    links: world.links,
    ledger: world.ledger,
    others: world.others.flatMap(({ ledger }) => ledger ?? []),
    unsure: world.notes.unsureCreations,
    takeOver: 'now',
    isProtected: world.protectedHere.isGroup,
  });
  const planned = plan(world, { settings, snapshot, desired, site, target });
  const verdict = judge(planned.plan, rules.limits, world.notes.usual);
  return { settings, snapshot, participants, matches, desired, site, target, planned, verdict };
}

function participantsOf(snapshot: DirectorySnapshot): readonly string[] {
  const ids: string[] = [];
  for (const user of snapshot.users.values()) if (takesPart(snapshot, user)) ids.push(user.id);
  return ids.toSorted(compare);
}

type Placed = Pick<StoredPlan, 'settings' | 'snapshot' | 'desired' | 'site' | 'target'>;

function plan(world: StoredWorld, { settings, snapshot, desired, site, target }: Placed): Planned {
  const { rules, configuration } = settings;
  const present = new Map(
    target.groups.map(({ group }, place) => [
      place,
      membersOf(site, group.kind === 'existing' ? group.id : ''),
    ]),
  );
  const isUnreadable = world.others.some(({ ledger }) => ledger === undefined);
  return planChanges({
    groups: groupInputs({ desired, target }, present),
    left: target.left,
    ledger: world.ledger,
    others: world.others.flatMap(({ ledger }) => ledger ?? []),
    ...(isUnreadable ? { removals: 'withheld' as const } : {}),
    syncAccountId: world.syncAccountId,
    untouchable: untouchable(world.syncAccountId, world.protectedHere),
    removalJudge: removalJudge({
      policy: rules.removal,
      people: world.links.people,
      snapshot,
      missing: missingPeople(configuration, world.last?.gone),
      notes: world.notes,
      nowMs: world.nowMs,
    }),
    rejected: new Set(world.rejected.map(rejectedKey)),
    drift: rules.drift,
    accepted: world.notes.accepted,
    last: world.last,
  });
}

function membersOf({ members }: KnownSite, groupId: string): ReadonlySet<string> {
  return members.get(groupId) ?? new Set();
}
