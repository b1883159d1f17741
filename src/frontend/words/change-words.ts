import type { ChangeRow } from '../../domain/change-row';
import type { DriftPolicy } from '../../domain/group-rules';
import type { KeptReason, RemovalCause } from '../../domain/plan';
import type { RunTask } from '../../domain/run';

const causes: Record<RemovalCause, string> = {
  left: 'Is no longer in {directory}.',
  inactive: 'The account in {directory} is not active.',
  'out-of-scope': 'No longer takes part: the filters or conditions leave this person out.',
  'not-member': 'Is no longer in the group in {directory}.',
  'by-hand': 'Was put in by hand; changes made by hand are undone in this group.',
};

export function causeWords(cause: RemovalCause, directory: string): string {
  return causes[cause].replaceAll('{directory}', directory);
}

const shortCauses: Record<RemovalCause, string> = {
  left: 'Left {directory}',
  inactive: 'Not active in {directory}',
  'out-of-scope': 'No longer takes part',
  'not-member': 'No longer in the group',
  'by-hand': 'Was put in by hand',
};

/** For a list of causes. */
export function shortCauseWords(cause: RemovalCause, directory: string): string {
  return shortCauses[cause].replaceAll('{directory}', directory);
}

/** Why a change is made: the cause of a removal, or what stands behind an addition. */
export function whyWords(row: ChangeRow, directory: string, task: RunTask | undefined): string {
  if (task?.kind === 'undo') return 'Takes back what the undone run did.';
  if (row.cause !== undefined) return causeWords(row.cause, directory);
  if (row.kind === 'create') return 'There is no group of this name yet.';
  const isByRule = row.sourceId.startsWith('rule:');
  if (row.kind === 'remove') {
    return isByRule ? 'No rule puts this person in any more.' : causeWords('not-member', directory);
  }
  return isByRule ? 'A rule of the connector puts this person in.' : `Is in the group in ${directory}.`;
}

const kinds: Record<ChangeRow['kind'], string> = {
  add: 'Add',
  remove: 'Remove',
  create: 'Create group',
};

export function kindOfChange(kind: ChangeRow['kind']): string {
  return kinds[kind];
}

interface OutcomeWords {
  readonly label: string;
  readonly appearance: 'default' | 'success' | 'moved' | 'removed' | 'inprogress';
}

const outcomes: Record<ChangeRow['outcome'], OutcomeWords> = {
  planned: { label: 'Planned', appearance: 'default' },
  held: { label: 'Held', appearance: 'moved' },
  approved: { label: 'Approved', appearance: 'success' },
  rejected: { label: 'Rejected', appearance: 'default' },
  done: { label: 'Done', appearance: 'success' },
  'already-so': { label: 'Already so', appearance: 'success' },
  failed: { label: 'Failed', appearance: 'removed' },
  'not-reached': { label: 'Not reached', appearance: 'default' },
};

export function outcomeWords(outcome: ChangeRow['outcome']): OutcomeWords {
  return outcomes[outcome];
}

const kept: Record<KeptReason, string> = {
  policy: 'because the removal rules keep them',
  person: 'because the person is an exception to removals',
  group: 'because the group is an exception to removals',
  rejected: 'because an administrator rejected the change for good',
  drift: 'because they were changed by hand, and that stays so in their group',
};

export function keptWords(reason: KeptReason): string {
  return kept[reason];
}

const drift: Record<DriftPolicy, string> = {
  'put-back': 'Who was taken out is added again; who was put in stays.',
  repair: 'All changes made by hand are undone.',
  report: 'Only listed here; nothing is done.',
  accept: 'Stays as it is, and is not listed again.',
};

export function driftWords(policy: DriftPolicy): string {
  return drift[policy];
}
