import { checkRules } from '../../../src/sync/check-rules';
import { defaultRules, syncRules, type SyncRules } from '../../../src/domain/sync-rules';
import { oneLoginSettings } from '../../../src/domain/onelogin-settings';
import { aServer } from '../../resolvers/handlers-support';
import { aDirectory, type FakeDirectory } from '../../support/fake-directory';
import { aSite, type FakeSite } from '../../support/fake-site';
import { changeDirectory, changePeople, changeSite } from './change';
import type { Example } from './example';

export const main = 'conn-1';
export const other = 'conn-2';

/** Where an example is played: two directories, of which the second may be empty, a site, and the app between them. */
export interface Stage {
  readonly directory: FakeDirectory;
  readonly otherDirectory: FakeDirectory;
  readonly site: FakeSite;
  readonly accounts: Example['accounts'];
  readonly server: ReturnType<typeof aServer>;
  /** The run that ended last, and the last one that held anything. */
  lastRunId: string | undefined;
  heldRunId: string | undefined;
}

/** Large enough that a list of an example is one page. */
const pageSize = 1000;

export async function setStage(example: Example): Promise<Stage> {
  const directory = aDirectory({}, { pageSize });
  const site = { ...aSite({}, []), pageSize };
  const stage: Stage = {
    directory,
    otherDirectory: aDirectory({}, { pageSize }),
    site,
    accounts: example.accounts,
    server: aServer(directory, site),
    lastRunId: undefined,
    heldRunId: undefined,
  };
  changeDirectory(stage, directory, example.directory);
  changeDirectory(stage, stage.otherDirectory, example['other directory'] ?? {});
  changePeople(stage, example.people);
  changeSite(stage, example.site);
  await addConnectors(stage, example);
  return stage;
}

async function addConnectors({ server, otherDirectory }: Stage, example: Example): Promise<void> {
  const settings = oneLoginSettings.parse({
    region: 'us',
    clientId: 'client',
    minimumRemainingCalls: 0,
    ...example.settings,
  });
  const created = await server.addConnection({
    rules: rulesWith(defaultRules, example.rules),
    configuration: { kind: 'onelogin', settings },
    previewed: example.connector !== 'new',
  });
  await server.app.secrets.set(main, 'secret', 'us');
  if (example.schedule !== undefined) {
    const schedule = { enabled: true, cron: example.schedule, timeZone: 'UTC' };
    await server.connections.save({ ...created, schedule }, created.revision);
  }
  if (example['other directory'] === undefined) return;
  const rules = rulesWith(defaultRules, example['other rules']);
  await server.addConnection({ id: other, directory: otherDirectory, rules });
  await server.app.secrets.set(other, 'secret', 'us');
}

/** Rules in which some parts are others; checked as a save checks them. */
export function rulesWith(rules: SyncRules, change: Readonly<Record<string, unknown>>): SyncRules {
  const whole = syncRules.parse(merge(rules, change));
  checkRules(whole);
  return whole;
}

function merge(before: unknown, change: unknown): unknown {
  if (!isObject(before) || !isObject(change)) return change;
  const merged = Object.entries(change).map(([name, value]) => [name, merge(before[name], value)] as const);
  return { ...before, ...Object.fromEntries(merged) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
