import Button from '@atlaskit/button/default/button';
import { useRef } from 'react';
import { ConflictMessage } from '../../components/conflict-message';
import { Problem } from '../../components/problem';
import { SavedNote } from '../../components/saved-note';
import type { SettingsPart } from './use-settings-part';

interface PartBarProps {
  readonly part: Pick<
    SettingsPart<unknown>,
    'isChanged' | 'isSaving' | 'isSaved' | 'isConflict' | 'error' | 'discard' | 'reload' | 'view'
  >;
  readonly isBusy?: boolean;
  readonly onSave: () => void;
}

/** What went wrong with the last save, and what can be done with what is typed. */
export function PartBar({ part, isBusy = false, onSave }: PartBarProps) {
  const saveButton = useRef<HTMLButtonElement>(null);
  const { isChanged, isSaving, isSaved, isConflict, error, view } = part;
  const discard = (): void => {
    part.discard();
    // The button that was pressed goes; its neighbour stays.
    saveButton.current?.focus();
  };
  return (
    <div className="stack-tight">
      {isConflict && <ConflictMessage onReload={part.reload} />}
      {!isConflict && error !== null && <Problem title="The settings could not be saved" error={error} />}
      <div className="actions form-actions">
        <Button
          ref={saveButton}
          appearance={isChanged || view.damaged === true ? 'primary' : 'default'}
          isLoading={isSaving || isBusy}
          onClick={() => onSave()}
        >
          Save
        </Button>
        {isChanged && (
          <Button appearance="subtle" onClick={discard}>
            Discard
          </Button>
        )}
        <SavedNote isSaved={isSaved && !isChanged} />
      </div>
    </div>
  );
}
