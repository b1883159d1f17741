/** Real time plus an offset that tests move forward. The children's `Date` follows it; their timers do not. */
export interface HostClock {
  readonly now: () => number;
  readonly offsetMs: () => number;
  readonly shift: (ms: number) => void;
}

export function createClock(): HostClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    shift: (ms) => {
      if (!(ms >= 0)) throw new Error('The clock only moves forward.');
      offset += ms;
    },
  };
}
