import type { ApiBudget } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { Clock } from '../domain/ports';
import { count } from './wording';

export interface FloorRules {
  /** As people know the API: "OneLogin". */
  readonly apiLabel: string;
  /** This many calls must still be allowed after each call. */
  readonly floor: number;
  /** The path of the setting that holds the floor, for a floor that the API's limit can never keep. */
  readonly field: string;
}

/** Tells the guard that the call came back, with what its headers said of the budget, if anything. */
export type Settle = (seen: ApiBudget | undefined) => void;

/** Keeps a floor of remaining calls. What the API says is believed; between its words the guard counts down itself. */
export interface BudgetGuard {
  /** Undefined before the first word of the API, and again after the reset. */
  known(): ApiBudget | undefined;
  see(budget: ApiBudget): void;
  /**
   * Takes one call. Throws `retry-later` with the time until the reset when the floor would be broken, and `settings-rejected` when
   * the floor is above what the API ever allows. While nothing is known, the call is allowed.
   */
  take(): Settle;
}

/** `told`: called whenever the API has told, with calls that are on their way taken off. */
export function createBudgetGuard(
  rules: FloorRules,
  clock: Clock,
  told: (budget: ApiBudget) => void = () => undefined,
): BudgetGuard {
  let budget: ApiBudget | undefined;
  let inFlight = 0;

  function known(): ApiBudget | undefined {
    if (budget !== undefined && clock.now() >= budget.resetsAtMs) budget = undefined;
    return budget;
  }

  // A word of the API may have left before calls that are still on their way were counted.
  function see(seen: ApiBudget): void {
    budget = { ...seen, remaining: Math.max(0, seen.remaining - inFlight) };
    told(budget);
  }

  function take(): Settle {
    const now = known();
    if (now !== undefined) {
      refuseBelowFloor(now, rules, clock);
      budget = { ...now, remaining: now.remaining - 1 };
    }
    inFlight += 1;
    return (seen) => {
      inFlight -= 1;
      if (seen !== undefined) see(seen);
    };
  }

  return { known, see, take };
}

/** Throws when one more call would leave fewer than the floor. */
export function refuseBelowFloor(budget: ApiBudget, rules: FloorRules, clock: Clock): void {
  if (rules.floor >= budget.limit) throw new FailureError(floorOutOfReach(budget, rules));
  if (budget.remaining > rules.floor) return;
  const afterMs = Math.max(1_000, budget.resetsAtMs - clock.now());
  throw new FailureError({
    kind: 'retry-later',
    afterMs,
    // Without the time: whoever shows the message counts down to it.
    message: `${rules.apiLabel} allows ${count(budget.remaining)} more calls, and ${count(rules.floor)} must remain. The run goes on when the count starts again.`,
  });
}

function floorOutOfReach(budget: ApiBudget, rules: FloorRules) {
  return {
    kind: 'settings-rejected' as const,
    field: rules.field,
    message:
      `The minimum of ${count(rules.floor)} remaining API calls can never be kept: ${rules.apiLabel} allows ` +
      `${count(budget.limit)} calls in all. Set a smaller minimum.`,
  };
}
