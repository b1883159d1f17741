import type { ConnectorKind } from '../../domain/connection';
import { useNavigation } from '../routing/navigation';
import { connectorKinds, paths } from '../routing/route';
import { DirectoryMark } from './directory-mark';

const offers: Record<ConnectorKind, { readonly name: string; readonly what: string }> = {
  onelogin: {
    name: 'OneLogin',
    what: 'Roles, groups, and groups from other directories (member_of), read through the OneLogin API.',
  },
  okta: { name: 'Okta', what: 'Groups of Okta, of apps and of Active Directory, read through the Okta API.' },
  entra: {
    name: 'Azure (Microsoft Entra ID)',
    what: 'Security, Microsoft 365 and Active Directory groups, read through Microsoft Graph.',
  },
};

/** The kinds of directory, each of which leads to the form for a new connector. */
export function DirectoryTiles() {
  const { navigate } = useNavigation();
  return (
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
  );
}
