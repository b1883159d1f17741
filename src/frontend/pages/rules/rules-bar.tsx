import Button from '@atlaskit/button/default/button';
import ErrorIcon from '@atlaskit/icon/core/status-error';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { token } from '@atlaskit/tokens';
import { useRef } from 'react';
import { isConflict } from '../../api/call-error';
import { ConflictMessage } from '../../components/conflict-message';
import { Problem } from '../../components/problem';
import { SavedNote } from '../../components/saved-note';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { isForWholeForm } from '../connector-form/field-errors';
import { rulesFields, rulesTabs, tabOf, type RulesTab } from './rules-draft';
import { SaveQuestionModal } from './preview/save-question-modal';
import { tabNames } from './tab-words';
import type { RulesForm } from './use-rules-form';

interface RulesBarProps {
  readonly form: RulesForm;
  readonly tab: RulesTab;
  readonly isOpen: boolean;
}

/** Stays at the lower edge of the window, with what went wrong above its buttons. */
export function RulesBar({ form, tab, isOpen }: RulesBarProps) {
  const { save, changed } = form;
  const show = useRef<HTMLButtonElement>(null);
  const discard = (): void => {
    form.discard();
    // The button that was pressed goes; its neighbour stays.
    show.current?.focus();
  };
  return (
    <div className="sticky-bar">
      {isOpen && <Messages form={form} tab={tab} />}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={save.isBusy}>
          Save
        </Button>
        <Button ref={show} isLoading={form.isPreviewing} onClick={form.show}>
          Show what this changes
        </Button>
        {changed.length > 0 && (
          <Button appearance="subtle" onClick={discard}>
            Discard changes
          </Button>
        )}
        <SavedNote isSaved={save.isSaved && changed.length === 0} />
        <ChangedTabs changed={changed} tab={tab} />
      </div>
      <ModalTransition>{isOpen && <SaveQuestionModal save={save} />}</ModalTransition>
    </div>
  );
}

/** The three tabs are saved together: what was typed on another one is not forgotten about. */
function ChangedTabs({ changed, tab }: { changed: readonly RulesTab[]; tab: RulesTab }) {
  const others = changed.filter((each) => each !== tab);
  if (others.length === 0) return null;
  return (
    <span className="subtle">
      Also not saved yet: {others.map((each) => tabNames[each]).join(' and ')}. All are saved together.
    </span>
  );
}

function Messages({ form, tab }: { form: RulesForm; tab: RulesTab }) {
  return (
    <div className="stack-tight">
      {isConflict(form.error) && <ConflictMessage onReload={form.save.reload} />}
      {!isConflict(form.error) && isForWholeForm(form.error, rulesFields(form.draft)) && (
        <Problem title={problemTitle(form)} error={form.error} />
      )}
      <WrongElsewhere form={form} tab={tab} />
    </div>
  );
}

function problemTitle({ save }: RulesForm): string {
  return save.error === null ? 'The changes could not be worked out' : 'The rules could not be saved';
}

/** What is wrong on a tab that is not open, with the way there. */
function WrongElsewhere({ form, tab }: { form: RulesForm; tab: RulesTab }) {
  const wrong = Object.entries(form.errors);
  const others = rulesTabs.flatMap((each) => {
    const first = each === tab ? undefined : wrong.find(([path]) => tabOf(path) === each);
    return first === undefined ? [] : [{ tab: each, message: first[1] }];
  });
  if (others.length === 0) return null;
  return (
    <div role="alert">
      {others.map((other) => (
        <p key={other.tab} className="wrong-elsewhere">
          <ErrorIcon label="Error" color={token('color.icon.danger')} />
          <span>
            On <AppLink to={paths.connector(form.connectionId, other.tab)}>{tabNames[other.tab]}</AppLink>:{' '}
            {other.message}
          </span>
        </p>
      ))}
    </div>
  );
}
