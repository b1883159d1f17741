import type { FormEvent, ReactNode } from 'react';
import { useErrorFocus } from '../../../components/use-error-focus';
import { PreviewPanel } from '../../rules/preview/preview-panel';
import type { FormTab } from '../../../routing/route';
import { tabTitles } from './settings-tabs';
import type { SettingsForm } from './use-settings-form';

interface SettingsPanelProps {
  readonly form: SettingsForm;
  readonly tab: FormTab;
  /** Tabs stay in the page while another is open; what belongs to all of them stands in the open one only. */
  readonly isOpen: boolean;
  /** Stands beside the fields, or above them where there is no room. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The fields of one tab. Enter in one of them saves, as the bar below all tabs does. */
export function SettingsPanel({ form, tab, isOpen, aside, children }: SettingsPanelProps) {
  const element = useErrorFocus(form.refusals, form.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    form.submit({ kind: 'stay' });
  };
  const fields = (
    <form
      ref={element}
      className="form form-wide"
      noValidate
      onSubmit={submit}
      aria-label={`${tabTitles[tab]}: settings`}
    >
      {children}
      {isOpen && <PreviewPanel form={form.rules} />}
      <input type="submit" hidden />
    </form>
  );
  if (aside === undefined) return fields;
  return (
    <div className="with-guide">
      {aside}
      {fields}
    </div>
  );
}
