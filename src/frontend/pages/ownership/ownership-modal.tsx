import { useState } from 'react';
import type { ManagedGroup } from '../../../contract';
import type { Connection } from '../../../domain/connection';
import { useChangeOwnership, useOwnershipPreview, type Ownership } from '../../api/ownership';
import { useOverview } from '../../api/queries';
import { ChoiceRow } from '../../components/choice-row';
import { ConfirmModal } from '../../components/confirm-modal';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { OwnershipEffect } from './ownership-effect';
import { ownershipWords, type OwnershipAction } from './ownership-words';

interface OwnershipModalProps {
  readonly connection: Connection;
  readonly group: ManagedGroup;
  readonly action: OwnershipAction;
  /** Hears what was done, as a sentence. */
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}

/** Shows what a change of ownership means, in numbers and names, and does it only then. */
export function OwnershipModal({ connection, group, action, onDone, onClose }: OwnershipModalProps) {
  const [heir, setHeir] = useState<string | undefined>();
  const words = ownershipWords[action];
  const change: Ownership = {
    connectionId: connection.id,
    groupId: group.groupId,
    action,
    ...(heir === undefined ? {} : { toConnectionId: heir }),
  };
  const isAsked = action !== 'hand-over' || heir !== undefined;
  const preview = useOwnershipPreview(change, { enabled: isAsked });
  const apply = useChangeOwnership();
  const finish = (): void => {
    onDone(`${group.name} ${words.done}.`);
    onClose();
  };
  const isKnown = isAsked && preview.data !== undefined && !preview.isFetching;
  return (
    <ConfirmModal
      title={`${words.title} ${group.name}?`}
      confirm={{
        label: words.confirm,
        appearance: action === 'release' ? 'primary' : 'warning',
        isDisabled: !isKnown,
      }}
      isBusy={apply.isPending}
      error={apply.error}
      onClose={onClose}
      onConfirm={() => apply.mutate(change, { onSuccess: finish })}
    >
      <p>{words.means}</p>
      {action === 'hand-over' && <Heirs connectionId={connection.id} chosen={heir} onChoose={setHeir} />}
      {isAsked && <Effect preview={preview} />}
    </ConfirmModal>
  );
}

function Effect({ preview }: { preview: ReturnType<typeof useOwnershipPreview> }) {
  if (preview.isFetching) return <Loading label="Finding out what this means" />;
  if (preview.isError) {
    return (
      <Problem
        title="What this means could not be found out"
        error={preview.error}
        onRetry={() => void preview.refetch()}
      />
    );
  }
  return preview.data === undefined ? null : <OwnershipEffect effect={preview.data} />;
}

interface HeirsProps {
  readonly connectionId: string;
  readonly chosen: string | undefined;
  readonly onChoose: (connectionId: string) => void;
}

function Heirs({ connectionId, chosen, onChoose }: HeirsProps) {
  const overview = useOverview();
  const others = (overview.data?.connections ?? []).filter(({ id }) => id !== connectionId);
  if (overview.data !== undefined && others.length === 0) {
    return <p>There is no other connector on this site. Create one first.</p>;
  }
  return (
    <ChoiceRow
      label="To which connector"
      options={[nobody, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
      value={chosen ?? nobody.value}
      onChange={(id) => {
        if (id !== nobody.value) onChoose(id);
      }}
    />
  );
}

const nobody = { value: '', label: 'Choose a connector' };
