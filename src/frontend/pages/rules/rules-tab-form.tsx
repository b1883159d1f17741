import type { FormEvent, ReactNode } from 'react';
import { useErrorFocus } from '../../components/use-error-focus';
import { PreviewPanel } from './preview/preview-panel';
import { RulesBar } from './rules-bar';
import type { RulesTab } from './rules-draft';
import { tabNames } from './tab-words';
import type { RulesForm } from './use-rules-form';

interface RulesTabFormProps {
  readonly form: RulesForm;
  readonly tab: RulesTab;
  /** Tabs stay in the page while another is open; what belongs to all of them stands in the open one only. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** One tab of the rules: its fields, what they change, and the bar that saves the rules of all three tabs. */
export function RulesTabForm({ form, tab, isOpen, children }: RulesTabFormProps) {
  const element = useErrorFocus(form.refusals, form.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    form.submit();
  };
  return (
    <form
      ref={element}
      className="form form-wide"
      noValidate
      onSubmit={submit}
      aria-label={`Rules: ${tabNames[tab]}`}
    >
      {children}
      {isOpen && <PreviewPanel form={form} />}
      <RulesBar form={form} tab={tab} isOpen={isOpen} />
    </form>
  );
}
