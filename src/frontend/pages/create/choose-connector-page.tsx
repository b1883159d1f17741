import Lozenge from '@atlaskit/lozenge';
import { DirectoryMark, type Directory } from '../../components/directory-mark';
import { PageFrame } from '../../components/page-frame';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

export function ChooseConnectorPage() {
  const { navigate } = useNavigation();
  return (
    <PageFrame title="Create connector" crumbs={[]} description="Where are your people and groups kept?">
      <ul className="tiles" aria-label="Identity providers">
        <li>
          <button type="button" className="tile tile-open" onClick={() => navigate(paths.createOneLogin)}>
            <DirectoryMark directory="onelogin" size={40} />
            <span className="tile-name">OneLogin</span>
            <span className="subtle">Roles, groups and member_of, read through the OneLogin API.</span>
          </button>
        </li>
        <LaterTile directory="okta" name="Okta" />
        <LaterTile directory="entra" name="Azure (Microsoft Entra ID)" />
      </ul>
    </PageFrame>
  );
}

function LaterTile({ directory, name }: { directory: Directory; name: string }) {
  return (
    <li className="tile">
      <DirectoryMark directory={directory} size={40} />
      <span className="tile-name">{name}</span>
      <span className="subtle">Not available in this version.</span>
      <Lozenge>Coming later</Lozenge>
    </li>
  );
}
