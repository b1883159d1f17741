import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { ModalTransition } from '@atlaskit/modal-dialog';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { ManagedGroup } from '../../../contract';
import type { Connection } from '../../../domain/connection';
import { useManagedGroups } from '../../api/ownership';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { ManagedGroupsTable } from './managed-groups-table';
import { OwnershipModal } from './ownership-modal';
import type { OwnershipAction } from './ownership-words';

export function ManagedGroupsSection({ connection }: { connection: Connection }) {
  return (
    <section className="result-section" aria-label="Managed groups">
      <Heading size="medium" as="h2">
        Managed groups
      </Heading>
      <p className="section-text">
        Groups in which this connector holds memberships: those that it made itself, or that were given to it.
        Only these does it ever take away again.
      </p>
      <Groups connection={connection} />
    </section>
  );
}

function Groups({ connection }: { connection: Connection }) {
  const managed = useManagedGroups(connection.id);
  const [asked, setAsked] = useState<{ group: ManagedGroup; action: OwnershipAction } | undefined>();
  const [done, setDone] = useState<string | undefined>();
  if (managed.isPending) return <Loading label="Loading the managed groups" />;
  if (managed.isError) {
    return (
      <Problem
        title="The managed groups could not be loaded"
        error={managed.error}
        onRetry={() => void managed.refetch()}
      />
    );
  }
  const { groups } = managed.data;
  return (
    <>
      <div aria-live="polite">
        {done !== undefined && (
          <SectionMessage appearance="success">
            <p>{done}</p>
          </SectionMessage>
        )}
      </div>
      {groups.length === 0 ? (
        <NoGroups />
      ) : (
        <ManagedGroupsTable
          connectionId={connection.id}
          groups={groups}
          onAsk={(group, action) => setAsked({ group, action })}
        />
      )}
      <ModalTransition>
        {asked !== undefined && (
          <OwnershipModal
            connection={connection}
            {...asked}
            onDone={setDone}
            onClose={() => setAsked(undefined)}
          />
        )}
      </ModalTransition>
    </>
  );
}

function NoGroups() {
  return (
    <EmptyState
      header="This connector manages no group yet"
      headingLevel={3}
      description="Groups appear here once a sync has put people into them. Choose Preview to see what a sync would do."
    />
  );
}
