import type { App } from '../compose';
import type { Explanation } from '../domain/explanation';
import { unlessDamaged } from '../domain/failure';
import { hasEnded, type RunReport } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { changeRows } from '../sync/change-rows';
import { explain as explainStored } from '../sync/explain';
import type { LastRun } from '../sync/explain-places';
import { findSubjects as find } from '../sync/find-subjects';
import { planStored } from '../sync/plan-stored';
import { RefusedError, type Handler } from './guard';
import { siteNames } from './run-names';
import { neededWorld, storedSettings } from './stored';
import { existing } from './views';

export const findSubjects: Handler<'findSubjects'> = async ({ connectionId, text }, { app }) => {
  await existing(app, connectionId);
  const reading = await app.readings.get(connectionId);
  const records = reading && (await app.readings.records(connectionId, reading));
  const found = find(text, {
    records,
    links: await app.memory.getLinks(connectionId),
    ledger: await app.memory.getLedger(connectionId),
    last: await app.memory.getLastTarget(connectionId),
  });
  const names = await siteNames(
    app,
    found.people.flatMap(({ accountId, displayName }) => (accountId === displayName ? [accountId] : [])),
  );
  return {
    ...found,
    people: found.people.map((person) => ({
      ...person,
      displayName: names.get(person.displayName) ?? person.displayName,
    })),
    ...(reading === undefined || records === undefined ? {} : { readAtMs: reading.readAtMs }),
  };
};

export const explain: Handler<'explain'> = async ({ connectionId, ...asked }, { app }) => {
  const connection = await existing(app, connectionId);
  const world = await neededWorld(app, connection);
  const { unread, ...settings } = await storedSettings(app, world, connection);
  const lastRun = await newestPlan(app, connectionId);
  const explaining = {
    world,
    plan: planStored(world, settings),
    unread,
    ...(lastRun === undefined ? {} : { lastRun }),
  };
  const explained = explainStored(asked, explaining);
  if (explained !== undefined) {
    const names = await siteNames(app, namelessIn(explained));
    // Whom the directory does not know has a name on the site, which is kept nowhere.
    return names.size === 0
      ? explained
      : (explainStored(asked, { ...explaining, siteNames: names }) ?? explained);
  }
  throw new RefusedError({
    kind: 'not-found',
    message:
      'Nothing is stored of this. Run a preview if they came to the directory since the last run, then look again.',
  });
};

/** Accounts that are shown by their id, for want of a name. */
function namelessIn({ subject, memberships }: Explanation): readonly string[] {
  const people = subject.kind === 'person' ? [subject.person, ...memberships] : memberships;
  const ids = people.flatMap(({ accountId, displayName }) =>
    accountId !== undefined && displayName === accountId ? [accountId] : [],
  );
  return [...new Set(ids)];
}

/** Runs that may have stopped before they came to a plan. */
const runsLookedAt = 10;

/** The last run that came to a plan. What of it is damaged is left out. */
async function newestPlan(app: App, connectionId: string): Promise<LastRun | undefined> {
  const runs = await app.runs.newest(connectionId, runsLookedAt);
  for (const run of runs.filter(({ status }) => hasEnded(status))) {
    const found = await planOf(app, run);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function planOf(app: App, { id, mode, startedAtMs, decision }: SyncRun): Promise<LastRun | undefined> {
  const stored = await unlessDamaged(app.data.get(id, 'changes'));
  if (stored === undefined) return undefined;
  const read = async () => changeRows(stored, { runId: id, mode });
  // Written by this version of the app or an earlier one.
  const report = (await unlessDamaged(app.data.get(id, 'report'))) as RunReport | undefined;
  return {
    mode,
    startedAtMs,
    rows: (await unlessDamaged(read())) ?? [],
    held: report?.held ?? [],
    ...(decision === undefined ? {} : { decision }),
  };
}
