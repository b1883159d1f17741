import type { Explanation } from '../../domain/explanation';
import { dateAndTime } from './time';

/** As in "2026-11-25 23:48 UTC". */
const toldInUtc = /\b(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC\b/g;

/** A sentence of the app, which does not know where its reader is, with its moments as the administrator reads them elsewhere on the page. */
export function withLocalTimes(sentence: string): string {
  return sentence.replaceAll(toldInUtc, (told, day: string, time: string) => {
    const atMs = Date.parse(`${day}T${time}Z`);
    return Number.isNaN(atMs) ? told : dateAndTime(atMs);
  });
}

export function explainedLocally(explanation: Explanation): Explanation {
  return {
    ...explanation,
    steps: withLocalSteps(explanation.steps),
    memberships: explanation.memberships.map((membership) => ({
      ...membership,
      verdict: withLocalTimes(membership.verdict),
      steps: withLocalSteps(membership.steps),
    })),
  };
}

function withLocalSteps(steps: Explanation['steps']): Explanation['steps'] {
  return steps.map((step) => ({ ...step, message: withLocalTimes(step.message) }));
}
