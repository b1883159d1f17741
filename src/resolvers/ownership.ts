import type { App } from '../compose';
import type { Input, ManagedGroup, OwnershipChange } from '../contract';
import type { Connection, Revised } from '../domain/connection';
import { attributesOf } from '../domain/sync-rules';
import { managedGroups } from '../sync/managed-groups';
import { namedLedgers } from '../sync/other-ledgers';
import { adopt, leaveAlone, letGo, receive } from '../sync/ownership';
import { planStored, type StoredSettings } from '../sync/plan-stored';
import { untouchable } from '../sync/protected';
import { storedWorld, type StoredWorld } from '../sync/stored-world';
import { accountNames } from './account-names';
import { recorded } from './audit';
import { RefusedError, type Handled, type Handler } from './guard';
import { locked } from './locked';
import { storedSecret } from './new-settings';
import { existing } from './views';

export const listManagedGroups: Handler<'listManagedGroups'> = async (
  { connectionId },
  { app },
): Promise<{ readonly groups: readonly ManagedGroup[] }> => {
  const { id } = await existing(app, connectionId);
  const reading = await app.readings.get(id);
  const records = reading && (await app.readings.records(id, reading));
  return {
    groups: managedGroups({
      links: await app.memory.getLinks(id),
      ledger: await app.memory.getLedger(id),
      last: await app.memory.getLastTarget(id),
      others: await namedLedgers(id, app),
      groups: records?.groups ?? new Map(),
    }),
  };
};

type Wish = Input<'changeOwnership'>;
type Change = (wish: Wish, connection: Revised<Connection>, handled: Handled) => Promise<OwnershipChange>;

export const changeOwnership: Handler<'changeOwnership'> = async (wish, handled) => {
  const connection = await existing(handled.app, wish.connectionId);
  return changes[wish.action](wish, connection, handled);
};

const changes: Record<Wish['action'], Change> = { adopt: takeOver, release, 'hand-over': handOver };

/** What is known of a group: its name, and what the connection manages in it. */
async function groupOf({ connectionId, groupId }: Wish, app: App) {
  const ledger = await app.memory.getLedger(connectionId);
  const links = await app.memory.getLinks(connectionId);
  const last = await app.memory.getLastTarget(connectionId);
  const linked = [...links.groups.values()].find(({ id }) => id === groupId);
  const name = last?.groups.get(groupId)?.name ?? linked?.name;
  if (name === undefined)
    throw refused('No run of this connector has looked at this group. Run a preview first.');
  return { name, ledger, links, last: last?.groups.get(groupId), managed: ledger.get(groupId)?.size ?? 0 };
}

async function takeOver(
  wish: Wish,
  connection: Revised<Connection>,
  handled: Handled,
): Promise<OwnershipChange> {
  const { app } = handled;
  const { groupId } = wish;
  const { name, last, managed } = await groupOf(wish, app);
  if (last === undefined)
    throw refused('No run of this connector has looked into this group. Run a preview first.');
  const world = await worldOf(app, connection);
  const { protectedHere, syncAccountId } = world;
  if (protectedHere.isGroup(name))
    throw refused(
      'An administrator protected this group, so no connector changes it. Take it out of Settings, Protected, first.',
    );
  const taking = {
    groupId,
    atMs: app.clock.now(),
    untouchable: untouchable(syncAccountId, protectedHere),
  };
  const after = adopt(world.ledger, last, taking);
  const memberships = (after.get(groupId)?.size ?? 0) - managed;
  const wouldLose = await lossOf({ ...world, ledger: after }, { groupId, connection }, app);
  const apply = () =>
    locked([connection.id], app, async () => {
      const ledger = adopt(await app.memory.getLedger(connection.id), last, taking);
      await app.memory.putLedger(connection.id, ledger);
    });
  if (wish.apply) await recorded({ action: 'group-adopted', connection, subject: name }, apply, handled);
  const summary = `${count(memberships)} of "${name}" made by hand ${wish.apply ? 'belong' : 'would belong'} to this connector; the next sync ${wouldLose.length === 0 ? 'removes none of them' : `removes ${wouldLose.length} of its members whom nothing puts there`}.`;
  const names = await accountNames(app, connection.id, wouldLose);
  return { applied: wish.apply, summary, memberships, wouldLose, ...names };
}

async function release(
  wish: Wish,
  connection: Revised<Connection>,
  handled: Handled,
): Promise<OwnershipChange> {
  const { app } = handled;
  const { name, managed } = await groupOf(wish, app);
  const apply = () => locked([connection.id], app, () => letItGo(wish, { connection, name }, app));
  if (wish.apply) await recorded({ action: 'group-released', connection, subject: name }, apply, handled);
  const summary = `${count(managed)} of "${name}" ${wish.apply ? 'are' : 'would be'} as if made by hand. Nobody is removed, and this connector leaves the group alone from now on.`;
  return { applied: wish.apply, summary, memberships: managed, wouldLose: [] };
}

