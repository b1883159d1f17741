import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useRef, type RefObject } from 'react';
import { SavedNote } from '../../../components/saved-note';
import { LeaveModal } from '../../connector-form/leave-modal';
import { SaveQuestionModal } from './save-question-modal';
import { SettingsMessages } from './settings-messages';
import type { FormTab } from '../../../routing/route';
import { decidesMemberships, tabList } from './settings-tabs';
import { afterReturn, type SettingsForm } from './use-settings-form';

interface SettingsBarProps {
  readonly form: SettingsForm;
  /** The open tab, if it is one of the form's. */
  readonly tab: FormTab | undefined;
}

/** Stays at the lower edge of the window below all tabs: what went wrong, what is not saved, and what can be done with it. */
export function SettingsBar({ form, tab }: SettingsBarProps) {
  const { changed, leave, save } = form;
  return (
    <div className="sticky-bar">
      <SettingsMessages form={form} tab={tab} />
      {changed.length > 0 && <NotSaved form={form} />}
      <div className="bar-row">
        {tab === undefined && changed.length === 0 && !save.isSaved ? <span /> : <SaveButtons form={form} />}
        <RunButtons form={form} />
      </div>
      <ModalTransition>
        <SaveQuestionModal save={save} />
        {leave.to !== undefined && (
          <LeaveModal
            leave={leave}
            what={tabList(changed)}
            onSave={(to) => form.submit({ kind: 'leave', to })}
          />
        )}
      </ModalTransition>
    </div>
  );
}

/** What was typed on a tab that is not open is not forgotten about. */
function NotSaved({ form }: { form: SettingsForm }) {
  const { changed, show, save, view } = form;
  // Before the first run nothing is stored that it could be worked out of.
  const canShow = view.reading !== undefined && changed.some(decidesMemberships);
  return (
    <div className="bar-row">
      <div className="actions">
        <span className="subtle">Not saved yet: {tabList(changed)}.</span>
        {canShow && (
          <Button appearance="subtle" spacing="compact" isLoading={save.preview.isPending} onClick={show}>
            Show what this changes
          </Button>
        )}
      </div>
      <PreviewNote form={form} />
    </div>
  );
}

function SaveButtons({ form }: { form: SettingsForm }) {
  const { changed, busy, save } = form;
  const saveButton = useRef<HTMLButtonElement>(null);
  const isChanged = changed.length > 0;
  return (
    <div className="actions">
      <Button
        ref={saveButton}
        appearance={isChanged ? 'primary' : 'default'}
        isLoading={busy === 'stay'}
        onClick={() => form.submit({ kind: 'stay' })}
      >
        Save
      </Button>
      <Button
        isLoading={busy === 'leave'}
        onClick={() => (isChanged ? form.submit(afterReturn) : returnNow(form))}
      >
        Save and return
      </Button>
      {isChanged && <DiscardButton form={form} next={saveButton} />}
      <SavedNote isSaved={save.isSaved && !isChanged} />
    </div>
  );
}

function returnNow({ leave }: SettingsForm): void {
  if (afterReturn.kind === 'leave') leave.leaveFor(afterReturn.to);
}

function DiscardButton({ form, next }: { form: SettingsForm; next: RefObject<HTMLButtonElement> }) {
  const discard = (): void => {
    form.discard();
    // The button that was pressed goes; its neighbour stays.
    next.current?.focus();
  };
  return (
    <Button appearance="subtle" onClick={discard}>
      Discard
    </Button>
  );
}

/** Where a run saves first, its button says so. Before the first preview a sync would be one, so none is offered. */
function RunButtons({ form }: { form: SettingsForm }) {
  const { changed, busy, run, view } = form;
  const isChanged = changed.length > 0;
  const hasPreviewed = view.firstPreviewAtMs !== undefined;
  return (
    <div className="actions">
      <Button
        appearance={isChanged ? 'default' : 'primary'}
        isLoading={busy === 'preview'}
        onClick={() => run('preview')}
      >
        {isChanged ? 'Save and preview' : 'Preview'}
      </Button>
      {hasPreviewed && (
        <Button isLoading={busy === 'sync'} onClick={() => run('sync')}>
          {isChanged ? 'Save and sync' : 'Sync'}
        </Button>
      )}
    </div>
  );
}

/** The tabs of which a sync that follows is a preview, unless the change is one that moves nobody. */
const previewedTabs: readonly FormTab[] = ['what-to-sync', 'filters', 'groups', 'people'];

/** Said before the click: nobody should be surprised by a sync that changes nothing. */
function PreviewNote({ form: { view, changed } }: { form: SettingsForm }) {
  if (view.firstPreviewAtMs === undefined || !changed.some((tab) => previewedTabs.includes(tab))) return null;
  return <span className="subtle">The next run may be a preview first.</span>;
}
