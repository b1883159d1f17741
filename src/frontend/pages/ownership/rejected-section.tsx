import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useRef, useState } from 'react';
import type { RejectedForGood } from '../../../domain/stores';
import { useForgetRejected, useRejectedForGood } from '../../api/ownership';
import { ConfirmModal } from '../../components/confirm-modal';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { counted } from '../../words/count';
import { RejectedTable } from './rejected-table';

/** Changes that an administrator refused for good, and the way back. */
export function RejectedSection({ connectionId }: { connectionId: string }) {
  const section = useRef<HTMLElement>(null);
  return (
    <section ref={section} className="result-section" aria-label="Rejected for good" tabIndex={-1}>
      <Heading size="medium" as="h2">
        Rejected for good
      </Heading>
      <p className="section-text">
        Changes that an administrator rejected and that no run proposes again. “Propose again” leaves them to
        the rules and safety limits of the next run.
      </p>
      <Rejected connectionId={connectionId} onForgotten={() => section.current?.focus()} />
    </section>
  );
}

interface RejectedProps {
  readonly connectionId: string;
  /** A row has gone, and its button with it. */
  readonly onForgotten: () => void;
}

function Rejected({ connectionId, onForgotten }: RejectedProps) {
  const query = useRejectedForGood(connectionId);
  const forget = useForgetRejected();
  const proposeAgain = (row: RejectedForGood): void =>
    forget.mutate({ connectionId, rejected: [namedOf(row)] }, { onSuccess: onForgotten });
  if (query.isPending) return <Loading label="Loading the rejected changes" />;
  if (query.isError) {
    return (
      <Problem
        title="The rejected changes could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { rejected, damaged, names = {} } = query.data;
  if (damaged === true) return <Damaged connectionId={connectionId} />;
  if (rejected.length === 0) {
    return (
      <p className="quiet">None. Held changes of a run can be rejected for good on the page of that run.</p>
    );
  }
  return (
    <div className="stack-tight">
      {forget.isError && <Problem title="The change is still rejected" error={forget.error} />}
      <RejectedTable
        connectionId={connectionId}
        rejected={rejected}
        names={names}
        onProposeAgain={proposeAgain}
      />
      {rejected.length > 1 && <ProposeAll connectionId={connectionId} rejected={rejected} />}
    </div>
  );
}

/** No run goes on until the list is cleared. */
function Damaged({ connectionId }: { connectionId: string }) {
  const forget = useForgetRejected();
  return (
    <div className="stack-tight">
      <p>
        The list is damaged and cannot be read, and every run stops because of it. Clear it to let runs go on:
        what was rejected may be proposed again then.
      </p>
      {forget.isError && <Problem title="The list was not cleared" error={forget.error} />}
      <div className="actions">
        <Button
          appearance="warning"
          isLoading={forget.isPending}
          onClick={() => forget.mutate({ connectionId, rejected: [] })}
        >
          Clear the list
        </Button>
      </div>
    </div>
  );
}

/** The most that the server takes at once. */
const mostAtOnce = 1_000;

interface ProposeAllProps {
  readonly connectionId: string;
  readonly rejected: readonly RejectedForGood[];
}

function ProposeAll({ connectionId, rejected }: ProposeAllProps) {
  const [isAsking, setAsking] = useState(false);
  const forget = useForgetRejected();
  const close = (): void => setAsking(false);
  const all = rejected.slice(0, mostAtOnce);
  return (
    <div className="actions">
      <Button onClick={() => setAsking(true)}>Propose all again</Button>
      <ModalTransition>
        {isAsking && (
          <ConfirmModal
            title={`Propose ${counted(all.length, 'change')} again?`}
            confirm={{ label: 'Propose all again', appearance: 'warning' }}
            isBusy={forget.isPending}
            error={forget.error}
            onClose={close}
            onConfirm={() =>
              forget.mutate({ connectionId, rejected: all.map(namedOf) }, { onSuccess: close })
            }
          >
            <p>
              {counted(all.filter(({ change }) => change === 'remove').length, 'removal')} and{' '}
              {counted(all.filter(({ change }) => change === 'add').length, 'addition')} may be made by the
              next sync, if the rules still want them and the safety limits let them through.
            </p>
          </ConfirmModal>
        )}
      </ModalTransition>
    </div>
  );
}

function namedOf({ groupId, accountId, change }: RejectedForGood) {
  return { groupId, accountId, change };
}
