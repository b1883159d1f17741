import type { Fault } from './faults';

/** A running twin of a remote API. `State` is its data, which tests change in the process. */
export interface Simulator<State> {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly state: State;
  /** Requests so far by `METHOD route-template`; unknown routes count under `METHOD *`. Control requests are not counted. */
  readonly requests: Readonly<Record<string, number>>;
  /** Replaces all faults; an empty list ends them. */
  setFaults(faults: readonly Fault[]): void;
  setLatency(ms: number): void;
  /** Back to the state of the start: data, tokens, quota, counts, faults and latency. */
  reset(): void;
  close(): Promise<void>;
}
