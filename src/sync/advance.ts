import type { DirectorySnapshot } from '../domain/directory';
import type { Connector } from '../domain/ports';
import type { RunPhase, RunTask } from '../domain/run';
import { FailureError } from '../domain/failure';
import { findAccounts, matchesOf } from './accounts';
import { applyPlan } from './apply';
import { desiredState, type DesiredState } from './desired';
import { finish } from './finish';
import { makePlan } from './make-plan';
import { keepReading } from './keep-reading';
import { narrow, type Narrowed } from './one-person';
import { otherLedgers } from './other-ledgers';
import { notePeopleBefore } from './people-before';
import { openRead, readOn, snapshotOf } from './read';
import { readPerson } from './read-person';
import type { ReadSession } from './read-session';
import type { RunDocuments } from './run-documents';
import { openGuarded, type GuardedSite } from './protected';
import { noteSeats } from './seats';
import { enterPhase, type RunDeps, type Slice } from './slice';
import { readTarget } from './target-state';
import { planUndo, readUndoTarget } from './undo';

/** What a slice opens once and keeps: both ends of the sync, and the read. */
interface Open {
  readonly slice: Slice;
  readonly task: RunTask;
  readonly deps: RunDeps;
  readonly connector: () => Promise<Connector>;
  readonly target: () => Promise<GuardedSite>;
  readonly read: () => Promise<ReadSession>;
  readonly snapshot: () => Promise<DirectorySnapshot>;
  readonly desired: () => Promise<DesiredState>;
}

/** One phase. False: the slice must end, and the phase goes on in the next one. */
type Work = (open: Open) => Promise<boolean>;

const work: Record<Exclude<RunPhase, 'report'>, Work> = {
  budget: checkBudget,
  groups: readDirectory,
  people: readDirectory,
  accounts: findPeople,
  target: readSite,
  plan,
  apply,
};

const next: Record<Exclude<RunPhase, 'report'>, RunPhase> = {
  budget: 'groups',
  groups: 'accounts',
  people: 'accounts',
  accounts: 'target',
  target: 'plan',
  plan: 'apply',
  apply: 'report',
};

/** Takes a run as far as this slice can. True when the run has ended. */
export async function advance(slice: Slice, deps: RunDeps): Promise<boolean> {
  const open = openEnds(slice, deps);
  if (slice.run().phases.length === 0) enterPhase(slice, slice.run().phase, deps.clock.now());
  for (;;) {
    const { phase } = slice.run();
    if (phase === 'report') break;
    if (!(await work[phase](open))) return false;
    const following = phaseAfter(phase, open);
    enterPhase(slice, following, deps.clock.now());
    slice.note({ summary: doing[following] });
    await slice.save();
    await slice.look();
    if (slice.wish() !== undefined) return false;
  }
  await finish(slice, deps);
  return true;
}

/** A preview ends with its plan, and an undo has no use for the directory. */
function phaseAfter(phase: Exclude<RunPhase, 'report'>, { slice, task }: Open): RunPhase {
  if (phase === 'plan' && slice.run().mode === 'preview') return 'report';
  return phase === 'budget' && task.kind === 'undo' ? 'target' : next[phase];
}

const doing: Record<RunPhase, string> = {
  budget: 'Asking how many calls the directory allows.',
  groups: 'Reading groups from the directory.',
  people: 'Reading people from the directory.',
  accounts: 'Finding the Atlassian accounts of people.',
  target: 'Reading the members of Atlassian groups.',
  plan: 'Comparing.',
  apply: 'Changing memberships.',
  report: 'Writing the report.',
};

