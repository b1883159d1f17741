import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import { DirectoryMark } from '../../components/directory-mark';
import { useNavigation } from '../../routing/navigation';
import { connectorKinds, paths } from '../../routing/route';

export function NoConnectors() {
  const { navigate } = useNavigation();
  return (
    <EmptyState
      header="Connect your identity provider"
      headingLevel={2}
      renderImage={() => (
        <span className="inline">
          {connectorKinds.map((kind) => (
            <DirectoryMark key={kind} directory={kind} size={40} />
          ))}
        </span>
      )}
      description="Create a connector to OneLogin, Okta or Microsoft Entra ID. Its first run is a preview: it shows what would change and changes nothing."
      primaryAction={
        <Button appearance="primary" onClick={() => navigate(paths.chooseConnector)}>
          Create your first connector
        </Button>
      }
    />
  );
}
