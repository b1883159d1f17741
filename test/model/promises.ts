import type { RunReport } from '../../src/domain/run';
import type { Ledger } from '../../src/domain/stores';
import type { Request } from './engine-run';
import { managedIn, membership, type Membership } from './model-state';
import { connectionOf, type Scene } from './scene';
import type { ConnectionId } from './steps';

/** What an observer who knows neither model nor engine notes before a run. */
export interface Observation {
  readonly groups: ReadonlyMap<string, { readonly name: string; readonly isProtected: boolean }>;
  readonly memberships: ReadonlySet<Membership>;
  /** Atlassian groups that the connection has taken up already. */
  readonly linked: ReadonlySet<string>;
  /** What the other connections want and manage. */
  readonly theirs: readonly Ledger[];
}

export async function observe({ site, world, model }: Scene, at: ConnectionId): Promise<Observation> {
  const theirs: Ledger[] = [];
  for (const { id } of model.connections) if (id !== at) theirs.push(await world.memory.getLedger(id));
  return {
    groups: new Map(
      site.groups.map(({ id, name, protection }) => [id, { name, isProtected: protection !== undefined }]),
    ),
    memberships: membershipsOf(site),
    linked: new Set([...(await world.memory.getLinks(at)).groups.values()].map(({ id }) => id)),
    theirs,
  };
}

function membershipsOf({ groups }: Scene['site']): ReadonlySet<Membership> {
  return new Set(
    groups.flatMap(({ id, members }) => [...members].map((accountId) => membership(id, accountId))),
  );
}

export interface Seen {
  readonly before: Observation;
  readonly request: Request;
  readonly report: RunReport;
  readonly isReadFailed: boolean;
}

/** The promises of `docs/architecture.md` that a run could break, by the site alone. */
export async function keepPromises(scene: Scene, seen: Seen): Promise<void> {
  const { before, request } = seen;
  const after = await observe(scene, request.at);
  const added = [...after.memberships].filter((key) => !before.memberships.has(key));
  const removed = [...before.memberships].filter((key) => !after.memberships.has(key));
  expectGroupsKept(before, after);
  if (mustNotWrite(seen)) {
    expect({ added, removed }).toEqual({ added: [], removed: [] });
    expect(after.groups.size).toBe(before.groups.size);
  }
  expect([...added, ...removed].filter((key) => isUntouchable(scene, before, key))).toEqual([]);
  expect(removed.filter((key) => !mayRemove(scene, request.at, { key, before }))).toEqual([]);
  expect(removed.filter((key) => isWantedByOthers(before, key))).toEqual([]);
  for (const key of added) scene.appMade.add(key);
  noteAdopted(scene, request.at);
}

function mustNotWrite({ isReadFailed, report, request }: Seen): boolean {
  return isReadFailed || report.mode === 'preview' || request.weather.kind === 'empty';
}

/** In a protected group, or of the sync account. */
function isUntouchable({ model }: Scene, { groups }: Observation, key: Membership): boolean {
  const [groupId = '', accountId] = key.split(' ');
  return groups.get(groupId)?.isProtected === true || accountId === model.syncAccountId;
}

function isWantedByOthers({ theirs }: Observation, key: Membership): boolean {
  const [groupId = '', accountId = ''] = key.split(' ');
  return theirs.some((ledger) => ledger.get(groupId)?.has(accountId));
}

/** Never deleted, never renamed; a run makes groups of new names alone. */
function expectGroupsKept(before: Observation, after: Observation): void {
  expect([...before.groups].filter(([id, { name }]) => after.groups.get(id)?.name !== name)).toEqual([]);
  const names = [...after.groups.values()].map(({ name }) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
}

/** What the app made or adopted at some time, now included; or what somebody put by hand into a group that is to be repaired. */
function mayRemove(scene: Scene, at: ConnectionId, { key, before }: Removed): boolean {
  if (scene.appMade.has(key)) return true;
  const { drift, existingGroups } = connectionOf(scene, at).rules;
  const [groupId = ''] = key.split(' ');
  const name = before.groups.get(groupId)?.name ?? '';
  const isNamed = ({ group }: { readonly group: string }) => group.toLowerCase() === name.toLowerCase();
  const { policy } = drift.groups.find(isNamed) ?? drift;
  if (policy === 'repair') return true;
  const { decision } = existingGroups.decisions.find(isNamed) ?? { decision: existingGroups.policy };
  return decision === 'adopt' && !before.linked.has(groupId);
}

interface Removed {
  readonly key: Membership;
  readonly before: Observation;
}

/** Groups that the rules say to adopt are the app's as they are. */
function noteAdopted(scene: Scene, at: ConnectionId): void {
  const connection = connectionOf(scene, at);
  const { policy, decisions } = connection.rules.existingGroups;
  if (policy !== 'adopt' && decisions.every(({ decision }) => decision !== 'adopt')) return;
  for (const { id } of scene.model.groups)
    for (const accountId of managedIn(connection, id)) scene.appMade.add(membership(id, accountId));
}
