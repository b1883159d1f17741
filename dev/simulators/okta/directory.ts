import type { OrgState } from './org-state';
import type { Wire } from './wire';

/** Largest pages, whatever is asked for. */
export interface OktaPageCaps {
  readonly users: number;
  readonly groups: number;
  readonly members: number;
  readonly logs: number;
}

/** What the routes read from. */
export interface Directory {
  readonly state: OrgState;
  readonly wire: Wire;
  /** The URL in all links. */
  readonly orgUrl: string;
  readonly now: () => number;
  readonly caps: () => OktaPageCaps;
  /** How far `search` lags behind. */
  readonly searchLagMs: () => number;
  /** How late events come into the System Log. */
  readonly logLagMs: () => number;
}
