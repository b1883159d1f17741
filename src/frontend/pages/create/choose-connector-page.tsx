import { DirectoryTiles } from '../../components/directory-tiles';
import { PageFrame } from '../../components/page-frame';

export function ChooseConnectorPage() {
  return (
    <PageFrame title="Create connector" crumbs={[]} description="Where are your people and groups kept?">
      <DirectoryTiles />
    </PageFrame>
  );
}
