import type { ChangeRow } from '../domain/change-row';
import type { RemovalCause } from '../domain/plan';
import type { RunTask } from '../domain/run';

const kinds: Record<ChangeRow['kind'], string> = {
  add: 'Add',
  remove: 'Remove',
  create: 'Create group',
};

const causes: Record<RemovalCause, string> = {
  left: 'Is no longer in the directory',
  inactive: 'The account in the directory is not active',
  'out-of-scope': 'No longer takes part',
  'not-member': 'Is no longer in the group in the directory',
  'by-hand': 'Was put in by hand',
};

const outcomes: Record<ChangeRow['outcome'], string> = {
  planned: 'Planned',
  held: 'Held',
  approved: 'Approved',
  rejected: 'Rejected',
  done: 'Done',
  'already-so': 'Already so',
  failed: 'Failed',
  'not-reached': 'Not reached',
};

/** A change in words, for a table that people open. */
export function kindText(kind: ChangeRow['kind']): string {
  return kinds[kind];
}

export function outcomeText(outcome: ChangeRow['outcome']): string {
  return outcomes[outcome];
}

/** Why a change is made: the cause of a removal, or what stands behind an addition. */
export function whyText({ kind, cause, sourceId }: ChangeRow, task: RunTask | undefined): string {
  if (task?.kind === 'undo') return 'Takes back what the undone run did';
  if (cause !== undefined) return causes[cause];
  if (kind === 'create') return 'There is no group of this name yet';
  const isByRule = sourceId.startsWith('rule:');
  if (kind === 'add') return isByRule ? 'A rule puts this person in' : 'Is in the group in the directory';
  return isByRule ? 'No rule puts this person in any more' : causes['not-member'];
}
