import type { ListenOptions } from '../server/http-server';
import type { Simulator } from '../server/simulator';
import type { Access, AccessSettings } from './access';
import type { OktaPageCaps } from './directory';
import type { Limits, LimitSettings } from './limits';
import type { OktaOrg } from './org';
import type { OrgState } from './org-state';

export interface OktaOptions extends ListenOptions, AccessSettings {
  readonly org: OktaOrg;
  /** The address of the org in links and audiences, where clients do not call the twin's own. Default: its own. */
  readonly publicUrl?: string;
  /** Calls a minute by endpoint class; what is left out has Okta's default. */
  readonly limits?: LimitSettings;
  /** How far `search` lags behind the changes. Default: 0. */
  readonly searchLagMs?: number;
  /** How late events come into the System Log; their `published` is the moment of the change all the same. Default: 0. */
  readonly logLagMs?: number;
  /** Largest pages. Default: 200 users, 10,000 groups, 1,000 members, 1,000 events. */
  readonly pageCap?: OktaPageCaps;
  /** Whether the deletion of a user moves `lastMembershipUpdated` of their groups. Default: false. */
  readonly deletionTouchesGroups?: boolean;
  /** Epoch milliseconds; tests hand in a clock that they move. Default: the machine's. */
  readonly now?: () => number;
}

export interface OktaSimulator extends Simulator<OrgState> {
  readonly limits: Limits;
  readonly access: Access;
  setPageCap(caps: OktaPageCaps): void;
  setLags(lags: OktaLags): void;
  /** Okta's clock is ahead of the given one by this; `Date`, moments of change and rate windows go by it. */
  setClockSkew(ms: number): void;
}

export interface OktaLags {
  readonly searchMs?: number;
  readonly logMs?: number;
}
