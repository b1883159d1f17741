import type { Connection } from '../../../domain/connection';
import { limitsDraftOf, type LimitsDraft } from './limits-draft';
import { readingDraftOf, type ReadingDraft } from './reading-draft';

export interface SyncSettingsDraft {
  readonly schedule: Connection['schedule'];
  readonly reading: ReadingDraft;
  readonly limits: LimitsDraft;
}

export function syncSettingsDraftOf({ schedule, configuration, rules }: Connection): SyncSettingsDraft {
  return {
    schedule,
    reading: readingDraftOf(configuration.settings.reading),
    limits: limitsDraftOf(rules.limits),
  };
}
