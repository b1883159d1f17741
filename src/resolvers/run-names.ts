import type { App } from '../compose';
import { unlessDamaged } from '../domain/failure';
import type { RunView } from '../contract';
import type { RunReport } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';

interface KnownNames {
  readonly byAccount: (accountId: string) => string | undefined;
  readonly byUser: (userId: string) => string | undefined;
}

/** The names of people, as far as links and the last reading know them. Damage to these hides names and nothing else. */
export async function knownNames(app: App, connectionId: string): Promise<KnownNames> {
  const links = await unlessDamaged(app.memory.getLinks(connectionId));
  const reading = await app.readings.get(connectionId);
  const names = reading && (await app.readings.names(connectionId, reading));
  const userIds = new Map([...(links?.people ?? [])].map(([userId, accountId]) => [accountId, userId]));
  const byUser = (userId: string) => names?.get(userId);
  return { byUser, byAccount: (accountId) => byUser(userIds.get(accountId) ?? '') };
}

/**
 * The names that the site has, asked for in the administrator's own session and kept nowhere: for people who are gone from the directory, about whom
 * nobody should have to decide by their ids. Where the site does not answer, the ids stay.
 */
export async function siteNames(
  app: App,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  return app
    .callerSession()
    .namesOf(accountIds)
    .catch(() => new Map());
}

/** The names that the page of a run needs: by account id, and of a run for one person by that person's id. Nothing is loaded where nobody is named. */
export async function runNames(
  app: App,
  run: SyncRun,
  report: RunReport,
): Promise<Readonly<Record<string, string>>> {
  const accountIds = accountsIn(run, report);
  const userIds = run.task?.kind === 'person' ? [run.task.userId] : [];
  const starters = run.startedBy === undefined ? [] : [run.startedBy];
  if (accountIds.length + userIds.length === 0) return {};
  const { byAccount, byUser } = await knownNames(app, run.connectionId);
  const wanted = [...new Set([...accountIds, ...starters])];
  const onSite = await siteNames(
    app,
    wanted.filter((id) => byAccount(id) === undefined),
  );
  const found = [
    ...wanted.map((id) => [id, byAccount(id) ?? onSite.get(id)] as const),
    ...userIds.map((id) => [id, byUser(id)] as const),
  ];
  return Object.fromEntries(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]])));
}

/** Which address an administrator has to look for. It is read anew each time: a report keeps no address. */
export async function unmatchedEmails(
  app: App,
  { connectionId, unmatched, ambiguous }: RunReport,
): Promise<Pick<RunView, 'emails'>> {
  const userIds = new Set([...unmatched, ...ambiguous].map(({ userId }) => userId));
  if (userIds.size === 0) return {};
  const reading = await app.readings.get(connectionId);
  const emails = reading && (await app.readings.emails(connectionId, reading, userIds));
  return emails === undefined || emails.size === 0 ? {} : { emails: Object.fromEntries(emails) };
}

function accountsIn({ decision }: SyncRun, report: RunReport): readonly string[] {
  const { waiting = [], drift = [], undecided = [], rejected } = report;
  return [
    ...(decision?.by ?? []).map(({ accountId }) => accountId),
    ...waiting.map(({ accountId }) => accountId),
    ...drift.flatMap(({ putIn, takenOut }) => [...putIn, ...takenOut]),
    ...undecided.flatMap(({ add, remove }) => [...add, ...remove]),
    ...rejected.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId])),
  ];
}
