import type { Connection } from '../../../domain/connection';
import { ManagedGroupsSection } from './managed-groups-section';
import { RejectedSection } from './rejected-section';

/** What this connector holds on the site, and what it was told never to propose again. */
export function ManagedGroupsTab({ connection }: { connection: Connection }) {
  return (
    <div className="stack">
      <ManagedGroupsSection connection={connection} />
      <RejectedSection connectionId={connection.id} />
    </div>
  );
}
