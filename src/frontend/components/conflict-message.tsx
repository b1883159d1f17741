import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { useFocusPassedOn } from './use-focus-passed-on';

/** Somebody else saved the same settings: nothing was overwritten, and what stands in the form can still be read. */
export function ConflictMessage({ onReload }: { onReload: () => void }) {
  const element = useFocusPassedOn();
  return (
    <div ref={element} role="alert">
      <SectionMessage appearance="warning" title="Somebody else changed these settings">
        <p>
          They were saved after you opened this page, so yours were not. Load the latest settings and make
          your changes again.
        </p>
        <div className="message-action">
          <Button onClick={onReload}>Load the latest settings</Button>
        </div>
      </SectionMessage>
    </div>
  );
}