async function handOver(
  wish: Wish,
  connection: Revised<Connection>,
  handled: Handled,
): Promise<OwnershipChange> {
  const { app } = handled;
  const { name, managed } = await groupOf(wish, app);
  const heir = await heirOf(wish, app);
  const apply = () =>
    locked([connection.id, heir.id], app, async () => {
      const given = (await app.memory.getLedger(connection.id)).get(wish.groupId)?.keys() ?? [];
      const received = receive(await app.memory.getLedger(heir.id), given, {
        ...wish,
        atMs: app.clock.now(),
      });
      // The heir first: as long as both have them, nobody loses anything.
      await app.memory.putLedger(heir.id, received);
      await letItGo(wish, { connection, name }, app);
    });
  if (wish.apply)
    await recorded(
      { action: 'group-handed-over', connection, subject: `${name} to ${heir.name}` },
      apply,
      handled,
    );
  const summary = `${count(managed)} of "${name}" ${wish.apply ? 'belong' : 'would belong'} to "${heir.name}"; its next sync removes those whom it does not want there. This connector leaves the group alone from now on.`;
  return { applied: wish.apply, summary, memberships: managed, wouldLose: [] };
}

/** A connection that has nothing that leads to the group would never look at it again. */
async function heirOf({ connectionId, toConnectionId, groupId }: Wish, app: App): Promise<Connection> {
  if (toConnectionId === undefined || toConnectionId === connectionId)
    throw new RefusedError({
      kind: 'invalid-input',
      field: 'toConnectionId',
      message: 'Choose another connector to hand the group over to.',
    });
  const heir = await existing(app, toConnectionId);
  const { groups } = await app.memory.getLinks(heir.id);
  if ([...groups.values()].some(({ id }) => id === groupId)) return heir;
  throw refused(
    `Nothing of "${heir.name}" leads to this group. Give it a directory group or a rule that does, and synchronise it once; then hand the group over.`,
  );
}

interface Giving {
  readonly connection: Revised<Connection>;
  readonly name: string;
}

/** The decision to leave the group alone comes first: whatever a crash leaves of the rest, no run takes the group up again. */
async function letItGo({ groupId }: Wish, { connection, name }: Giving, app: App): Promise<void> {
  const { id, rules, revision } = connection;
  const links = await app.memory.getLinks(id);
  const linked = [...links.groups].flatMap(([sourceId, group]) => (group.id === groupId ? [sourceId] : []));
  const seen = (await app.memory.getLastTarget(id))?.groups.get(groupId)?.sourceId;
  // A group that was adopted and not synchronised yet has no link.
  const sourceIds = linked.length === 0 && seen !== undefined ? [seen] : linked;
  const existingGroups = leaveAlone(rules.existingGroups, { group: name, sourceIds });
  const saved = { ...connection, rules: { ...rules, existingGroups }, updatedAtMs: app.clock.now() };
  await app.connections.save(saved, revision);
  const left = letGo(
    {
      ledger: await app.memory.getLedger(id),
      links,
      notes: await app.memory.getNotes(id),
    },
    groupId,
  );
  await app.memory.putLinks(id, left.links);
  await app.memory.putNotes(id, left.notes);
  await app.memory.putLedger(id, left.ledger);
}

async function worldOf(app: App, connection: Connection): Promise<StoredWorld> {
  const world = await storedWorld(connection, app);
  if (world !== undefined) return world;
  throw refused(
    'Nothing is stored of the directory. Run a preview first: it shows whom the group would lose.',
  );
}

/** Who would be removed from the group by a run that goes by this ledger; those who wait for their grace period included. */
async function lossOf(
  world: StoredWorld,
  { groupId, connection }: { readonly groupId: string; readonly connection: Connection },
  app: App,
): Promise<readonly string[]> {
  const { configuration, rules } = connection;
  const connector = app.tryConnector(
    configuration,
    await storedSecret(app, connection.id),
    attributesOf(rules),
  );
  const selection = connector.selectGroups([...world.records.groups.values()]);
  const settings: StoredSettings = { configuration, rules, selection };
  const { plan } = planStored(world, settings).planned;
  const group = plan.groups.find((each) => each.group.kind === 'existing' && each.group.id === groupId);
  if (group === undefined) throw refused('No group of the directory and no rule leads to this group.');
  return [...group.remove, ...(group.waiting ?? []).map(({ accountId }) => accountId)];
}

function count(memberships: number): string {
  return memberships === 1 ? '1 membership' : `${memberships} memberships`;
}

function refused(message: string): RefusedError {
  return new RefusedError({ kind: 'conflict', message });
}
