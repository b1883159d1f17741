import type { Connection } from '../../../domain/connection';
import { readingDraftOf, type ReadingDraft } from './reading-draft';

export interface SyncSettingsDraft {
  readonly schedule: Connection['schedule'];
  readonly reading: ReadingDraft;
}

export function syncSettingsDraftOf({ schedule, configuration }: Connection): SyncSettingsDraft {
  return {
    schedule,
    reading: readingDraftOf(configuration.settings.reading),
  };
}
