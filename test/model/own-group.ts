import { adopt, leaveAlone, letGo, receive } from '../../src/sync/ownership';
import { saveRules } from './change-rules';
import { isIn, managedIn, membership, type ModelConnection } from './model-state';
import { connectionOf, type Scene } from './scene';
import type { ConnectionId, StepOf } from './steps';

interface Owning {
  readonly at: ConnectionId;
  readonly connection: ModelConnection;
  readonly groupId: string;
}

/** As the page does it, over the stores: a group that a run has looked at is adopted, released or handed over. */
export async function own(scene: Scene, { at, group, what }: StepOf<'own'>): Promise<void> {
  const connection = connectionOf(scene, at);
  const groupIds = [...connection.seen.keys()].toSorted();
  const groupId = groupIds[group % Math.max(groupIds.length, 1)];
  if (groupId !== undefined) await deeds[what](scene, { at, connection, groupId });
}

const deeds = { adopt: takeOver, release, 'hand-over': handOver };

async function takeOver({ world: { memory }, model, appMade }: Scene, owning: Owning): Promise<void> {
  const { at, connection, groupId } = owning;
  const { syncAccountId } = model;
  const members = connection.seen.get(groupId)?.members ?? new Set<string>();
  await memory.putLedger(
    at,
    adopt(
      await memory.getLedger(at),
      { members },
      { groupId, atMs: 0, untouchable: new Set([syncAccountId]) },
    ),
  );
  const taken = [...members].filter((accountId) => accountId !== syncAccountId);
  for (const accountId of taken) appMade.add(membership(groupId, accountId));
  take(connection, groupId, taken);
}

async function handOver(scene: Scene, owning: Owning): Promise<void> {
  const { at, connection, groupId } = owning;
  const { memory } = scene.world;
  const heir = scene.model.connections.find(({ id }) => id !== at);
  if (heir === undefined || ![...heir.groups.values()].some(({ id }) => id === groupId)) return;
  const given = managedIn(connection, groupId);
  await memory.putLedger(heir.id, receive(await memory.getLedger(heir.id), given, { groupId, atMs: 0 }));
  take(heir, groupId, given);
  await release(scene, owning);
}

async function release(scene: Scene, { at, connection, groupId }: Owning): Promise<void> {
  const { memory } = scene.world;
  const links = await memory.getLinks(at);
  const last = await memory.getLastTarget(at);
  const seen = last?.groups.get(groupId);
  const linked = [...links.groups].flatMap(([sourceId, { id }]) => (id === groupId ? [sourceId] : []));
  const sourceIds = linked.length === 0 && seen !== undefined ? [seen.sourceId] : linked;
  const left = letGo(
    { ledger: await memory.getLedger(at), links, notes: await memory.getNotes(at) },
    groupId,
  );
  await memory.putLinks(at, left.links);
  await memory.putNotes(at, left.notes);
  await memory.putLedger(at, left.ledger);
  forget(connection, groupId);
  const existingGroups = leaveAlone(connection.rules.existingGroups, {
    group: seen?.name ?? groupId,
    sourceIds,
  });
  await saveRules(scene, at, { existingGroups });
}

function take({ ledger }: ModelConnection, groupId: string, accountIds: readonly string[]): void {
  for (const key of accountIds.map((accountId) => membership(groupId, accountId)))
    if (!ledger.has(key)) ledger.set(key, '');
}

function forget(connection: ModelConnection, groupId: string): void {
  const { ledger, groups, waitingSince, acceptedIn, acceptedOut } = connection;
  for (const [sourceId, { id }] of groups) if (id === groupId) groups.delete(sourceId);
  for (const memberships of [ledger, waitingSince, acceptedIn, acceptedOut])
    for (const key of memberships.keys()) if (isIn(groupId, key)) memberships.delete(key);
}
