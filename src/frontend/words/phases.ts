import type { RunMode, RunPhase, RunProgress, RunTask } from '../../domain/run';
import { count, counted } from './count';

/** In the order of a run. A test compares them with the domain's list. */
const order: readonly RunPhase[] = [
  'budget',
  'groups',
  'people',
  'accounts',
  'target',
  'plan',
  'apply',
  'report',
];

const names: Record<RunPhase, string> = {
  budget: 'Check the API calls left',
  groups: 'Read groups from the directory',
  people: 'Read people from the directory',
  accounts: 'Find the Atlassian accounts',
  target: 'Read groups of the site',
  plan: 'Plan the changes',
  apply: 'Apply the changes',
  report: 'Save the report',
};

export function phaseName(phase: RunPhase, task?: RunTask): string {
  return phase === 'groups' && task?.kind === 'person' ? 'Read the person from the directory' : names[phase];
}

/** An undo asks the directory nothing, and one person is read at once with their groups. */
const skipped: Readonly<Record<RunTask['kind'], readonly RunPhase[]>> = {
  everything: [],
  person: ['people'],
  undo: ['groups', 'people', 'accounts'],
};

/** A preview applies nothing. */
export function phasesOf(mode: RunMode, task?: RunTask): readonly RunPhase[] {
  const left = [...skipped[task?.kind ?? 'everything'], ...(mode === 'preview' ? ['apply'] : [])];
  return order.filter((phase) => !left.includes(phase));
}

/** What a phase has done so far; undefined for phases without a count. */
export function phaseCounts(phase: RunPhase, progress: RunProgress): string | undefined {
  switch (phase) {
    case 'groups':
      return counted(progress.groupsRead, 'group');
    case 'people':
      return `${counted(progress.usersRead, 'person', 'people')}, ${counted(progress.membershipsRead, 'membership')}`;
    case 'target':
      return ofAll(progress.targetGroupsRead, progress.targetGroupsToRead, 'group');
    case 'apply':
      return ofAll(progress.changesDone, progress.changesToDo, 'change');
    case 'budget':
    case 'accounts':
    case 'plan':
    case 'report':
      break;
  }
  return undefined;
}

/** Nothing is said of none. */
function ofAll(done: number, all: number, word: string): string | undefined {
  return all === 0 ? undefined : `${count(done)} of ${counted(all, word)}`;
}

/** 0 to 1 where the end of the phase is known. */
export function phaseShare(phase: RunPhase, progress: RunProgress): number | undefined {
  if (phase === 'target') return share(progress.targetGroupsRead, progress.targetGroupsToRead);
  if (phase === 'apply') return share(progress.changesDone, progress.changesToDo);
  return undefined;
}

function share(done: number, all: number): number | undefined {
  return all === 0 ? undefined : Math.min(1, done / all);
}
