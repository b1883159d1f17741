import OkIcon from '@atlaskit/icon/core/status-success';
import { token } from '@atlaskit/tokens';

/** Says beside the button that the save went through. The region is always there, so that the word is read out. */
export function SavedNote({ isSaved }: { isSaved: boolean }) {
  return (
    <output className="saved-note">
      {isSaved && (
        <>
          <OkIcon label="" color={token('color.icon.success')} />
          Saved
        </>
      )}
    </output>
  );
}
