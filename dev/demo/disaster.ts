import type { ChangeRow } from '../../src/domain/change-row';
import type { RunReport } from '../../src/domain/run';
import { ask } from '../cli/ask';
import { changesText, fewShown } from '../cli/changes-text';
import { listChanges } from '../cli/list-changes';
import { counted } from '../cli/texts';
import { difference, expectSame, memberIn, membersOf, namesOf, type Difference } from './site-members';
import { afterHours, createConnector, followed, pressSync, type Stage } from './stage';
import { groupTable, say, step } from './tell';

/** A night and an hour, so that a schedule of once a night has come. */
const night = 25;
const unchanged: Difference = { added: [], removed: [] };

interface Scene extends Stage {
  readonly connectionId: string;
}

/**
 * The directory loses half its people, and nobody loses anything by it: told in a terminal, and each claim checked against the site. Throws where one
 * is not so.
 */
export async function disaster(stage: Stage): Promise<void> {
  const scene = await everydayLife(stage);
  const held = await theNight(scene);
  const approved = await approval(scene, held);
  await undo(scene, approved);
  await recovery(scene);
  say('', 'Everything above was checked against the site, member by member.');
}

/** Before: a company whose groups are in step. */
async function everydayLife(stage: Stage): Promise<Scene> {
  const { host, directory, site } = stage;
  step(`Lighthouse keeps its groups in step with ${directory.title}, every night at 2`);
  await ask(host, 'useMyAccount', { api: 'jira' });
  const { connectionId } = await createConnector(stage, {
    enabled: true,
    cron: '0 2 * * *',
    timeZone: 'Europe/Berlin',
  });
  await pressSync(host, connectionId);
  tell('The first run only previewed. The second did it', await pressSync(host, connectionId));
  say('Groups of the site:', groupTable(site.state.snapshot()));
  return { ...stage, connectionId };
}

/** The scheduled run holds what is too much, and does what is not. */
async function theNight(scene: Scene): Promise<RunReport> {
  const { directory, site } = scene;
  const before = membersOf(site.state.snapshot());
  const { lost, of } = directory.loseHalf();
  step(`An import in ${directory.title} goes wrong: ${lost} of ${of} people are deleted`);
  say('The same evening somebody rightly puts Nadia into Sales. At night the schedule starts a run.');
  const report = await afterHours(scene, scene.connectionId, night);
  if (report === undefined) throw new Error('The schedule started no run.');
  if (report.status !== 'held') throw new Error(`The run held nothing: it ended as ${report.status}.`);
  tell('The run in the night', report);
  say('Why they wait:', ...report.held.map(({ message }) => `  ${message}`));
  check('nobody lost a membership, and Nadia is in Sales', scene, {
    before,
    expected: { added: ['Nadia Haddad in Sales, Europe'], removed: [] },
  });
  return report;
}

interface Approved {
  readonly runId: string;
  /** The groups before these changes. */
  readonly before: ReturnType<typeof membersOf>;
}

/** An administrator believes it and says yes: exactly what was shown happens. */
async function approval(scene: Scene, { runId, heldHash = '' }: RunReport): Promise<Approved> {
  const { host, site } = scene;
  step('In the morning an administrator looks at what waits, takes it for right, and approves it');
  const before = membersOf(site.state.snapshot());
  const held = withNames(await listChanges(host, runId, { outcome: 'held' }), scene);
  say(...changesText(held, { ...fewShown, people: 5, more: 'the page lists all' }));
  const { run } = await ask(host, 'decideHeld', { runId, heldHash, decision: 'approve' });
  if (run === undefined) throw new Error('The approval started no run.');
  const report = await followed(host, run.id);
  tell('The approved run', report);
  check('what changed is what was shown and approved, and nothing else', scene, {
    before,
    expected: {
      added: [],
      removed: held.map(({ person = '', group }) => memberIn(person, group)).toSorted(),
    },
  });
  return { runId: run.id, before };
}

function withNames(rows: readonly ChangeRow[], { site }: Scene): readonly ChangeRow[] {
  const nameOf = namesOf(site.state.snapshot());
  return rows.map((row) => (row.accountId === undefined ? row : { ...row, person: nameOf(row.accountId) }));
}

/** They were wrong, and take it back. */
async function undo(scene: Scene, { runId, before }: Approved): Promise<void> {
  const { host, site, connectionId } = scene;
  step('People ring up: they cannot see their work. The administrator undoes the approved run');
  const { run } = await ask(host, 'undoRun', { runId, mode: 'sync' });
  const report = await followed(host, run.id);
  if (report.status !== 'finished') throw new Error(`The undo ended as ${report.status}.`);
  tell('The undo', report);
  check('the site is as it was before the approval', scene, { before, expected: unchanged });
  say('Groups of the site:', groupTable(site.state.snapshot()));

  step('The next night, half of the people are still missing in the directory');
  const next = await afterHours(scene, connectionId, night);
  if (next !== undefined) throw new Error('A run started although the schedule should rest.');
  say(
    'No run started. After an undo the schedule rests until an administrator lets it go on: otherwise the next run would want to make the same changes again.',
  );
  check('the site is still as it was', scene, { before, expected: unchanged });
}

/** The cause is mended, and everyday life goes on. */
async function recovery(scene: Scene): Promise<void> {
  const { host, directory, site, connectionId } = scene;
  step(`The people are restored in ${directory.title}, and the administrator lets the schedule go on`);
  const before = membersOf(site.state.snapshot());
  directory.restore();
  await ask(host, 'resumeSchedule', { id: connectionId });
  const report = await afterHours(scene, connectionId, night);
  if (report?.status !== 'finished')
    throw new Error(`The night after did not finish: ${report?.status ?? 'no run'}.`);
  tell('The run in the night', report);
  check('nothing is held, and nothing had to change', scene, { before, expected: unchanged });
}

/** What a run did, in a line. */
function tell(who: string, { counts: { memberships, groups } }: RunReport): void {
  const parts = [
    ...(groups.created > 0 ? [`created ${counted(groups.created, 'group')}`] : []),
    `added ${counted(memberships.added, 'membership')}`,
    `removed ${memberships.removed}`,
    ...(memberships.held > 0 ? [`and held ${memberships.held} for an administrator`] : []),
  ];
  say(`${who}: ${parts.join(', ')}.`);
}

interface Claim {
  readonly before: ReturnType<typeof membersOf>;
  readonly expected: Difference;
}

function check(claim: string, { site }: Scene, { before, expected }: Claim): void {
  expectSame(claim, difference(before, membersOf(site.state.snapshot())), expected);
  say(`✓ Checked on the site: ${claim}.`);
}
