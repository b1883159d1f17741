import type { RunReport } from '../../src/domain/run';
import { rejectedKey } from '../../src/sync/decide';
import type { Expected } from './model-expected';
import { order } from './model-state';
import type { Scene } from './scene';

const sorted = (list: Iterable<string>) => [...list].toSorted(order);

/** The engine's site, ledgers, links and notes equal the model's. */
export async function expectAgreement(scene: Scene): Promise<void> {
  expect(await engineState(scene)).toEqual(modelState(scene));
}

async function engineState({ site, world, model }: Scene) {
  const connections: unknown[] = [];
  for (const { id } of model.connections) {
    const ledger = await world.memory.getLedger(id);
    const links = await world.memory.getLinks(id);
    const notes = await world.memory.getNotes(id);
    const last = await world.memory.getLastTarget(id);
    connections.push({
      id,
      ledger: sorted(
        [...ledger].flatMap(([groupId, members]) => [...members.keys()].map((who) => `${groupId} ${who}`)),
      ),
      people: sorted([...links.people].map((pair) => pair.join(' '))),
      groups: sorted([...links.groups].map(([sourceId, link]) => `${sourceId} is ${link.id} ${link.name}`)),
      waiting: sorted(
        [...notes.pending].flatMap(([groupId, members]) =>
          [...members].map(([who, since]) => `${groupId} ${who} ${since}`),
        ),
      ),
      acceptedIn: sorted(
        [...notes.accepted].flatMap(([groupId, { putIn }]) => [...putIn].map((who) => `${groupId} ${who}`)),
      ),
      acceptedOut: sorted(
        [...notes.accepted].flatMap(([groupId, { takenOut }]) =>
          [...takenOut].map((who) => `${groupId} ${who}`),
        ),
      ),
      usual: notes.usual,
      rejected: sorted(new Set((await world.memory.getRejected(id)).map(rejectedKey))),
      unsure: sorted([...(notes.unsureCreations ?? [])].map((pair) => pair.join(' '))),
      seen: seenState(last?.groups ?? []),
    });
  }
  return { groups: groupState(site.groups), connections };
}

function modelState({ model }: Scene) {
  const connections = model.connections.map((connection) => ({
    id: connection.id,
    ledger: sorted(connection.ledger.keys()),
    people: sorted([...connection.people].map((pair) => pair.join(' '))),
    groups: sorted(
      [...connection.groups].map(([sourceId, link]) => `${sourceId} is ${link.id} ${link.name}`),
    ),
    waiting: sorted([...connection.waitingSince].map((pair) => pair.join(' '))),
    acceptedIn: sorted(connection.acceptedIn),
    acceptedOut: sorted(connection.acceptedOut),
    usual: connection.usual,
    rejected: sorted(connection.rejected),
    unsure: sorted([...connection.unsure].map((pair) => pair.join(' '))),
    seen: seenState(connection.seen),
  }));
  return { groups: groupState(model.groups), connections };
}

interface Seen {
  readonly members: ReadonlySet<string>;
  readonly putIn: ReadonlySet<string>;
  readonly takenOut: ReadonlySet<string>;
}

function seenState(groups: Iterable<readonly [string, Seen]>) {
  return sorted(
    [...groups].map(
      ([id, { members, putIn, takenOut }]) =>
        `${id}: ${sorted(members).join()}, put in ${sorted(putIn).join()}, taken out ${sorted(takenOut).join()}`,
    ),
  );
}

function groupState(
  groups: readonly { readonly id: string; readonly name: string; readonly members: ReadonlySet<string> }[],
) {
  return sorted(groups.map(({ id, name, members }) => `${id} ${name}: ${sorted(members).join()}`));
}

/** The report says what the model expects. */
export function expectReport(report: RunReport, expected: Expected): void {
  const { users, groups, memberships } = report.counts;
  const isPlanned = report.planHash !== undefined;
  expect({
    status: report.status,
    mode: report.mode,
    users: isPlanned ? [users.inScope, users.matched, users.unmatched, users.ambiguous] : [0, 0, 0, 0],
    memberships,
    groups: { created: groups.created, left: groups.left },
    planned: report.planned,
    waiting: report.waitingCount,
    kept: report.keptCount,
    limits: report.held.map(limitText).toSorted(order),
    left: report.left.map(({ sourceId, reason }) => `${sourceId}: ${reason}`).toSorted(order),
    undecided: (report.undecided ?? []).map(({ sourceId }) => sourceId).toSorted(order),
    drift: (report.drift ?? []).map(
      ({ group, putIn, takenOut }) => `${group}: in ${putIn.join()} out ${takenOut.join()}`,
    ),
  }).toEqual(expected);
}

function limitText({ what, scope, sourceId, limit, count, of }: RunReport['held'][number]): string {
  const kind = what === 'additions' ? 'add' : 'remove';
  return `${kind} ${scope === 'run' ? 'run' : sourceId} ${limit.kind}: ${count} of ${of}`;
}
