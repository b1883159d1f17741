import ErrorIcon from '@atlaskit/icon/core/status-error';
import { token } from '@atlaskit/tokens';
import { isConflict } from '../../../api/call-error';
import { ConflictMessage } from '../../../components/conflict-message';
import { Problem } from '../../../components/problem';
import { AppLink } from '../../../routing/app-link';
import { paths, formTabs, type FormTab } from '../../../routing/route';
import { isForWholeForm } from '../../connector-form/field-errors';
import { StartProblem } from '../start-run';
import { settingsFields } from './settings-draft';
import { formTabOf, tabTitles } from './settings-tabs';
import type { SettingsForm } from './use-settings-form';

interface SettingsMessagesProps {
  readonly form: SettingsForm;
  readonly tab: FormTab | undefined;
}

/** What went wrong with the last save, preview or start, where no field of the open tab says it. */
export function SettingsMessages({ form, tab }: SettingsMessagesProps) {
  const { error, save, draft, start, latest } = form;
  return (
    <div className="stack-tight bar-messages">
      <StartProblem start={start} />
      {isConflict(error) && <ConflictMessage onReload={latest.load} />}
      {isConflict(error) && latest.error !== null && (
        <Problem title="The latest settings could not be loaded" error={latest.error} />
      )}
      {!isConflict(error) && isForWholeForm(error, settingsFields(draft)) && (
        <Problem
          title={
            save.error === null ? 'The changes could not be worked out' : 'The settings could not be saved'
          }
          error={error}
        />
      )}
      <WrongElsewhere form={form} tab={tab} />
    </div>
  );
}

/** What is wrong on a tab that is not open, with the way there. */
function WrongElsewhere({ form, tab }: SettingsMessagesProps) {
  const wrong = Object.entries(form.errors);
  const others = formTabs.flatMap((each) => {
    const first = each === tab ? undefined : wrong.find(([field]) => formTabOf(field) === each);
    return first === undefined ? [] : [{ tab: each, message: first[1] }];
  });
  if (others.length === 0) return null;
  return (
    <div role="alert">
      {others.map((other) => (
        <p key={other.tab} className="wrong-elsewhere">
          <ErrorIcon label="Error" color={token('color.icon.danger')} />
          <span className="text-with-links">
            On <AppLink to={paths.connector(form.base.id, other.tab)}>{tabTitles[other.tab]}</AppLink>:{' '}
            {other.message}
          </span>
        </p>
      ))}
    </div>
  );
}
