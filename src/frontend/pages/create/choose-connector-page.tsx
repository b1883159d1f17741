import type { ConnectorKind } from '../../../domain/connection';
import { DirectoryMark } from '../../components/directory-mark';
import { PageFrame } from '../../components/page-frame';
import { useNavigation } from '../../routing/navigation';
import { connectorKinds, paths } from '../../routing/route';

const offers: Record<ConnectorKind, { readonly name: string; readonly what: string }> = {
  onelogin: { name: 'OneLogin', what: 'Roles, groups and member_of, read through the OneLogin API.' },
  okta: { name: 'Okta', what: 'Groups of Okta, of apps and of Active Directory, read through the Okta API.' },
  entra: {
    name: 'Azure (Microsoft Entra ID)',
    what: 'Security, Microsoft 365 and Active Directory groups, read through Microsoft Graph.',
  },
};

export function ChooseConnectorPage() {
  const { navigate } = useNavigation();
  return (
    <PageFrame title="Create connector" crumbs={[]} description="Where are your people and groups kept?">
      <ul className="tiles" aria-label="Identity providers">
        {connectorKinds.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className="tile tile-open"
              onClick={() => navigate(paths.createConnector(kind))}
            >
              <DirectoryMark directory={kind} size={40} />
              <span className="tile-name">{offers[kind].name}</span>
              <span className="subtle">{offers[kind].what}</span>
            </button>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
