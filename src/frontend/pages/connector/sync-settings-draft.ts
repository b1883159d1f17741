import type { Connection } from '../../../domain/connection';
import { limitsDraftOf, type LimitsDraft } from './limits-draft';

export interface SyncSettingsDraft {
  readonly schedule: Connection['schedule'];
  readonly limits: LimitsDraft;
}

export function syncSettingsDraftOf({ schedule, rules }: Connection): SyncSettingsDraft {
  return { schedule, limits: limitsDraftOf(rules.limits) };
}
