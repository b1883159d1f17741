export interface QuotaSettings {
  readonly limit: number;
  /** What is left of the present window. Default: all of it. */
  readonly remaining?: number;
  /** Seconds until the present window ends. Default: a whole hour. */
  readonly resetSeconds?: number;
}

/** The account's calls of an hour, over all tokens (OneLogin, "Get Rate Limit"). */
export interface Quota {
  /** Takes one call; false when none is left. */
  take(): boolean;
  /** `resetSeconds` is the time left in the window, not a moment. */
  state(): { readonly limit: number; readonly remaining: number; readonly resetSeconds: number };
  set(settings: QuotaSettings): void;
  reset(): void;
}

const windowMs = 3_600_000;
export const usualQuota = 5000;

export function createQuota(start: QuotaSettings, now: () => number): Quota {
  let limit = 0;
  let remaining = 0;
  let endsAtMs = 0;
  function roll(): void {
    if (now() < endsAtMs) return;
    remaining = limit;
    endsAtMs += windowMs * Math.ceil((now() - endsAtMs + 1) / windowMs);
  }
  const quota: Quota = {
    take() {
      roll();
      if (remaining <= 0) return false;
      remaining -= 1;
      return true;
    },
    state() {
      roll();
      return { limit, remaining, resetSeconds: Math.ceil((endsAtMs - now()) / 1000) };
    },
    set(settings) {
      limit = settings.limit;
      remaining = settings.remaining ?? settings.limit;
      endsAtMs = now() + (settings.resetSeconds ?? windowMs / 1000) * 1000;
    },
    reset: () => quota.set(start),
  };
  quota.reset();
  return quota;
}
