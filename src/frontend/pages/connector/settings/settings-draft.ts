import type { Input } from '../../../../contract';
import type { Connection, ConnectorConfiguration, Revised } from '../../../../domain/connection';
import type { ReadingRules } from '../../../../domain/selection-settings';
import type { SyncRules } from '../../../../domain/sync-rules';
import { isSame } from '../../../api/is-same';
import { defaultReadingRules } from '../../connector-form/default-settings';
import { configurationOf, draftOf, fieldNamesOf, fieldsOf } from '../../connector-form/draft';
import type { ConnectorDraft } from '../../connector-form/draft';
import { draftErrors } from '../../connector-form/draft-errors';
import type { FieldErrors } from '../../connector-form/field-errors';
import { rulesDraftOf, rulesErrors, rulesFields, rulesOf, type RulesDraft } from '../../rules/rules-draft';
import { readingErrors, readingFields, readingRulesOf } from '../reading-draft';
import { syncSettingsDraftOf, type SyncSettingsDraft } from '../sync-settings-draft';
import { formTabs, type FormTab } from '../../../routing/route';
import { formTabOf } from './settings-tabs';

type Stored = Revised<Connection>;

/** Everything that is edited about a connector, in whichever tab. It is saved as a whole. */
export interface SettingsDraft {
  readonly connector: ConnectorDraft;
  readonly rules: RulesDraft;
  readonly sync: SyncSettingsDraft;
}

export function settingsDraftOf(connection: Connection): SettingsDraft {
  return {
    connector: draftOf(connection),
    rules: rulesDraftOf(connection.rules),
    sync: syncSettingsDraftOf(connection),
  };
}

export function editedRulesOf({ rules, connector }: SettingsDraft): SyncRules {
  return rulesOf(rules, connector);
}

export function editedConfigurationOf(
  { connector, sync }: SettingsDraft,
  base: Stored,
): ConnectorConfiguration {
  return configurationOf(connector, decidedReading(readingRulesOf(sync.reading), base));
}

/** Rules that were never decided on stay undecided while the form shows the defaults. */
function decidedReading(reading: ReadingRules, { configuration }: Stored): ReadingRules | undefined {
  const isUndecided = configuration.settings.reading === undefined && isSame(reading, defaultReadingRules);
  return isUndecided ? undefined : reading;
}

/** The whole draft as a save over the given connection. */
export function settingsInputOf(draft: SettingsDraft, current: Stored): Input<'saveConnection'> {
  const { name, secret, secretExpiresOn } = draft.connector;
  const { schedule } = draft.sync;
  return {
    id: current.id,
    revision: current.revision,
    name: name.trim(),
    configuration: editedConfigurationOf(draft, current),
    ...(secret === '' ? {} : { secret }),
    ...(secretExpiresOn === '' ? {} : { secretExpiresOn }),
    rules: editedRulesOf(draft),
    schedule: { ...schedule, cron: schedule.cron.trim() },
  };
}

export function changedTabs(draft: SettingsDraft, saved: SettingsDraft): readonly FormTab[] {
  const [is, was] = [partsOf(draft), partsOf(saved)];
  return formTabs.filter((tab) => !isSame(is[tab], was[tab]));
}

function partsOf({ connector, rules, sync }: SettingsDraft): Record<FormTab, unknown> {
  const fields = Object.entries(fieldsOf(connector));
  const fieldsOn = (tab: FormTab) => fields.filter(([name]) => formTabOf(name) === tab);
  return {
    general: fieldsOn('general'),
    'what-to-sync': fieldsOn('what-to-sync'),
    filters: fieldsOn('filters'),
    ...rules,
    'sync-settings': sync,
  };
}

/** What can be seen to be wrong without asking the server. */
export function settingsErrors(draft: SettingsDraft, secret: 'needed' | 'kept'): FieldErrors<string> {
  return {
    ...draftErrors(draft.connector, secret),
    ...rulesErrors(draft.rules),
    ...readingErrors(draft.sync.reading),
  };
}

/** The places that can show an error. */
export function settingsFields({ connector, rules }: SettingsDraft): readonly string[] {
  return [...fieldNamesOf(connector), ...rulesFields(rules), 'cron', 'timeZone', ...readingFields];
}
