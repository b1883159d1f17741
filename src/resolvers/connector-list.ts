import type { App } from '../compose';
import type { ConnectionView } from '../contract';
import type { Connection, Revised } from '../domain/connection';
import { ConflictError } from '../domain/stores';
import { auditedChanges, connectionChanges } from '../sync/audit-changes';
import { changeState } from '../sync/change-state';
import { checkSchedule } from '../sync/schedule';
import { recorded } from './audit';
import type { Handler } from './guard';
import { connectionView, existing } from './views';

export const setScheduleEnabled: Handler<'setScheduleEnabled'> = async ({ id, enabled }, handled) => {
  const { app } = handled;
  const stored = await existing(app, id);
  // What cannot be followed any more may always be switched off.
  if (enabled) checkSchedule(stored.schedule);
  if (stored.schedule.enabled === enabled) return connectionView(app, stored);
  const changes = connectionChanges(stored, switched(stored, enabled));
  return recorded(
    { action: 'schedule-switched', connection: stored, changes },
    () => switchSchedule(app, stored, enabled),
    handled,
  );
};

/** Somebody who saves other settings at the same time neither loses them nor stands in the way. */
const tries = 5;

async function switchSchedule(
  app: App,
  first: Revised<Connection>,
  enabled: boolean,
): Promise<ConnectionView> {
  // Slots that lay before the schedule was switched on are not missed runs.
  if (enabled) {
    const scheduleEvaluatedAtMs = app.clock.now();
    await changeState(app.states, first.id, (state) => ({ ...state, scheduleEvaluatedAtMs }));
  }
  let newest = first;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      const next = { ...switched(newest, enabled), updatedAtMs: app.clock.now() };
      return await connectionView(app, await app.connections.save(next, newest.revision));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      newest = await existing(app, first.id);
    }
  }
  throw new ConflictError(first.id);
}

function switched(connection: Revised<Connection>, enabled: boolean): Revised<Connection> {
  return { ...connection, schedule: { ...connection.schedule, enabled } };
}

export const setConnectorOrder: Handler<'setConnectorOrder'> = async ({ ids }, handled) => {
  const { app } = handled;
  const before = await listed(app);
  const wanted = inOrder(before, ids);
  if (before.some(({ id }, index) => id !== wanted[index]?.id)) {
    const changes = auditedChanges({ order: namesOf(before) }, { order: namesOf(wanted) });
    await recorded({ action: 'order-changed', changes }, () => app.connections.reorder(ids), handled);
  }
  return { ids: (await listed(app)).map(({ id }) => id) };
};

async function listed(app: App): Promise<readonly Connection[]> {
  return (await app.connections.list()).connections;
}

/** As the store puts them: ids that are not listed are ignored, connections that are left out come last. */
function inOrder(connections: readonly Connection[], ids: readonly string[]): readonly Connection[] {
  const place = new Map([...new Set(ids)].map((id, index) => [id, index]));
  const placeOf = ({ id }: Connection) => place.get(id) ?? Infinity;
  return connections.toSorted((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

function namesOf(connections: readonly Connection[]): readonly string[] {
  return connections.map(({ name }) => name);
}
