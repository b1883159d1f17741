import SectionMessage from '@atlaskit/section-message';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';

/** In place of the person: nothing of them is shown any more. */
export function Forgotten({ connectionId, summary }: { connectionId: string; summary: string }) {
  return (
    <div aria-live="polite">
      <SectionMessage appearance="success" title="This person is forgotten">
        <p>{summary}</p>
        <p>
          <AppLink to={paths.explain(connectionId)}>Look for another person or group</AppLink>
        </p>
      </SectionMessage>
    </div>
  );
}