function openEnds(slice: Slice, deps: RunDeps): Open {
  const task: RunTask = slice.run().task ?? { kind: 'everything' };
  const connector = once(() => deps.openConnector(slice.connection, slice.meter));
  const read = once(async () => openRead(slice, await connector(), deps));
  const snapshot = once(async () =>
    task.kind === 'person'
      ? readPerson(slice, task.userId, { connector: await connector(), deps })
      : snapshotOf(slice, await read()),
  );
  return {
    slice,
    task,
    deps,
    connector,
    target: once(() => openGuarded(slice.meter, deps)),
    read,
    snapshot,
    desired: once(async () => {
      const matches = matchesOf(await needed(slice.documents, 'matches'));
      const links = await deps.memory.getLinks(slice.connection.id);
      const linked = new Set(links.groups.keys());
      return desiredState({ snapshot: await snapshot(), matches, linked, rules: slice.connection.rules });
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Without a sync account or calls to spare the run does not begin. */
async function checkBudget({ task, target, connector }: Open): Promise<boolean> {
  await target();
  if (task.kind !== 'undo') await (await connector()).budget();
  return true;
}

async function readDirectory({ slice, task, deps, read, snapshot }: Open): Promise<boolean> {
  if (task.kind === 'everything') {
    await notePeopleBefore(slice, deps);
    if (!(await readOn(slice, await read(), deps))) return false;
  }
  await snapshot();
  return true;
}

async function findPeople({ slice, task, deps, snapshot, target }: Open): Promise<boolean> {
  const links = await deps.memory.getLinks(slice.connection.id);
  return findAccounts(slice, {
    snapshot: await snapshot(),
    links,
    target: (await target()).target,
    ...(task.kind === 'person' ? { only: task.userId } : {}),
  });
}

async function readSite(open: Open): Promise<boolean> {
  const { slice, task, deps, target } = open;
  const opened = await target();
  if (task.kind === 'undo') return readUndoTarget(slice, { ...opened, runId: task.runId }, deps);
  const { id, rules } = slice.connection;
  const { desired, links, taken = [] } = await meant(open);
  const others = await otherLedgers(slice, deps);
  return readTarget(slice, {
    desired,
    links,
    ledger: await deps.memory.getLedger(id),
    others: others.ledgers,
    unsure: (await deps.memory.getNotes(id)).unsureCreations,
    rules,
    target: opened.target,
    isProtected: opened.protectedHere.isGroup,
    takeOver: task.kind === 'person' ? 'later' : 'now',
    taken,
  });
}

/** What the run is to look at: everything, or what one person is or was in. */
async function meant({ slice, task, deps, desired }: Open): Promise<Narrowed> {
  const { id } = slice.connection;
  const links = await deps.memory.getLinks(id);
  const all = { desired: await desired(), links };
  if (task.kind !== 'person') return all;
  const { paired } = await needed(slice.documents, 'matches');
  return narrow(all, { userId: task.userId, paired, ledger: await deps.memory.getLedger(id) });
}

async function plan(open: Open): Promise<boolean> {
  const { slice, task, deps, target, read, snapshot } = open;
  const opened = await target();
  if (task.kind === 'undo') {
    await planUndo(slice, { ...opened, runId: task.runId }, deps);
    await noteSeats(slice, opened.target);
    return true;
  }
  const { desired, only } = await meant(open);
  const input = {
    desired,
    target: await needed(slice.documents, 'target'),
    syncAccountId: opened.syncAccountId,
    untouchable: opened.untouchable,
    snapshot: await snapshot(),
    matches: await needed(slice.documents, 'matches'),
    ...(only === undefined ? {} : { only }),
  };
  await makePlan(slice, input, deps);
  await noteSeats(slice, opened.target);
  if (task.kind === 'everything') await keepReading(slice, await read(), deps);
  return true;
}

async function apply({ slice, target }: Open): Promise<boolean> {
  return applyPlan(slice, await needed(slice.documents, 'plan'), (await target()).target);
}

type Needed = 'matches' | 'target' | 'plan';

/** A document that an earlier phase wrote. */
async function needed<Name extends Needed>(documents: RunDocuments, name: Name) {
  const found = await documents.get(name);
  if (found !== undefined) return found;
  const message = `What the run noted as "${name}" is missing. Nothing more was changed; start a new run.`;
  throw new FailureError({ kind: 'stored-data-damaged', key: name, message });
}
