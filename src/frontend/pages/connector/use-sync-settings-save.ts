import { useState } from 'react';
import type { Connection, ConnectorConfiguration, Revised } from '../../../domain/connection';
import { isSame } from '../../api/is-same';
import { useSavePart } from '../../api/save-part';
import { defaultReadingRules } from '../connector-form/default-rules';
import { readingRulesOf, type ReadingDraft } from './reading-draft';
import type { SyncSettingsDraft } from './sync-settings-draft';
import { useReload } from './use-general-save';

type Stored = Revised<Connection>;

export function useSyncSettingsSave(connection: Stored) {
  const [base, setBase] = useState(connection);
  const save = useSavePart();
  const { reload } = useReload(base.id, (latest) => {
    setBase(latest);
    save.reset();
  });
  const run = (draft: SyncSettingsDraft, onSaved: (saved: Stored) => void): void =>
    save.mutate(
      { base, partOf: syncSettingsPart, build: (current) => inputOf(current, draft) },
      {
        onSuccess: ({ connection: saved }) => {
          setBase(saved);
          onSaved(saved);
        },
      },
    );
  return {
    base,
    run,
    reload,
    forget: save.reset,
    isBusy: save.isPending,
    isSaved: save.isSuccess,
    error: save.error,
  };
}

function syncSettingsPart({ schedule, configuration }: Connection): unknown {
  return [schedule, configuration.settings.reading ?? defaultReadingRules];
}

function inputOf(current: Stored, { schedule, reading }: SyncSettingsDraft) {
  return {
    id: current.id,
    revision: current.revision,
    name: current.name,
    configuration: withReading(current.configuration, reading),
    rules: current.rules,
    schedule: { ...schedule, cron: schedule.cron.trim() },
  };
}

/** Rules that were never decided on stay undecided while the form shows the defaults. */
function withReading(configuration: ConnectorConfiguration, draft: ReadingDraft): ConnectorConfiguration {
  const reading = readingRulesOf(draft);
  const isUndecided = configuration.settings.reading === undefined && isSame(reading, defaultReadingRules);
  if (isUndecided) return configuration;
  // The same three times: only so does the kind stay with its own settings for the compiler.
  if (configuration.kind === 'onelogin') {
    return { ...configuration, settings: { ...configuration.settings, reading } };
  }
  if (configuration.kind === 'okta') {
    return { ...configuration, settings: { ...configuration.settings, reading } };
  }
  return { ...configuration, settings: { ...configuration.settings, reading } };
}
