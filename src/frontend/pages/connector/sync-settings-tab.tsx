import { useState, type FormEvent } from 'react';
import Button from '@atlaskit/button/default/button';
import type { ConnectionView } from '../../../contract';
import type { Connection, Revised } from '../../../domain/connection';
import { isConflict } from '../../api/call-error';
import { isSame } from '../../api/is-same';
import { ConflictMessage } from '../../components/conflict-message';
import { Problem } from '../../components/problem';
import { SavedNote } from '../../components/saved-note';
import { useErrorFocus } from '../../components/use-error-focus';
import { fieldErrorOf, hasErrors, isForWholeForm } from '../connector-form/field-errors';
import { readingErrors, readingFields } from './reading-draft';
import { ReadingSection } from './reading-section';
import { ScheduleSection } from './schedule-section';
import { syncSettingsDraftOf, type SyncSettingsDraft } from './sync-settings-draft';
import { useSyncSettingsSave } from './use-sync-settings-save';

type Stored = Revised<Connection>;

const scheduleFields = ['cron', 'timeZone'] as const;
const allFields = [...scheduleFields, ...readingFields];

export function SyncSettingsTab({ view }: { view: ConnectionView }) {
  const { connection } = view;
  const save = useSyncSettingsSave(connection);
  const [draft, setDraft] = useState(() => syncSettingsDraftOf(connection));
  const [refusals, setRefusals] = useState(0);
  const form = useErrorFocus(refusals, save.error);
  const isChecked = refusals > 0;
  const ownErrors = readingErrors(draft.reading);
  const startAnew = (from: Stored): void => {
    setDraft(syncSettingsDraftOf(from));
    setRefusals(0);
  };
  const change = (next: SyncSettingsDraft): void => {
    setDraft(next);
    // An error belongs to what was sent, not to what is typed since.
    if (save.error !== null) save.forget();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (hasErrors(ownErrors)) setRefusals(refusals + 1);
    else save.run(draft, startAnew);
  };
  const isChanged = !isSame(draft, syncSettingsDraftOf(save.base));
  return (
    <form ref={form} className="form" noValidate onSubmit={submit} aria-label="Sync settings">
      <ScheduleSection
        schedule={draft.schedule}
        errors={fieldErrorOf(save.error, scheduleFields) ?? {}}
        onChange={(schedule) => change({ ...draft, schedule })}
      />
      <ReadingSection
        view={view}
        reading={draft.reading}
        errors={{ ...fieldErrorOf(save.error, readingFields), ...(isChecked ? ownErrors : {}) }}
        onChange={(reading) => change({ ...draft, reading })}
      />
      <SaveProblem error={save.error} onReload={() => void save.reload(startAnew)} />
      <Buttons save={save} isChanged={isChanged} onDiscard={() => startAnew(save.base)} />
    </form>
  );
}

interface ButtonsProps {
  readonly save: ReturnType<typeof useSyncSettingsSave>;
  readonly isChanged: boolean;
  readonly onDiscard: () => void;
}

function Buttons({ save, isChanged, onDiscard }: ButtonsProps) {
  return (
    <div className="actions form-actions">
      <Button type="submit" appearance="primary" isLoading={save.isBusy}>
        Save
      </Button>
      {isChanged && (
        <Button appearance="subtle" onClick={onDiscard}>
          Discard changes
        </Button>
      )}
      <SavedNote isSaved={save.isSaved && !isChanged} />
    </div>
  );
}

function SaveProblem({ error, onReload }: { error: unknown; onReload: () => void }) {
  if (isConflict(error)) return <ConflictMessage onReload={onReload} />;
  if (!isForWholeForm(error, allFields)) return null;
  return <Problem title="The settings could not be saved" error={error} />;
}
