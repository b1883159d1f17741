import type { DirectorySnapshot } from '../domain/directory';
import type { Connector } from '../domain/ports';
import type { RunPhase } from '../domain/run';
import { FailureError } from '../domain/failure';
import { findAccounts, matchesOf } from './accounts';
import { applyPlan } from './apply';
import { desiredState, type DesiredState } from './desired';
import { finish } from './finish';
import { makePlan } from './make-plan';
import { keepReading } from './keep-reading';
import { openRead, readOn, snapshotOf } from './read';
import type { ReadSession } from './read-session';
import type { RunDocuments } from './run-documents';
import { enterPhase, type OpenTarget, type RunDeps, type Slice } from './slice';
import { readTarget } from './target-state';

/** What a slice opens once and keeps: both ends of the sync, and the read. */
interface Open {
  readonly slice: Slice;
  readonly deps: RunDeps;
  readonly connector: () => Promise<Connector>;
  readonly target: () => Promise<OpenTarget>;
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
    const { phase, mode } = slice.run();
    if (phase === 'report') break;
    if (!(await work[phase](open))) return false;
    const following = phase === 'plan' && mode === 'preview' ? 'report' : next[phase];
    enterPhase(slice, following, deps.clock.now());
    slice.note({ summary: doing[following] });
    await slice.save();
  }
  await finish(slice, deps);
  return true;
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
  const connector = once(() => deps.openConnector(slice.connection, slice.meter));
  const read = once(async () => openRead(slice, await connector(), deps));
  const snapshot = once(async () => snapshotOf(slice, await read()));
  return {
    slice,
    deps,
    connector,
    target: once(() => deps.openTarget(slice.meter)),
    read,
    snapshot,
    desired: once(async () => {
      const matches = matchesOf(await needed(slice.documents, 'matches'));
      const links = await deps.memory.getLinks(slice.connection.id);
      return desiredState({ snapshot: await snapshot(), matches, linked: new Set(links.groups.keys()) });
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Without a sync account or calls to spare the run does not begin. */
async function checkBudget({ target, connector }: Open): Promise<boolean> {
  await target();
  await (await connector()).budget();
  return true;
}

async function readDirectory({ slice, deps, read, snapshot }: Open): Promise<boolean> {
  if (!(await readOn(slice, await read(), deps))) return false;
  await snapshot();
  return true;
}

async function findPeople({ slice, deps, snapshot, target }: Open): Promise<boolean> {
  const links = await deps.memory.getLinks(slice.connection.id);
  return findAccounts(slice, { snapshot: await snapshot(), links, target: (await target()).target });
}

async function readSite({ slice, deps, desired, target }: Open): Promise<boolean> {
  const { id, rules } = slice.connection;
  return readTarget(slice, {
    desired: await desired(),
    links: await deps.memory.getLinks(id),
    ledger: await deps.memory.getLedger(id),
    createMissingGroups: rules.createMissingGroups,
    target: (await target()).target,
  });
}

async function plan({ slice, deps, desired, target, read }: Open): Promise<boolean> {
  const input = {
    desired: await desired(),
    target: await needed(slice.documents, 'target'),
    syncAccountId: (await target()).syncAccountId,
  };
  await makePlan(slice, input, deps);
  await keepReading(slice, await read(), deps);
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
