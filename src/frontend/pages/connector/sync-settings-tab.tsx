import type { SettingsForm } from './settings/use-settings-form';
import { ReadingSection } from './reading-section';
import { ScheduleSection } from './schedule-section';

/** When runs start by themselves, and how much of the directory they read. */
export function SyncSettingsTab({ form }: { form: SettingsForm }) {
  const { view, draft, errors, change } = form;
  const { schedule, reading } = draft.sync;
  return (
    <>
      <ScheduleSection
        schedule={schedule}
        errors={errors}
        onChange={(next) => change('sync', { schedule: next })}
      />
      <ReadingSection
        view={view}
        reading={reading}
        errors={errors}
        onChange={(next) => change('sync', { reading: next })}
      />
    </>
  );
}
