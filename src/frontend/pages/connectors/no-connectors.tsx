import Heading from '@atlaskit/heading';
import { DirectoryTiles } from '../../components/directory-tiles';

/** The first step stands right there. */
export function NoConnectors() {
  return (
    <section className="first-connector">
      <Heading size="medium" as="h2">
        Create your first connector
      </Heading>
      <p>
        Where are your people and groups kept? The first run of a connector is a preview: it shows what would
        change, and changes nothing.
      </p>
      <DirectoryTiles />
    </section>
  );
}
