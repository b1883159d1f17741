import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import { PageFrame } from '../components/page-frame';
import { useNavigation } from '../routing/navigation';
import { paths } from '../routing/route';

export function NotFoundPage() {
  const { replace } = useNavigation();
  return (
    <PageFrame title="Nothing here">
      <EmptyState
        header="This address leads nowhere"
        headingLevel={2}
        description="It may belong to a connector that was deleted."
        primaryAction={
          <Button appearance="primary" onClick={() => replace(paths.connectors)}>
            Show the connectors
          </Button>
        }
      />
    </PageFrame>
  );
}
