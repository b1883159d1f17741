import type { Verdict } from '../domain/plan';
import type { PlanDocument } from './run-documents';

/** The verdict as a run stored it. */
export function verdictOf(document: PlanDocument): Verdict {
  return {
    heldAdditions: new Set(document.heldAdditions),
    heldRemovals: new Set(document.heldRemovals),
    approved: new Set(document.approved),
    reasons: document.reasons,
  };
}
