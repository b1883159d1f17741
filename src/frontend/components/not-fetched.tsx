import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { PageFrame } from './page-frame';

/** A browser does not fetch the same part twice, so the way on is to load the page anew. */
export function NotFetched() {
  return (
    <div role="alert">
      <SectionMessage appearance="error" title="This part of the page could not be loaded">
        <p>
          Check your network connection, then reload the page. A new version of the app that came while the
          page was open needs that too.
        </p>
        <div className="message-action">
          <Button onClick={() => window.location.reload()}>Reload the page</Button>
        </div>
      </SectionMessage>
    </div>
  );
}

export function PageNotFetched() {
  return (
    <PageFrame title="User & Group Sync">
      <NotFetched />
    </PageFrame>
  );
}
