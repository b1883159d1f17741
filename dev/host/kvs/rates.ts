import { StorageRefusal } from './refusal';

/** Forge's rates for one installation: 1,000 calls a second; 4,000 units of 10 KB a minute for reading and for writing. */
const callsPerSecond = 1000;
const unitsPerMinute = 4000;
const unitBytes = 10 * 1024;

export interface StorageRates {
  /** Throws 429 when the rate is spent. `nowMs` is host time. */
  spend(direction: 'read' | 'write', bytes: number, nowMs: number): void;
}

export const unlimitedRates: StorageRates = { spend: () => undefined };

export function createRates(): StorageRates {
  const calls = fixedWindow(1000);
  const units = { read: fixedWindow(60_000), write: fixedWindow(60_000) };
  return {
    spend: (direction, bytes, nowMs) => {
      const isWithin =
        calls(1, nowMs) <= callsPerSecond &&
        units[direction](Math.max(1, Math.ceil(bytes / unitBytes)), nowMs) <= unitsPerMinute;
      if (!isWithin) throw rateLimited();
    },
  };
}

export function rateLimited(): StorageRefusal {
  return new StorageRefusal(429, 'RATE_LIMIT_EXCEEDED', 'Rate limit exceeded.');
}

/** Adds up amounts in windows of fixed length; answers the sum of the present one. */
function fixedWindow(lengthMs: number): (amount: number, nowMs: number) => number {
  let startedMs = 0;
  let sum = 0;
  return (amount, nowMs) => {
    if (nowMs - startedMs >= lengthMs) {
      startedMs = nowMs;
      sum = 0;
    }
    sum += amount;
    return sum;
  };
}
