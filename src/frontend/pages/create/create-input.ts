import type { Input } from '../../../contract';
import type { Schedule } from '../../../domain/connection';
import type { ReadingRules } from '../../../domain/selection-settings';
import type { SyncRules } from '../../../domain/sync-rules';
import { configurationOf, type ConnectorDraft } from '../connector-form/draft';

/** What a new connector has besides the fields of the form. */
export interface BesidesForm {
  /** Left out: the app's, with the site's own limits. */
  readonly rules?: SyncRules;
  readonly schedule: Schedule;
  readonly reading?: ReadingRules;
}

/** What is sent: the form’s part from the form, everything else as it is. */
export function createInput(
  draft: ConnectorDraft,
  { rules, schedule, reading }: BesidesForm,
): Input<'createConnection'> {
  return {
    name: draft.name.trim(),
    configuration: configurationOf(draft, reading),
    secret: draft.secret,
    ...(draft.secretExpiresOn === '' ? {} : { secretExpiresOn: draft.secretExpiresOn }),
    ...(rules === undefined ? {} : { rules }),
    schedule,
  };
}
