import type { Call } from '../server/call';
import type { Access } from './applications';
import type { TenantStore } from './tenant-state';
import type { Tables } from './tenant-tables';

export interface EntraPageSizes {
  /** Objects on a page of `delta`. */
  readonly delta: number;
  /** Members on a page of `groups/delta`, over all its groups. */
  readonly membersPerDeltaPage: number;
  /** The largest `$top` of a list. */
  readonly top: number;
}

/** What Graph's routes stand on. */
export interface GraphContext {
  readonly store: TenantStore;
  readonly now: () => number;
  readonly sizes: () => EntraPageSizes;
  readonly accessOf: (call: Call) => Access;
  /** Where absolute links begin: the simulator's own URL, or that of the host it stands in for. */
  readonly baseOf: (call: Call) => string;
  readonly tables: () => Tables;
}
