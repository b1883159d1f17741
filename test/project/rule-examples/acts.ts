import type { Input, Outputs } from '../../../src/contract';
import { FailureError } from '../../../src/domain/failure';
import type { RunReport } from '../../../src/domain/run';
import { oneLoginSettings } from '../../../src/domain/onelogin-settings';
import { saveConnection } from '../../../src/resolvers/connections';
import * as decisions from '../../../src/resolvers/decisions';
import { changeOwnership } from '../../../src/resolvers/ownership';
import { resumeSchedule, syncPerson, undoRun } from '../../../src/resolvers/tasks';
import { theAdministrator } from '../../resolvers/handlers-support';
import { saveSiteSettings } from '../../../src/resolvers/site-settings';
import { groupOnSite } from './change';
import type { ProtectedWords } from './example';
import { accountOf } from './names';
import { main, other, rulesWith, type Stage } from './stage';

export const hourMs = 3_600_000;

interface Wish {
  readonly mode: 'sync' | 'preview';
  readonly connectionId?: string;
}

export async function run(stage: Stage, { mode, connectionId = main }: Wish): Promise<void> {
  const { runId } = await stage.server.sync(mode, undefined, connectionId);
  await ended(stage, runId);
}

/** Of the last run of the main connector. */
export async function undo(stage: Stage): Promise<void> {
  const [newest] = await stage.server.runs.newest(main, 1);
  const input = { runId: newest?.id ?? '', mode: 'sync' as const };
  await settled(stage, await stage.server.answerWith('undoRun', undoRun, input));
}

export async function syncOne(stage: Stage, userId: string): Promise<void> {
  const input = { connectionId: main, userId, mode: 'sync' as const };
  await settled(stage, await stage.server.answerWith('syncPerson', syncPerson, input));
}

export async function resume({ server }: Stage): Promise<void> {
  await server.answerWith('resumeSchedule', resumeSchedule, { id: main });
}

/** The scheduled trigger comes by once an hour. */
export async function pass(stage: Stage, hours: number): Promise<void> {
  const { server } = stage;
  for (let hour = 0; hour < hours; hour += 1) {
    server.advance(hourMs);
    const { started } = await server.tick();
    await server.drain();
    for (const connectionId of started) {
      const [newest] = await server.runs.newest(connectionId, 1);
      if (newest !== undefined) await ended(stage, newest.id);
    }
  }
}

async function settled(stage: Stage, answer: Pick<Outputs['startRun'], 'run' | 'started'>): Promise<void> {
  expect(answer.started).toBe(true);
  await stage.server.settle(answer.run.id);
  await ended(stage, answer.run.id);
}

async function ended(stage: Stage, runId: string): Promise<void> {
  stage.lastRunId = runId;
  if ((await stage.server.reportOf(runId)).heldHash !== undefined) stage.heldRunId = runId;
  // No two runs begin in the same moment.
  stage.server.advance(1000);
}

/** The groups have been read by then: it is a part of the directory, and must count for nothing. */
export function failReads({ directory }: Stage): void {
  directory.beforePage = (stream) => {
    if (stream === 'users') throw new FailureError({ kind: 'unavailable', message: 'No answer.' });
  };
}

export function refuse({ site }: Stage, people: readonly string[]): void {
  const accountIds = people.map(accountOf);
  site.beforeWrite = (write) =>
    accountIds.some((accountId) => write.includes(` ${accountId} `))
      ? { kind: 'rejected', reason: 'The site refuses it.' }
      : undefined;
}

interface Change {
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export async function save({ server }: Stage, { rules = {}, settings = {} }: Change): Promise<void> {
  const stored = await server.connections.get(main);
  if (stored?.configuration.kind !== 'onelogin') throw new Error('The connector is not there.');
  const { id, revision, name, schedule, configuration } = stored;
  await server.answerWith('saveConnection', saveConnection, {
    id,
    revision,
    name,
    schedule,
    rules: rulesWith(stored.rules, rules),
    configuration: {
      kind: 'onelogin',
      settings: oneLoginSettings.parse({ ...configuration.settings, ...settings }),
    },
  });
}

/** As an administrator does it on the page of the settings. */
export async function protect({ server }: Stage, { groups, people }: ProtectedWords): Promise<void> {
  const { revision, ...settings } = await server.site.getSettings();
  await server.answerWith('saveSiteSettings', saveSiteSettings, {
    revision,
    settings: {
      ...settings,
      protectedGroups: [...groups],
      protectedPeople: people.map((name) => ({ accountId: accountOf(name), displayName: name })),
    },
  });
}

interface Decision {
  readonly decision: Input<'decideHeld'>['decision'];
  readonly groups: 'all' | readonly string[];
  readonly by?: string | undefined;
  readonly remember?: true | undefined;
}

export async function decide(stage: Stage, { decision, groups, by, remember }: Decision): Promise<void> {
  const { server, heldRunId = '' } = stage;
  const report = await server.reportOf(heldRunId);
  const sourceIds = groups === 'all' ? undefined : groups.map((name) => sourceOf(report.groups, name));
  const answerFor = server.answerAs(by === undefined ? theAdministrator : accountOf(by));
  const { run: next } = await answerFor('decideHeld', decisions.decideHeld, {
    runId: heldRunId,
    heldHash: report.heldHash ?? '',
    decision,
    ...(sourceIds === undefined ? {} : { sourceIds }),
    ...(remember === undefined ? {} : { remember }),
  });
  if (next !== undefined) await settled(stage, { run: next, started: true });
}

function sourceOf(groups: RunReport['groups'], name: string): string {
  const sourceId = groups.find((group) => group.name === name)?.sourceId;
  if (sourceId === undefined) throw new Error(`The run says nothing of a group "${name}".`);
  return sourceId;
}

export async function forgetRejected({ server }: Stage): Promise<void> {
  const { rejected } = await server.answerWith('listRejected', decisions.listRejected, {
    connectionId: main,
  });
  await server.answerWith('forgetRejected', decisions.forgetRejected, {
    connectionId: main,
    rejected: rejected.map(({ groupId, accountId, change }) => ({ groupId, accountId, change })),
  });
}

export async function own(
  { server, site }: Stage,
  name: string,
  action: Input<'changeOwnership'>['action'],
): Promise<void> {
  await server.answerWith('changeOwnership', changeOwnership, {
    connectionId: main,
    groupId: groupOnSite(site, name).id,
    action,
    ...(action === 'hand-over' ? { toConnectionId: other } : {}),
    apply: true,
  });
}
