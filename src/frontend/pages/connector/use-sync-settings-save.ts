import { useState } from 'react';
import type { Connection, Revised } from '../../../domain/connection';
import { useSavePart } from '../../api/save-part';
import { limitsOf } from './limits-draft';
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

function syncSettingsPart({ schedule, rules }: Connection): unknown {
  return [schedule, rules.limits];
}

function inputOf(current: Stored, { schedule, limits }: SyncSettingsDraft) {
  return {
    id: current.id,
    revision: current.revision,
    name: current.name,
    configuration: current.configuration,
    rules: { ...current.rules, limits: limitsOf(limits) },
    schedule: { ...schedule, cron: schedule.cron.trim() },
  };
}
