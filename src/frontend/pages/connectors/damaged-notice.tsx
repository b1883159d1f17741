import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { Suspense, useState } from 'react';
import { fetchedPart } from '../../components/fetched-part';

const DeleteDamagedModal = fetchedPart(
  async () => (await import('./delete-damaged-modal')).DeleteDamagedModal,
);

/** A connection whose stored settings cannot be read any more: it takes no part until it is deleted. */
export function DamagedNotice({ id }: { id: string }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <SectionMessage appearance="error" title="The stored settings of a connector are damaged">
      <p>
        The connector with the ID {id} does not run any more. Delete it and create it again. Groups and
        memberships stay as they are.
      </p>
      <div className="message-action">
        <Button onClick={() => setAsking(true)}>Delete the damaged connector</Button>
      </div>
      {isAsking && (
        <Suspense fallback={null}>
          <DeleteDamagedModal id={id} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </SectionMessage>
  );
}
