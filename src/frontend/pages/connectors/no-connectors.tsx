import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import { DirectoryMark } from '../../components/directory-mark';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

export function NoConnectors() {
  const { navigate } = useNavigation();
  return (
    <EmptyState
      header="Connect your identity provider"
      headingLevel={2}
      renderImage={() => <DirectoryMark directory="onelogin" size={40} />}
      description="Create a connector to OneLogin. Its first run is a preview: it shows what would change and changes nothing."
      primaryAction={
        <Button appearance="primary" onClick={() => navigate(paths.chooseConnector)}>
          Create your first connector
        </Button>
      }
    />
  );
}
