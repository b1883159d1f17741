import type { Change } from '../domain/plan';
import type { RunCounts, RunReport } from '../domain/run';
import { isHeld } from './apply';
import { changesOf } from './plan-hash';
import type { PlanDocument } from './run-documents';
import { verdictOf } from './verdict';

export const noCounts: RunCounts = { added: 0, removed: 0, created: 0, held: 0, failed: 0 };

/** What a run did; what a preview would do, without what it would hold. A run that stopped is counted by what it had done. */
export function runCounts({ mode, counts }: RunReport, plan: PlanDocument | undefined): RunCounts {
  const { added, removed, held, failed } = counts.memberships;
  const done = { added, removed, created: counts.groups.created, held, failed };
  return mode === 'preview' && plan !== undefined ? { ...done, ...wouldDo(plan) } : done;
}

const countedAs = { 'create-group': 'created', 'add-member': 'added', 'remove-member': 'removed' } as const;

function wouldDo(document: PlanDocument): Pick<RunCounts, (typeof countedAs)[Change['kind']]> {
  const { plan } = document;
  const verdict = verdictOf(document);
  const counts = { created: 0, added: 0, removed: 0 };
  for (const change of changesOf(plan)) {
    if (!isHeld(change, { plan, verdict })) counts[countedAs[change.kind]] += 1;
  }
  return counts;
}
